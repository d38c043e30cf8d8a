import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, type Stage } from './attempt.ts'

/** Kinds of deploy, by the shipped bundle and the real CLI, as the platform lists them. */

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const write = async (path: string, text: string) => {
  await writeFile(join(stage.project, path), text)
  stage.commit('Change')
}

/** The deploys of one green run. */
async function shippedBy(run: Parameters<Stage['run']>[0] = {}) {
  const before = stage.astro.deploys.length
  expect(await attempt(stage, run)).toMatchObject({ exitCode: 0, errors: [] })
  return stage.astro.deploys.slice(before).map(({ type }) => type)
}

describe('infer', () => {
  it('ships the image first, then what has changed', async () => {
    expect(await shippedBy()).toEqual(['IMAGE_AND_DAG'])
    expect(await shippedBy()).toEqual([])
    await write('dags/hello.py', '# changed\n')
    expect(await shippedBy()).toEqual(['DAG_ONLY'])
    await write('packages.txt', 'gcc\n')
    expect(await shippedBy()).toEqual(['IMAGE_AND_DAG'])
    expect(await shippedBy()).toEqual([])
    expect(await shippedBy({ inputs: { 'deploy-type': 'dags-only' } })).toEqual(['DAG_ONLY'])
    expect(await shippedBy()).toEqual([])
  })
})
