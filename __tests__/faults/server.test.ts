import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { listen } from '../../tools/servers/listen.mjs'
import { startVault } from '../../tools/servers/vault-server.mjs'
import { ask, readSecret, secretIds } from '../e2e/vault-over-http.ts'
import { failureOf, type Reach, reach } from './reach.ts'

const hide = () => {}

/** What a real server does by itself, with a proxy in between that only watches. */

type Options = Parameters<typeof startVault>[0]

let server: Awaited<ReturnType<typeof startVault>>
let proxy: Awaited<ReturnType<typeof startFaultProxy>>
let way: Reach

async function start(options: Options = {}) {
  server = await startVault(options)
  await ask(server, 'sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
  await ask(server, 'sys/auth/approle', { type: 'approle' })
  await ask(server, 'auth/approle/role/astro_role', { token_policies: 'default' })
  proxy = await startFaultProxy(server.url)
  way = reach({ url: proxy.url, token: server.rootToken })
}
afterEach(async () => {
  way.close()
  await proxy.stop()
  await server.stop()
})

const write = (name: string) => way.vault.write('airflow', `variables/${name}`, new Secret({ value: name }), 0)
const writeAll = (count: number) => Promise.all(Array.from({ length: count }, (_, index) => write(`v${index}`)))
const expectOnce = async (name: string) =>
  expect(await readSecret(server, 'airflow', `variables/${name}`)).toEqual({ data: { value: name }, version: 1 })
const answered = (status: number) => proxy.seen.filter(request => request.status === status).length
/** Acts once so many paths were answered so, before anything more is asked for. */
function onRetry(status: number, act: () => Promise<void>, paths = 1): void {
  let acted: Promise<void> | undefined
  proxy.schedule = async () => {
    if (new Set(proxy.seen.flatMap(request => (request.status === status ? [request.path] : []))).size < paths) return undefined
    acted ??= act()
    await acted
    return undefined
  }
}

describe('a server that is sealed', () => {
  beforeEach(() => start())

  it('and unsealed while a write waits: it lands once', async () => {
    await server.seal()
    onRetry(503, () => server.unseal())
    expect(await write('greeting')).toBe(1)
    await expectOnce('greeting')
  })

  it('for good: the sentence says who has to act', async () => {
    await server.seal()
    const error = await failureOf(write('greeting'))
    expect(error.message).toMatch(
      /^Vault answered 503 to POST airflow\/data\/variables\/greeting: Vault is sealed \(tried \d+ times in \d+ s\)$/
    )
    expect(error.hint).toBe('The server is sealed: ask its operators to unseal it.')
    expect(answered(503)).toBeGreaterThan(1)
    await server.unseal()
    expect(await readSecret(server, 'airflow', 'variables/greeting')).toBeUndefined()
  })
})

describe('a server that cannot write its audit log', () => {
  // Where the server notices in time that its log is gone, it refuses before it does anything: that is another scene.
  jest.retryTimes(8)

  let log: Server
  let port: number
  const writers = new Set<Socket>()
  beforeEach(async () => {
    log = createServer(writer => {
      writers.add(writer)
      writer.resume().on('error', () => {})
    })
    port = await listen(log)
    await start({ auditPort: port })
  })
  afterEach(() => closeLog())

  async function closeLog() {
    const closed = log.listening && once(log, 'close')
    log.close()
    for (const writer of writers) writer.destroy()
    writers.clear()
    await closed
  }
  async function mendLog() {
    log.listen(port, '127.0.0.1')
    await once(log, 'listening')
  }

  it('carries out the first write that it refuses: when it can again, it is known to have landed once', async () => {
    await closeLog()
    // Not before the first one is through: its answer could be audited again by then.
    onRetry(500, mendLog, 4)
    expect(await writeAll(4)).toEqual([1, 1, 1, 1])
    for (const name of ['v0', 'v1', 'v2', 'v3']) await expectOnce(name)
    expect(answered(500)).toBeGreaterThan(0)
    // One of them had landed, and was refused as it came again.
    expect(answered(400)).toBeGreaterThan(0)
  })

  it('carries out the first issue of a secret-id that it refuses: there is one in the end, and it is ours', async () => {
    await closeLog()
    onRetry(500, mendLog)
    const { accessor } = await way.vault.issueSecretId('approle', 'astro_role', { hide, metadata: {} })
    expect([...(await secretIds(server)).keys()]).toEqual([accessor])
    expect(answered(500)).toBeGreaterThan(1)
  })

  it('for good: the sentence says where to look', async () => {
    await closeLog()
    const hasty = reach({ url: proxy.url, token: server.rootToken, patienceMs: 1_000 })
    const error = await failureOf(hasty.vault.read('airflow', 'variables/greeting'))
    hasty.close()
    expect(error.message).toMatch(
      /^Vault answered 500 to GET airflow\/data\/variables\/greeting: internal error \(tried \d+ times in \d+ s\)$/
    )
    expect(error.hint).toContain('usually Vault cannot write its audit log')
  })
})

describe('a server that limits the rate of requests', () => {
  beforeEach(() => start())

  it.each<[string, boolean, object, number]>([
    ['without a word when to come again', false, { rate: 20, interval: '1s' }, 60],
    ['with the seconds to wait', true, { rate: 20, interval: '2s' }, 60],
    ['and blocks who asks too often, without a word', false, { rate: 5, interval: '1s', block_interval: '2s' }, 12],
    ['and blocks who asks too often, with the seconds to wait', true, { rate: 5, interval: '1s', block_interval: '2s' }, 12]
  ])('%s: every write lands once', async (_, headers, quota, count) => {
    await ask(server, 'sys/quotas/config', { enable_rate_limit_response_headers: headers })
    await ask(server, 'sys/quotas/rate-limit/tests', { path: 'airflow/', ...quota })
    expect(await writeAll(count)).toEqual(Array(count).fill(1))
    expect(answered(429)).toBeGreaterThan(0)
    expect(answered(400)).toBe(0)
    await fetch(`${server.url}/v1/sys/quotas/rate-limit/tests`, {
      method: 'DELETE',
      headers: { 'X-Vault-Token': server.rootToken }
    })
    for (let index = 0; index < count; index++) await expectOnce(`v${index}`)
  })
})
