import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import type { Transport } from '../../src/http/transport.ts'
import { type Client, vaultClient } from '../../src/vault/client.ts'
import { VaultError } from '../../src/vault/errors.ts'
import { fixed, vaultFor } from '../../src/vault/open.ts'
import { grantsFor, policyText } from '../../src/vault/policy.ts'
import type { Vault } from '../../src/vault/port.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import { startVault, type VaultServer } from '../../tools/servers/vault-server.mjs'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import { anAddress, someAgents } from '../build/address.ts'
import { differs } from '../differences.ts'
import { contract } from '../vault/contract/contract.ts'
import { ask } from './vault-over-http.ts'

/** The manual of the port, on a real server; then what only a real one does, and what the port takes for granted about it. */

const hide = () => {}

let server: VaultServer
let transport: Transport
let vault: Vault
beforeAll(async () => {
  server = await startVault({ fast: true })
  transport = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
  vault = vaultFor(anAddress({ url: server.url }), fixed(new Secret(server.rootToken)), transport)
  await vault.enableAuth('approle', 'approle')
})
afterAll(async () => {
  transport.close()
  await server.stop()
})

const secret = (value: string) => new Secret({ value })

describe('the port', () => {
  contract(async () => {
    const token = (await ask(server, 'auth/token/create', { no_default_policy: true, policies: ['nothing'] }))?.['auth']
    const other = vaultFor(anAddress({ url: server.url }), fixed(new Secret(token.client_token)), transport)
    return {
      vault,
      listsVersions: differs('detailed listing', { openbao: true, vault: false }),
      powerless: act => act(other),
      async mountKv(path, version) {
        await ask(server, `sys/mounts/${path}`, { type: 'kv', options: { version } })
      },
      async destroy(mount, path, version) {
        await ask(server, `${mount}/destroy/${path}`, { versions: [version] })
      }
    }
  })
})

describe('an answer that is lost', () => {
  /** The port behind a proxy that loses the first answer to a request whose path ends so. */
  async function losing<T>(end: string, act: (vault: Vault) => Promise<T>): Promise<{ result: T; sent: number }> {
    const sent: string[] = []
    const tap = await tapVault(server.url, async ({ phase, path }) => {
      if (!path.endsWith(end)) return undefined
      if (phase === 'before') sent.push(path)
      return phase === 'after' && sent.length === 1 ? 'drop' : undefined
    })
    const own = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
    try {
      const result = await act(vaultFor(anAddress({ url: tap.url }), fixed(new Secret(server.rootToken)), own))
      return { result, sent: sent.length }
    } finally {
      own.close()
      await tap.stop()
    }
  }

  it('leaves one secret-id, the one that is handed out', async () => {
    await ask(server, 'auth/approle/role/lost', { token_policies: ['default'] })
    const { result, sent } = await losing('custom-secret-id', through =>
      through.issueSecretId('approle', 'lost', { hide, metadata: { run: '1' }, ttl: 60 })
    )
    expect(sent).toBe(2)
    expect(await vault.secretIds('approle', 'lost')).toEqual([result.accessor])
    expect(await vault.secretId('approle', 'lost', result.accessor)).toMatchObject({ value: { metadata: { run: '1' } } })
    const roleId = await vault.roleId('approle', 'lost')
    const runtime = await vault.runtime('approle', roleId.state === 'present' ? roleId.value : '', result.secretId)
    await runtime.leave()
  })

  it('leaves one version of a secret', async () => {
    const { result, sent } = await losing('data/lost', through => through.write('secret', 'lost', secret('x'), 0))
    expect([result, sent]).toEqual([1, 3])
    expect((await ask(server, 'secret/metadata/lost'))?.['data'].current_version).toBe(1)
  })
})

describe('a folder', () => {
  it('has no secret where there is metadata only, and one that is not deleted before its time', async () => {
    await ask(server, 'secret/metadata/f/never', { custom_metadata: { only: 'metadata' } })
    await ask(server, 'secret/metadata/f/for-an-hour', { delete_version_after: '1h' })
    await expect(vault.write('secret', 'f/for-an-hour', secret('x'), 0)).rejects.toThrow(
      /^secret\/f\/for-an-hour was written, but Vault will delete it by itself on 2\S+Z: delete_version_after is set/
    )

    const versions = await vault.versions('secret', 'f')
    const openbao = {
      never: { version: 0, deleted: true },
      'for-an-hour': { version: 1, deleted: false, until: expect.stringMatching(/^2\S+Z$/) }
    }
    expect(versions && Object.fromEntries(versions)).toEqual(differs('detailed listing', { openbao, vault: undefined }))
    expect(await vault.list('secret', 'f')).toEqual(new Set(['never', 'for-an-hour']))
  })

  it('has secrets that are read with the time at which they will be deleted', async () => {
    expect(await vault.read('secret', 'f/for-an-hour')).toMatchObject({ version: 1, until: expect.stringMatching(/^2\S+Z$/) })
  })

  it('is listed whole where it is longer than a page', async () => {
    const names = Array.from({ length: 5_001 }, (_, index) => `s&${index}`)
    await Promise.all(names.map(name => vault.write('secret', `long/${name}`, secret('x'), 0)))
    expect(await vault.list('secret', 'long')).toEqual(new Set(names))
    const versions = await vault.versions('secret', 'long')
    expect(versions && new Set(versions.keys())).toEqual(
      differs('detailed listing', { openbao: new Set(names), vault: undefined })
    )
  })

  it('has no versions at an endpoint that the mount does not know', async () => {
    await ask(server, 'sys/mounts/cubby', { type: 'transit' })
    expect(await vault.versions('cubby', 'f')).toBeUndefined()
  })
})

describe('the words of the server', () => {
  const client = (token = server.rootToken): Client =>
    vaultClient({ url: server.url, session: fixed(new Secret(token)) }, transport)
  const failure = async (path: string, token?: string): Promise<VaultError> => {
    const error = await client(token)
      .get(path)
      .catch(caught => caught)
    expect(error).toBeInstanceOf(VaultError)
    return error
  }

  beforeAll(async () => {
    await vault.write('secret', 'gone', secret('x'), 0)
    await vault.deleteVersions('secret', 'gone', [1])
  })

  it.each([
    ['secret/data/nothing', 'there is nothing at this path', 'Check the name'],
    ['nowhere/data/x', 'no handler for route "nowhere/data/x". route entry not found.', 'no secrets engine or auth method is'],
    ['auth/approle/role/a*b', 'unsupported path', 'something else is mounted there'],
    ['secret/data/gone', 'version 1 was deleted', 'vault kv undelete'],
    [
      'secret/gone',
      'the mount is KV version 2 and has no such endpoint',
      'Check the mount: it is not the one you mean, or this server is too old'
    ]
  ])('tell the kinds of 404 apart: %s', async (path, words, hint) => {
    const error = await failure(path)
    expect(error.message).toBe(`Vault answered 404 to GET ${path}: ${words}`)
    expect(error.hint).toContain(hint)
  })

  it('tell a token that is gone from a policy that refuses', async () => {
    const token = (await ask(server, 'auth/token/create', { policies: ['default'] }))?.['auth'].client_token
    expect(await failure('secret/data/x', token)).toMatchObject({ status: 403, tokenGone: false })
    await ask(server, 'auth/token/revoke', { token })
    expect(await failure('secret/data/x', token)).toMatchObject({ status: 403, tokenGone: true })
  })

  it('say how long a rate limit lasts', async () => {
    await ask(server, 'sys/mounts/few', { type: 'kv', options: { version: '2' } })
    await ask(server, 'sys/quotas/config', { enable_rate_limit_response_headers: true })
    await ask(server, 'sys/quotas/rate-limit/few', { path: 'few/', rate: 1, interval: '1s', block_interval: '2s' })
    const hasty = vaultTransport({ agents: someAgents(), signal: new AbortController().signal, patienceMs: 0 })
    const quick = vaultFor(anAddress({ url: server.url }), fixed(new Secret(server.rootToken)), hasty)
    try {
      const errors = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => quick.read('few', 'x').catch(error => error)))
      expect(errors.find(error => error instanceof VaultError)).toMatchObject({
        status: 429,
        retryAfter: expect.any(Number),
        message: expect.stringContaining('rate limit quota exceeded')
      })
      expect(await vault.read('few', 'x')).toEqual({ state: 'absent', version: 0 })
    } finally {
      hasty.close()
    }
  })
})

describe("Airflow's policy", () => {
  const untouched = async () => (await ask(server, 'secret/metadata/other/y'))?.['data']
  let token: string
  beforeAll(async () => {
    const place = { mount: 'secret', variablesPath: 'variables', connectionsPath: 'connections' }
    await vault.writePolicy('airflow', policyText('analytics', grantsFor([place])))
    token = (await ask(server, 'auth/token/create', { policies: ['airflow'] }))?.['auth'].client_token
    for (const path of ['variables/x', 'other/y']) await vault.write('secret', path, secret('x'), 0)
  })

  // Servers with CVE-2026-3605 let `..%2f` through a policy that ends in `*`: it gives what that policy gives, on another path.
  it.each(
    ['data', 'metadata', 'delete', 'undelete', 'destroy'].flatMap(endpoint =>
      ['variables/x', 'variables/..%2fother%2fy'].flatMap(path =>
        ['DELETE', 'POST'].map(method => [method, `${endpoint}/${path}`])
      )
    )
  )('lets nobody %s %s', async (method, path) => {
    const before = await untouched()
    const { status } = await fetch(`${server.url}/v1/secret/${path}`, {
      method: String(method),
      headers: { 'X-Vault-Token': token },
      ...(method === 'POST' && { body: JSON.stringify({ versions: [1], data: {} }) })
    })
    expect(status).toBe(403)
    expect(await untouched()).toEqual(before)
    expect(await vault.read('secret', 'variables/x')).toMatchObject({ version: 1 })
  })

  it('gives away no value outside its folders', async () => {
    for (const endpoint of ['data', 'metadata']) {
      const path = `secret/${endpoint}/variables/..%2fother%2fy`
      const { status } = await fetch(`${server.url}/v1/${path}`, { headers: { 'X-Vault-Token': token } })
      expect([403, 404, 500]).toContain(status)
    }
  })
})
