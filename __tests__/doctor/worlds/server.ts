import { startFaultProxy } from '../../../tools/servers/fault-proxy.mjs'
import { tapVault } from '../../../tools/servers/vault-tap.mjs'
import { differs } from '../../differences.ts'
import { localServer } from '../../fakes/server.ts'
import type { Ward } from '../ward.ts'
import { at, good, typing, type World } from '../world.ts'

/** What is wrong with what answers. */

/** Another server than Vault. */
async function elsewhere(ward: Ward, status: number, body: unknown, headers = {}) {
  const server = await localServer(() => ({ status, body, headers }))
  ward.later(() => server.stop())
  return at(server.url)
}

/** The server, which says something else of itself. */
async function saying(ward: Ward, difference: object) {
  const health = await ward.ask('sys/health')
  const body = JSON.stringify({ ...health, server_time_utc: Math.floor(Date.now() / 1000), ...difference })
  const proxy = await startFaultProxy(ward.server.url, ({ path }) =>
    path === 'sys/health'
      ? { when: 'before', action: { status: 200, body, headers: { 'content-type': 'application/json' } } }
      : undefined
  )
  ward.later(() => proxy.stop())
  return proxy.url
}

async function ahead(ward: Ward, seconds: number) {
  const tap = await tapVault(ward.server.url, async () => {}, { now: () => Date.now() + seconds * 1000 })
  ward.later(() => tap.stop())
  return at(tap.url)
}

/** Of a server that has it itself, the ward leaves the warning out. */
const KNOWN_FLAW = differs<readonly World[]>('known flaws', {
  openbao: [
    {
      name: 'the server has a known flaw',
      break: async ward => at(await saying(ward, { version: '1.21.4', enterprise: false })),
      first: ['version', 'warning', /Vault 1\.21\.4 lets `\.\.` through rules .*CVE-2026-3605/],
      hint: /Update Vault to 2\.0\.0 or newer/,
      follow: async ward => at(await saying(ward, { version: '2.0.0', enterprise: false }))
    }
  ],
  vault: []
})

export const SERVER: readonly World[] = [
  {
    name: 'a login page answers',
    break: ward => elsewhere(ward, 200, '<h1>Sign in</h1>', { 'content-type': 'text/html' }),
    first: ['server', 'error', /is not JSON but text\/html/],
    hint: /Check that `vault-url` points at Vault itself/,
    follow: good
  },
  {
    name: 'another service with JSON answers',
    break: ward => elsewhere(ward, 200, { status: 'UP' }),
    first: ['server', 'error', /answer to sys\/health has no version/],
    hint: /Check that `vault-url` points at Vault itself/,
    follow: good
  },
  {
    name: 'something redirects',
    break: ward => elsewhere(ward, 302, '', { location: 'https://vault.example.com', 'content-type': 'text/html' }),
    first: ['server', 'error', /Vault answered 302 to GET sys\/health/],
    hint: /set `vault-url` to the address where Vault itself answers/,
    follow: good
  },
  {
    name: 'the balancer does not reach the server',
    break: ward => elsewhere(ward, 502, 'Bad gateway', { 'content-type': 'text/html' }),
    first: ['server', 'error', /Vault answered 502 to GET sys\/health/],
    hint: /check that the server is running, and its address in the balancer/,
    follow: good
  },
  {
    name: 'the server is sealed',
    break: ({ stage }) => stage.vault.seal(),
    first: ['seal', 'error', /is sealed/],
    hint: /ask its operators to unseal it/,
    follow: ({ stage }) => stage.vault.unseal()
  },
  {
    name: 'nobody has initialized the server',
    break: async ward => at(await saying(ward, { initialized: false, sealed: true })),
    first: ['seal', 'error', /is not initialized/],
    hint: /Ask its operators to initialize it/,
    follow: good
  },
  {
    name: 'the server only replicates another cluster',
    break: async ward => at(await saying(ward, { replication_dr_mode: 'secondary' })),
    first: ['seal', 'error', /serves nobody/],
    hint: /set `vault-url` to the primary/,
    follow: good
  },
  ...KNOWN_FLAW,
  {
    name: 'the clocks differ by two minutes',
    break: ward => ahead(ward, 120),
    first: ['clock', 'warning', /is 1[12]\d s ahead of the one here/],
    hint: /Set the wrong one of the two right/,
    follow: ward => ahead(ward, 0)
  },
  {
    name: 'the clocks differ by a day',
    break: async ward => at(await saying(ward, { server_time_utc: Math.floor(Date.now() / 1000) - 86_400 })),
    first: ['clock', 'error', /is 86\d+ s behind the one here/],
    hint: /Set the wrong one of the two right/,
    follow: good
  },
  {
    name: 'there is no such namespace',
    break: () => typing({ 'vault-namespace': 'nobodys' }),
    first: [
      'namespace',
      'error',
      differs('namespaces', {
        openbao: /there is no namespace nobodys/,
        vault: /vault-namespace is nobodys, but Vault .* has no namespaces/
      })
    ],
    hint: differs('namespaces', { openbao: /Check `vault-namespace`/, vault: /./ }),
    follow: good
  },
  {
    name: 'the server has no namespaces',
    break: async ward =>
      typing({ 'vault-url': await saying(ward, { version: '2.0.0', enterprise: false }), 'vault-namespace': 'admin' }),
    first: ['namespace', 'error', /has no namespaces: it is not Enterprise/],
    hint: /Remove `vault-namespace`/,
    follow: async ward => at(await saying(ward, { version: '2.0.0', enterprise: false }))
  }
]
