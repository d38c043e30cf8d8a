import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { attempt, idle, type Stage } from './attempt.ts'

/** Astro refuses to wake a Deployment for a run, or to put its schedule back: a sentence says what it said, and the next run goes on from there. */

jest.setTimeout(120_000)

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    post: false,
    astro: { deployments: [aDeployment({ status: 'HIBERNATING', isDevelopmentMode: true })] }
  })
  await stage.editManifest(text => `${text}astro: { wake: true, provider-installed: true }\n`)
  expect(await run()).toMatchObject({ exitCode: 0, errors: [], inAstro: [KWARGS, 'set AIRFLOW__SECRETS__BACKEND'] })
})
afterAll(() => stage.stop())

const KWARGS = 'set AIRFLOW__SECRETS__BACKEND_KWARGS'
const run = (inputs: Record<string, string> = {}) => attempt(stage, { inputs: { 'deploy-type': 'none', ...inputs } })
/** One with something to change in the Deployment. */
const rotate = () => run({ rotate: 'now' })
const prod = () => stage.astro.deployment('prod')

type Fault = Parameters<Stage['astro']['faults']['add']>[0]
type Action = Fault['action']
const refusal = (status: number): Action => ({ status, body: { message: 'not today', requestId: 'r1', statusCode: status } })

const PATH = /\/hibernation-override$/
const red = (sentence: string) => [
  expect.stringMatching(new RegExp(`^Astro does not show that ${sentence} \\(exit code \\d\\): \\S[^]*\nRun again\\.`))
]
const NOT_WOKEN = red('the hibernation of Deployment prod was overridden')
const NOT_REMOVED = red('the override of the hibernation of Deployment prod was removed')
/** After an error, the run itself tries once more to put it back. */
const TWICE = 2

describe.each<[string, Action, string]>([
  ['403', refusal(403), 'not today'],
  ['404', refusal(404), 'not today'],
  ['409', refusal(409), 'not today'],
  [
    '429, with the time when to come again',
    { status: 429, headers: { 'retry-after': '1' }, body: { message: 'too many' } },
    'too many'
  ],
  ['500', refusal(500), 'not today'],
  ['503 of a gateway', { status: 503, body: 'no healthy upstream' }, '503'],
  ['a web page', 'html', ''],
  ['a cut connection', 'cut', 'EOF']
])('where Astro answers with %s', (_, action, said) => {
  it('a Deployment that cannot be woken is not changed, and one that stays awake sleeps after the next run', async () => {
    const before = prod().overrides.length
    stage.astro.faults.add({ method: 'POST', path: PATH, action })
    const asleep = await rotate()
    expect(asleep).toMatchObject({ exitCode: 1, errors: NOT_WOKEN, inAstro: [] })
    expect(asleep.errors[0]).toContain(said)
    expect(prod().overrides.slice(before)).toEqual([])

    stage.astro.faults.add({ method: 'DELETE', path: PATH, times: TWICE, action })
    const awake = await rotate()
    expect(awake).toMatchObject({ exitCode: 1, errors: NOT_REMOVED, inAstro: [KWARGS] })
    expect(awake.errors[0]).toContain(said)
    expect(awake.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringMatching(/may stay awake until \d{4}-/) })
    )
    expect(prod().overrides.slice(before)).toEqual([{ isHibernating: false, overrideUntil: expect.any(String) }])

    expect(await run()).toMatchObject({ exitCode: 0, errors: [], inAstro: [] })
    expect(prod().overrides.slice(before + 1)).toEqual([undefined])
    expect(prod().view().status).toBe('HIBERNATING')
    expect(stage.astro.faults.pending()).toEqual([])
  })
})

describe('what overrode its schedule before', () => {
  it('is put back by the next run, with its end, where Astro refuses it in this one', async () => {
    const theirs = { isHibernating: true, overrideUntil: `${new Date(Date.now() + 7_200_000).toISOString().slice(0, 19)}Z` }
    prod().override(theirs)
    // The first one wakes it.
    stage.astro.faults.add({ method: 'POST', path: PATH, skip: 1, times: TWICE, action: refusal(403) })
    expect(await rotate()).toMatchObject({ exitCode: 1, errors: NOT_WOKEN, inAstro: [KWARGS] })
    expect(prod().overrides.at(-1)).toMatchObject({ isHibernating: false })
    expect(await run()).toMatchObject({ exitCode: 0, errors: [], inAstro: [] })
    expect(prod().overrides.at(-1)).toEqual(theirs)
    expect(stage.astro.faults.pending()).toEqual([])
    prod().override(undefined)
  })
})

describe('where its answer is lost', () => {
  it('what Astro shows counts, and nothing is done twice', async () => {
    const before = prod().overrides.length
    stage.astro.faults.add({ method: 'POST', path: PATH, when: 'after', action: 'cut' })
    stage.astro.faults.add({ method: 'DELETE', path: PATH, when: 'after', action: 'cut' })
    expect(await rotate()).toMatchObject({ exitCode: 0, errors: [], inAstro: [KWARGS] })
    expect(prod().overrides.slice(before)).toEqual([expect.objectContaining({ isHibernating: false }), undefined])
    expect(stage.astro.faults.pending()).toEqual([])
    expect(await run()).toMatchObject(idle)
  })
})
