import { afterEach, beforeEach, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, idle, type Stage } from './attempt.ts'

/** Astro refuses each change that the CLI asks for, one after the other: each run says what it said, and goes on from the one before. */

jest.setTimeout(120_000)

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ post: false })
})
afterEach(() => stage.stop())

type Fault = Parameters<Stage['astro']['faults']['add']>[0]
type Action = Fault['action']
const refusal = (status: number): Action => ({ status, body: { message: 'not today', requestId: 'r1', statusCode: status } })

const KWARGS = 'set AIRFLOW__SECRETS__BACKEND_KWARGS'
const BACKEND = 'set AIRFLOW__SECRETS__BACKEND'
const notShipped = (why: string) =>
  `nothing shows that astro deploy shipped anything to Deployment prod \\(exit code \\d; ${why}\\): `
const notSet = (key: string) =>
  `astro did not confirm that variable ${key} of Deployment prod was set \\(exit code \\d\\); it said: `

/** The calls that change something, in their order, with what a run says that is refused there, and what it has changed before. */
const CALLS: [string, Pick<Fault, 'method' | 'path'>, string, string[]][] = [
  ['the deploy', { method: 'POST', path: /\/deploys$/ }, notShipped('Astro lists no deploy of this run'), []],
  ['the end of the deploy', { method: 'POST', path: /\/finalize$/ }, notShipped('Astro lists it as INITIALIZED'), []],
  ['KWARGS', { method: 'POST', path: /\/deployments\/\w+$/ }, notSet('AIRFLOW__SECRETS__BACKEND_KWARGS'), ['deploy']],
  ['BACKEND', { method: 'POST', path: /\/deployments\/\w+$/ }, notSet('AIRFLOW__SECRETS__BACKEND'), [KWARGS]]
]

it.each<[string, Action]>([
  ['403', refusal(403)],
  ['404', refusal(404)],
  ['409', refusal(409)],
  ['429, with the time when to come again', { status: 429, headers: { 'retry-after': '1' }, body: { message: 'not today' } }],
  ['503 of a gateway', { status: 503, body: 'no healthy upstream' }],
  ['a web page', 'html'],
  ['a cut connection', 'cut']
])('%s is told with its sentence, and the next run goes on', async (_, action) => {
  for (const [call, fault, sentence, inAstro] of CALLS) {
    // The update of BACKEND is the second one of its run.
    stage.astro.faults.add({ ...fault, action, skip: call === 'BACKEND' ? 1 : 0 })
    const { errors, ...run } = await attempt(stage)
    expect({ call, ...run }).toMatchObject({ call, exitCode: 1, inAstro })
    expect({ call, error: errors[0] }).toEqual({ call, error: expect.stringMatching(new RegExp(`^${sentence}[^]+\n\\w.*\\.$`)) })
    expect({ call, pending: stage.astro.faults.pending() }).toEqual({ call, pending: [] })
  }
  expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [], inAstro: [BACKEND] })
  expect(await attempt(stage)).toMatchObject(idle)
})
