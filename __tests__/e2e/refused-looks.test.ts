import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, idle, type Stage } from './attempt.ts'

/** Astro refuses a look, at each moment of a first deploy; whatever was begun then is finished by the next run. */

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ post: false })
})
afterEach(() => stage.stop())

/** The looks of this action: what the CLI asks for has another prefix. */
const LOOKS = /^\/v1\//
const KWARGS = 'set AIRFLOW__SECRETS__BACKEND_KWARGS'
const BACKEND = 'set AIRFLOW__SECRETS__BACKEND'
const FAST = {
  NODE_OPTIONS: `--import=${new URL('../../tools/runner/fast-clock.mjs', import.meta.url)}`,
  CLOCK_SPEED: '20'
}

type Action = Parameters<Stage['astro']['faults']['add']>[0]['action']
const refusal = (status: number): Action => ({ status, body: { message: 'not today', requestId: 'r1', statusCode: status } })

describe('a refusal', () => {
  it.each<[string, number, Action, string, string[]]>([
    [
      'of the first look',
      0,
      refusal(403),
      'Astro answered 403 to the request for Deployment cl\\w+: not today \\(request r1\\)',
      []
    ],
    ['of the look under the lock', 1, refusal(404), 'Deployment cl\\w+ was not found in Workspace \\w+: not today', []],
    [
      'of the list of deploys',
      2,
      refusal(403),
      'it is unknown whether astro deploy shipped anything to Deployment prod \\(exit code 0\\): Astro answered 403 to the request for the deploys of Deployment prod: not today',
      ['deploy']
    ],
    [
      'of the look after KWARGS',
      3,
      refusal(409),
      'Astro answered 409 to the request for Deployment prod: not today',
      ['deploy', KWARGS]
    ],
    [
      'of the look after BACKEND',
      4,
      'html',
      'Astro at \\S+ did not answer the request for Deployment prod: what came back \\(status 200\\) is not JSON',
      ['deploy', KWARGS, BACKEND]
    ]
  ])('%s ends the run red, and the next one goes on from there', async (_, skip, action, sentence, inAstro) => {
    stage.astro.faults.add({ path: LOOKS, skip, action })
    const { errors, ...run } = await attempt(stage)
    expect(run).toMatchObject({ exitCode: 1, inAstro })
    expect(errors[0]).toMatch(new RegExp(`^${sentence}`))
    expect(stage.astro.faults.pending()).toEqual([])

    const next = await attempt(stage)
    expect([next.errors, next.exitCode]).toEqual([[], 0])
    // What is known to have arrived is not shipped again.
    expect(stage.astro.deploys.map(({ status }) => status)).toEqual(['DEPLOYED'])
    expect(await attempt(stage)).toMatchObject(idle)
  })
})

describe('what passes', () => {
  it.each<[string, Action]>([
    ['a limit of the rate', { status: 429, headers: { 'retry-after': '1' } }],
    ['500', refusal(500)],
    ['503 of a gateway', { status: 503, body: 'no healthy upstream' }],
    ['a cut connection', 'cut'],
    ['silence', 'hang']
  ])('%s, at every look: the run is green, and nothing is done twice', async (_, action) => {
    // The look that failed is tried again, and the next one fails.
    for (let look = 0; look < 5; look++) stage.astro.faults.add({ path: LOOKS, skip: Math.min(look, 1), action })
    const { errors, exitCode, inAstro } = await attempt(stage, { env: FAST })
    expect({ errors, exitCode, inAstro }).toEqual({ errors: [], exitCode: 0, inAstro: ['deploy', KWARGS, BACKEND] })
    expect(stage.astro.faults.pending()).toEqual([])
  })
})
