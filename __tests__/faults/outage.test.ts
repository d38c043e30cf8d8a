import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { consumerRecord, readWith, secretIds } from '../e2e/vault-over-http.ts'

/** Vault is out of reach while the Deployment is changed, for longer than a lock lasts without being renewed. */

jest.setTimeout(240_000)

type Stage = Awaited<ReturnType<typeof openStage>>
type Proxy = Awaited<ReturnType<typeof startFaultProxy>>

const OUTAGE_MS = 38_000

let stage: Stage
let proxy: Proxy
beforeEach(async () => {
  stage = await openStage()
  proxy = await startFaultProxy(stage.vault.url)
})
afterEach(async () => {
  await proxy.stop()
  await stage.stop()
})

const run = (id: string, inputs: Record<string, string> = {}) => stage.run({ inputs, env: { GITHUB_RUN_ID: id } })

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
async function goAway(ms = OUTAGE_MS): Promise<void> {
  proxy.schedule = () => ({ when: 'before', action: { away: ms } })
  await isThere()
  proxy.schedule = () => undefined
}

async function untilBack(): Promise<void> {
  while (!(await isThere())) await sleep(250)
}

async function loseAnswers(): Promise<void> {
  const over = performance.now() + OUTAGE_MS
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
    await goAway(50_000)
    other = run('2', { 'wait-time': '2m' })
    await Promise.all([other, untilBack()])
  })
  const { exitCode, log } = await run('1', { 'vault-url': proxy.url })
  expect([exitCode, log]).toEqual([1, expect.stringContaining('the lock on Deployment prod was lost')])
  const { exitCode: others, log: said } = (await other) ?? { exitCode: -1, log: '' }
  expect({ others, said: others === 0 ? '' : said }).toEqual({ others: 0, said: '' })
  expect((await run('3')).exitCode).toBe(0)
  await expectAllWell()
})
