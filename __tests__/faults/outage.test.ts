import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import { consumerRecord, readWith, secretIds } from '../e2e/vault-over-http.ts'
import { FAST, fastClock, SPEED } from './fast-clock.ts'

/** Vault is out of reach while the Deployment is changed, for longer than a lock lasts without being renewed. */

jest.setTimeout(240_000)

type Stage = Awaited<ReturnType<typeof openStage>>

/** In milliseconds of the runs' clock. */
const OUTAGE_MS = 38_000

let stage: Stage
/** All runs come to Vault by its clock; the first one's way to that is the proxy. */
let clock: Awaited<ReturnType<typeof tapVault>>
let proxy: Awaited<ReturnType<typeof startFaultProxy>>
beforeEach(async () => {
  stage = await openStage({ post: false })
  clock = await tapVault(stage.vault.url, async () => {}, { now: fastClock() })
  proxy = await startFaultProxy(clock.url)
})
afterEach(async () => {
  await proxy.stop()
  await clock.stop()
  await stage.stop()
})

const run = (id: string, inputs: Record<string, string> = {}) =>
  stage.run({ inputs: { 'vault-url': clock.url, 'run-timeout': '2h', ...inputs }, env: { ...FAST, GITHUB_RUN_ID: id } })

/** Does this when the request has come to Astro, before that is carried out. */
function at(method: string, end: string, meet: () => Promise<void>): void {
  const off = stage.astro.onRequest(async (request: { phase: string; method: string; path: string }) => {
    if (request.phase !== 'before' || request.method !== method || !request.path.endsWith(end)) return
    off()
    await meet()
  })
}

const isThere = () =>
  fetch(`${proxy.url}/v1/sys/health`).then(
    () => true,
    () => false
  )

/** Whoever asks first meets it, and for that long nobody listens. */
async function goAway(): Promise<void> {
  proxy.schedule = () => ({ when: 'before', action: { away: OUTAGE_MS / SPEED } })
  await isThere()
  proxy.schedule = () => undefined
}

async function untilBack(): Promise<void> {
  while (!(await isThere())) await sleep(20)
}

async function loseAnswers(): Promise<void> {
  const over = performance.now() + OUTAGE_MS / SPEED
  proxy.schedule = () => (performance.now() < over ? { when: 'after', action: 'reset' } : undefined)
}

const deploys = () => stage.astro.record.filter(({ deploy }) => deploy !== undefined).length

async function expectAllWell(): Promise<void> {
  const { vault, astro } = stage
  const deployment = astro.deployment('prod')
  await readWith(vault, JSON.parse(deployment.value('AIRFLOW__SECRETS__BACKEND_KWARGS') ?? ''), 'greeting', 'warehouse')
  const record = await consumerRecord(vault, deployment.id)
  expect(record?.['lock']).toBeUndefined()
  expect([...(await secretIds(vault)).keys()]).toEqual([record?.['holds'].id])
}

describe('an outage of 38 s', () => {
  it.each<[string, string, string, () => Promise<void>]>([
    ['while the project is deployed, which is done first', 'POST', '/deploys', goAway],
    [
      'while the project is deployed, which takes longer',
      'POST',
      '/deploys',
      async () => {
        await goAway()
        await untilBack()
      }
    ],
    ['in which requests arrive and answers do not', 'POST', '/deploys', loseAnswers],
    ['while a variable of the Deployment is set', 'POST', '/DEPLOYMENT', goAway]
  ])('%s: the run goes on, and ships once', async (_, method, end, meet) => {
    at(method, end.replace('DEPLOYMENT', String(stage.inputs['deployment-id'])), meet)
    const { exitCode, log } = await run('1', { 'vault-url': proxy.url })
    expect({ exitCode, log: exitCode === 0 ? '' : log }).toEqual({ exitCode: 0, log: '' })
    expect(deploys()).toBe(1)
    await expectAllWell()
    expect((await run('2', { 'vault-url': proxy.url })).exitCode).toBe(0)
    expect(deploys()).toBe(1)
  })
})

it('an outage in which another run takes over ends this one red, and leaves the other in peace', async () => {
  let other: ReturnType<typeof run> | undefined
  at('POST', '/deploys', async () => {
    proxy.schedule = () => ({ when: 'before', action: 'reset' })
    other = run('2', { 'wait-time': '30m' })
    await other
    proxy.schedule = () => undefined
  })
  const { exitCode, log } = await run('1', { 'vault-url': proxy.url })
  expect([exitCode, log]).toEqual([1, expect.stringContaining('the lock on Deployment prod was lost')])
  const { exitCode: others, log: said } = (await other) ?? { exitCode: -1, log: '' }
  expect({ others, said: others === 0 ? '' : said }).toEqual({ others: 0, said: '' })
  expect((await run('3')).exitCode).toBe(0)
  await expectAllWell()
})
