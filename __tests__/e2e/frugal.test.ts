import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import type { Stage } from './attempt.ts'

/** What a run costs: requests to Astro, those of the CLI included, and processes of the CLI. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

async function cost(inputs: Record<string, string> = {}) {
  const commands = async () => (await stage.calls()).filter(({ call }) => call.startsWith('astro ')).map(({ call }) => call)
  const [requests, calls] = [stage.astro.record.length, (await commands()).length]
  const run = await stage.run({ inputs })
  await run.remove()
  expect([run.exitCode, run.exitCode === 0 ? '' : run.log]).toEqual([0, ''])
  const begun = (await commands()).slice(calls).map(call =>
    call
      .split(' ')
      .slice(1, 4)
      .join(' ')
      .replace(/ cl\w+.*/, '')
  )
  return { begun, requests: stage.astro.record.slice(requests).map(({ method, path }) => `${method} ${path}`) }
}

/** The ways to one Deployment, each with the requests that only look. */
const UNCHANGED: [string, (stage: Stage) => Record<string, string>, number][] = [
  ['by its id', () => ({}), 1],
  ['by its name', () => ({ 'deployment-id': '', 'deployment-name': 'prod' }), 2]
]

describe('Astro is asked', () => {
  it('once by a plan, which starts no CLI', async () => {
    expect(await cost({ mode: 'plan' })).toEqual({ begun: [], requests: [expect.stringMatching(/^GET .*\/deployments\/\w+$/)] })
  })

  it('30 times at most by a first deploy, which starts the CLI three times', async () => {
    const { begun, requests } = await cost()
    expect(begun).toEqual(['deploy', 'deployment variable update', 'deployment variable update'])
    expect(requests.length).toBeLessThanOrEqual(30)
  })

  it.each(UNCHANGED)('twice at most by an unchanged run, which starts no CLI: the Deployment %s', async (_, inputs, looks) => {
    const { begun, requests } = await cost(inputs(stage))
    expect(begun).toEqual([])
    expect(requests).toHaveLength(looks)
  })
})
