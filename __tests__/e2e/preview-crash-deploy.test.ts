import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { AT_NIGHT, sample } from '../build/seed.ts'
import { DELETE, DEPLOY, PreviewScene } from './preview-scene.ts'

/**
 * A run that deploys a preview is killed at some of its changes, in Vault and in Astro, and at night at each of them; the next one
 * deploys it as if nothing had happened, or leaves nothing of it.
 */

jest.setTimeout(AT_NIGHT ? 1_800_000 : 590_000)

let scene: PreviewScene
beforeAll(async () => {
  scene = await PreviewScene.open()
})
afterAll(() => scene.stop())

const some = (count: number, words: string) => (moments: readonly number[]) => sample(moments, count, words)

describe('a first deploy of a preview that is killed', () => {
  const begin = { inputs: DEPLOY, before: () => scene.well(DELETE) }

  it('is finished by the next one', async () => {
    expect(await scene.killAnywhere({ ...begin, choose: some(5, 'first') })).toBeGreaterThanOrEqual(25)
  })

  it('leaves nothing, once the preview is deleted', async () => {
    const choose = some(4, 'first, deleted')
    expect(await scene.killAnywhere({ ...begin, next: DELETE, choose })).toBeGreaterThanOrEqual(25)
  })
})

describe('a repeated deploy with new DAGs, a new value and a new secret-id that is killed', () => {
  let pushed = 0
  async function push(): Promise<void> {
    await appendFile(join(scene.stage.project, 'dags', 'hello.py'), '# Changed\n')
    await scene.stage.editManifest(text => text.replace(/greeting: \w+/, `greeting: Hello${++pushed}`))
  }
  const inputs = { ...DEPLOY, rotate: 'now' }

  it('is finished by the next one', async () => {
    await scene.well(DEPLOY)
    expect(await scene.killAnywhere({ inputs, next: DEPLOY, before: push, choose: some(5, 'again') })).toBeGreaterThanOrEqual(20)
  })

  it('leaves nothing, once the preview is deleted', async () => {
    async function before(): Promise<void> {
      await scene.well(DEPLOY)
      await push()
    }
    const choose = some(3, 'again, deleted')
    expect(await scene.killAnywhere({ inputs, next: DELETE, before, choose })).toBeGreaterThanOrEqual(20)
  })
})
