import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { type Fault, startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { startVault } from '../../tools/servers/vault-server.mjs'
import { ask, readSecret, secretIds } from '../e2e/vault-over-http.ts'
import { type LocalServer, localServer } from '../fakes/server.ts'
import { failureOf, type Reach, reach } from './reach.ts'

const hide = () => {}

/** What happens between a request and its answer; in the end the server's own word is what counts. */

let server: Awaited<ReturnType<typeof startVault>>
let proxy: Awaited<ReturnType<typeof startFaultProxy>>
/** Where redirects would lead. */
let elsewhere: LocalServer
let way: Reach

beforeAll(async () => {
  server = await startVault()
  elsewhere = await localServer()
  await ask(server, 'sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
  await ask(server, 'sys/auth/approle', { type: 'approle' })
})
afterAll(async () => {
  await server.stop()
  await elsewhere.stop()
})
beforeEach(async () => {
  proxy = await startFaultProxy(server.url)
  way = reach({ url: proxy.url, token: server.rootToken })
})
afterEach(async () => {
  way.close()
  await proxy.stop()
})

/** The server never sees the request. */
const unseen = (action: Fault['action']): Fault => ({ when: 'before', action })
/** The server has done what was asked. */
const done = (action: Fault['action']): Fault => ({ when: 'after', action })
/** Fails the first request below `path`, and no other. */
const once = (path: string, fault: Fault) => {
  let fresh = true
  proxy.schedule = request => {
    if (!fresh || !request.path.startsWith(path)) return undefined
    fresh = false
    return fault
  }
}
const faults = () => proxy.seen.filter(({ fault }) => fault !== undefined).length
const always = (fault: Fault) => {
  proxy.schedule = () => fault
}
const redirect = () => ({ status: 307, headers: { location: `${elsewhere.url}/v1/elsewhere` } })
const says = (status: number, ...errors: string[]) => ({ status, body: JSON.stringify({ errors }) })
const PORTAL = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in to the guest network</html>' }

/** What a request survives. Each is a function, because the address of the redirect is not known yet. */
const PASSING: readonly [string, () => Fault][] = [
  ['nobody listens for a while', () => unseen({ away: 300 })],
  ['a reset before the server sees it', () => unseen('reset')],
  ['a reset after it was done', () => done('reset')],
  ['half an answer', () => done('truncate')],
  ['an answer in small pieces', () => done('trickle')],
  ['a 307 to elsewhere, of a node that knows no leader', () => unseen(redirect())],
  ['a 307 to elsewhere, although it was done', () => done(redirect())],
  ['a 500 of a server that cannot audit its answer', () => done(says(500, 'internal error'))],
  ['a 502 of a balancer', () => unseen({ status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Gateway</h1>' })],
  ['a 502 of a balancer, although it was done', () => done({ status: 502 })],
  ['a 503 without a leader', () => unseen(says(503, 'no active Vault instance found'))],
  ['a 504 of a balancer, although it was done', () => done({ status: 504 })],
  ['a 412 of a node that lags behind a write', () => unseen(says(412, 'required index state not present'))],
  [
    'a 429 of a quota of a namespace',
    () => unseen({ ...says(429, 'request path "airflow/data/x": rate limit quota exceeded'), headers: { 'retry-after': '0' } })
  ],
  ['a 429 without a word when to come again', () => unseen(says(429, 'request path "airflow/data/x": rate limit quota exceeded'))]
]

let count = 0
const freshPath = () => `variables/v${++count}`

describe('a write lands once and is known to have landed', () => {
  it.each(PASSING)('%s', async (_, fault) => {
    const path = freshPath()
    once(`airflow/data/${path}`, fault())
    expect(await way.vault.write('airflow', path, new Secret({ value: 'one' }), 0)).toBe(1)
    expect(await readSecret(server, 'airflow', path)).toEqual({ data: { value: 'one' }, version: 1 })

    once(`airflow/data/${path}`, fault())
    expect(await way.vault.write('airflow', path, new Secret({ value: 'two' }), 1)).toBe(2)
    expect(await readSecret(server, 'airflow', path)).toEqual({ data: { value: 'two' }, version: 2 })
    expect(faults()).toBe(2)
    expect(elsewhere.calls).toEqual([])
  })

  it('no answer at all, before and after it was done', async () => {
    const faults: Readonly<Record<string, Fault>> = { first: unseen('hang'), second: done('hang') }
    const met = new Set<string>()
    proxy.schedule = ({ path }) => {
      const name = path.split('/').at(-1) ?? ''
      const fresh = !met.has(name)
      met.add(name)
      return fresh ? faults[name] : undefined
    }
    const write = (name: string) => way.vault.write('airflow', `variables/${name}`, new Secret({ value: 'x' }), 0)
    expect(await Promise.all(Object.keys(faults).map(write))).toEqual([1, 1])
    for (const name of met) expect((await readSecret(server, 'airflow', `variables/${name}`))?.version).toBe(1)
  })

  it('unless somebody else was faster: then it is a conflict, and nothing is overwritten', async () => {
    const path = freshPath()
    once(`airflow/data/${path}`, unseen('reset'))
    await ask(server, `airflow/data/${path}`, { data: { value: 'theirs' } })
    expect((await failureOf(way.vault.write('airflow', path, new Secret({ value: 'ours' }), 0))).message).toBe(
      `airflow/${path} was changed by somebody else during this run (expected version 0)`
    )
    expect(await readSecret(server, 'airflow', path)).toEqual({ data: { value: 'theirs' }, version: 1 })
  })
})

describe('a secret-id is issued once, and the one that we hold is the one that exists', () => {
  it.each(PASSING)('%s', async (_, fault) => {
    const role = `role${++count}`
    await ask(server, `auth/approle/role/${role}`, { token_policies: 'default' })
    once(`auth/approle/role/${role}/`, fault())
    const { secretId, accessor } = await way.vault.issueSecretId('approle', role, { hide, metadata: { run: '1' } })
    expect([...(await secretIds(server, role)).keys()]).toEqual([accessor])
    const roleId = (await ask(server, `auth/approle/role/${role}/role-id`))?.['data'].role_id
    const login = { role_id: roleId, secret_id: secretId.reveal() }
    expect(await ask(server, 'auth/approle/login', login, '')).toHaveProperty('auth.client_token')
    expect(faults()).toBe(1)
  })
})

describe('a read comes back whole', () => {
  it.each(PASSING)('%s', async (_, fault) => {
    const path = freshPath()
    const data = { value: 'x'.repeat(50_000) }
    await ask(server, `airflow/data/${path}`, { data })
    once(`airflow/data/${path}`, fault())
    const found = await way.vault.read('airflow', path)
    expect(found.state === 'present' && found.data.reveal()).toEqual(data)
    expect(faults()).toBe(1)
  })
})

describe('what does not pass is told', () => {
  const CUT =
    'The server, or something on the way to it, cuts connections: check that it is running, and whether a firewall or balancer is in between.'
  const SENTENCES: readonly [string, () => Fault, RegExp, string][] = [
    [
      'a reset',
      () => unseen('reset'),
      /^Vault at http:\S+ did not answer POST \S+: (socket hang up|read ECONNRESET) \(tried \d+ times in \d+ s\)$/,
      CUT
    ],
    [
      'half an answer',
      () => done('truncate'),
      /^Vault at http:\S+ did not answer POST \S+: aborted \(tried \d+ times in \d+ s\)$/,
      CUT
    ],
    [
      'a 307',
      () => unseen(redirect()),
      /^Vault answered 307 to POST \S+: this node knows of no leader \(tried \d+ times in \d+ s\)$/,
      'Run again: the cluster is electing a leader. If that does not help, its nodes may not reach each other.'
    ],
    [
      'a 500',
      () => done(says(500, 'internal error')),
      /^Vault answered 500 to POST \S+: internal error \(tried \d+ times in \d+ s\)$/,
      'Look in the server log for the reason: usually Vault cannot write its audit log, or its storage fails.'
    ],
    [
      'a 502',
      () => unseen({ status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Gateway</h1>' }),
      /^Vault answered 502 to POST \S+: <h1>Bad Gateway<\/h1> \(tried \d+ times in \d+ s\)$/,
      'A balancer or proxy in front of Vault could not reach it: check that the server is running, and its address in the balancer.'
    ]
  ]

  it.each(SENTENCES)('%s that lasts, when patience is over', async (_, fault, sentence, hint) => {
    const hasty = reach({ url: proxy.url, token: server.rootToken, patienceMs: 600 })
    always(fault())
    const error = await failureOf(hasty.vault.write('airflow', freshPath(), new Secret({ value: 'x' }), 0))
    hasty.close()
    expect(error.message).toMatch(sentence)
    expect(error.hint).toBe(hint)
    expect(proxy.seen.length).toBeGreaterThan(1)
    expect(elsewhere.calls).toEqual([])
  })

  it('nobody who listens', async () => {
    await proxy.stop()
    const hasty = reach({ url: proxy.url, token: server.rootToken, patienceMs: 600 })
    const error = await failureOf(hasty.vault.read('airflow', 'x'))
    hasty.close()
    expect(error.message).toMatch(
      /^Vault at http:\S+ did not answer GET airflow\/data\/x: connect ECONNREFUSED 127\.0\.0\.1:\d+ \(tried \d+ times in \d+ s\)$/
    )
    expect(error.hint).toContain('Nothing listens there: check `vault-url`')
  })

  it('the page of a captive portal, at once', async () => {
    const path = freshPath()
    always(unseen(PORTAL))
    const error = await failureOf(way.vault.write('airflow', path, new Secret({ value: 'x' }), 0))
    expect(error.message).toBe(
      `Vault at ${proxy.url} did not answer POST airflow/data/${path}: what came back (status 200) is not JSON but text/html`
    )
    expect(error.hint).toContain('Check that `vault-url` points at Vault itself: a login page')
    expect(proxy.seen).toHaveLength(1)
    expect(await readSecret(server, 'airflow', path)).toBeUndefined()
  })
})
