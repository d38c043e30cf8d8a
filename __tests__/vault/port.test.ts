import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/secret.ts'
import { VaultError, VersionConflict } from '../../src/vault/errors.ts'
import { openSession, revoke, vaultFor } from '../../src/vault/open.ts'
import type { Vault } from '../../src/vault/port.ts'
import { openTransport, type Transport } from '../../src/vault/transport.ts'
import { type Answer, type LocalServer, localServer } from '../fakes/server.ts'

let server: LocalServer
let transport: Transport
let vault: Vault

beforeEach(async () => {
  server = await localServer()
  transport = openTransport({ signal: new AbortController().signal, patienceMs: 0 })
  vault = vaultFor({ url: server.url, namespace: 'admin' }, new Secret('token'), transport)
})
afterEach(async () => {
  transport.close()
  await server.stop()
})

const answer = (status: number, body: unknown = {}) => {
  server.handle = () => ({ status, body })
}
/** One answer after the other. */
const answers = (...list: Answer[]) => {
  server.handle = () => list[server.calls.length - 1]
}
const asked = () => server.calls.map(({ method, path }) => `${method} ${path}`)
const refused = { errors: ['1 error occurred:\n\t* permission denied\n\n'] }

describe('every call', () => {
  it('carries token and namespace', async () => {
    answer(200, { data: { policy: 'x' } })
    await vault.policy('p')
    expect(server.calls[0]?.headers).toMatchObject({ 'x-vault-token': 'token', 'x-vault-namespace': 'admin' })
  })

  it('but the one for the clock, which some servers refuse in a namespace', async () => {
    answer(429, { server_time_utc: 1_700_000_000 })
    expect(await vault.now()).toEqual(new Date(1_700_000_000_000))
    expect(server.calls[0]?.headers).not.toHaveProperty('x-vault-namespace')
    expect(server.calls[0]?.headers).not.toHaveProperty('x-vault-token')
  })
})

describe('reading a secret', () => {
  const read = () => vault.read('airflow', 'variables/a b')

  it('gives its content and version', async () => {
    answer(200, { data: { data: { value: 'x' }, metadata: { version: 3 } } })
    const found = await read()
    expect(found).toMatchObject({ state: 'present', version: 3 })
    expect(found.state === 'present' && found.data.reveal()).toEqual({ value: 'x' })
    expect(asked()).toEqual(['GET airflow/data/variables/a%20b'])
  })

  it.each<[string, unknown, number]>([
    ['never written', { errors: [] }, 0],
    ['no mount there', { errors: ['no handler for route "airflow/data/x". route entry not found.'] }, 0],
    ['a path that is not served', { errors: ['unsupported path'] }, 0],
    ['deleted', { data: { data: null, metadata: { version: 4, deletion_time: '2026-01-01T00:00:00Z' } } }, 4],
    ['an endpoint of version 1', { data: null, warnings: ['Invalid path for a versioned K/V secrets engine.'] }, 0]
  ])('404, %s, is absence', async (_, body, version) => {
    answer(404, body)
    expect(await read()).toEqual({ state: 'absent', version })
  })

  it('403 is not absence', async () => {
    answer(403, refused)
    expect(await read()).toEqual({
      state: 'not-visible',
      because: 'Vault answered 403 to GET airflow/data/variables/a%20b: permission denied'
    })
  })

  it('any other error ends it', async () => {
    answer(500, { errors: ['something'] })
    await expect(read()).rejects.toBeInstanceOf(VaultError)
  })
})

describe('writing a secret', () => {
  const write = () => vault.write('airflow', 'variables/a', new Secret({ value: 'mine' }), 2)
  const mismatch = { status: 400, body: { errors: ['check-and-set parameter did not match the current version'] } }
  const holding = (value: string) => ({ status: 200, body: { data: { data: { value }, metadata: { version: 3 } } } })

  it('names the version that it was planned on', async () => {
    answer(200, { data: { version: 3 } })
    expect(await write()).toBe(3)
    expect(server.calls[0]?.body).toEqual({ options: { cas: 2 }, data: { value: 'mine' } })
  })

  it('is done already where another version has the same content', async () => {
    answers(mismatch, holding('mine'))
    expect(await write()).toBe(3)
  })

  it('overwrites nobody', async () => {
    answers(mismatch, holding('theirs'))
    const error = await write().catch(failure => failure)
    expect(error).toBeInstanceOf(VersionConflict)
    expect(error.message).toBe(
      'airflow/variables/a was changed by somebody else while this run was under way (version 2 expected)'
    )
  })

  it('that is refused says why', async () => {
    answer(403, refused)
    await expect(write()).rejects.toThrow('Vault answered 403 to POST airflow/data/variables/a: permission denied')
  })
})

describe('listing a folder', () => {
  it('gives the names', async () => {
    answer(200, { data: { keys: ['a', 'b/'] } })
    expect([...((await vault.list('airflow', 'variables')) ?? [])]).toEqual(['a', 'b/'])
    expect(asked()).toEqual(['GET airflow/metadata/variables?list=true&limit=5000'])
  })

  it('goes on after a full page', async () => {
    const full = Array.from({ length: 5_000 }, (_, index) => `v${index}`)
    answers({ status: 200, body: { data: { keys: full } } }, { status: 200, body: { data: { keys: ['w'] } } })
    expect((await vault.list('airflow', 'variables'))?.size).toBe(5_001)
    expect(asked()[1]).toMatch(/&after=v4999$/)
  })

  it('ends where the server knows no pages and sends all again', async () => {
    const all = Array.from({ length: 6_000 }, (_, index) => `v${index}`)
    answer(200, { data: { keys: all } })
    expect((await vault.list('airflow', 'variables'))?.size).toBe(6_000)
    expect(asked()).toHaveLength(2)
  })

  it('of nothing is empty, and without the right to it unknown', async () => {
    answer(404, { errors: [] })
    expect(await vault.list('airflow', 'variables')).toEqual(new Set())
    answer(403, refused)
    expect(await vault.list('airflow', 'variables')).toBeUndefined()
  })
})

describe('AppRole', () => {
  it('reads the fields of a role, and nothing else', async () => {
    answer(200, { data: { token_policies: ['p'], token_ttl: 60, secret_id_bound_cidrs: null, bind_secret_id: true } })
    expect(await vault.role('approle', 'r')).toEqual({
      state: 'present',
      value: {
        token_policies: ['p'],
        token_ttl: 60,
        token_max_ttl: 0,
        token_num_uses: 0,
        secret_id_ttl: 0,
        secret_id_num_uses: 0
      }
    })
  })

  it('issues a secret-id with metadata as JSON text, and once only', async () => {
    answer(200, { data: { secret_id: 's', secret_id_accessor: 'a' } })
    const issued = await vault.issueSecretId('approle', 'r', { metadata: { run: '1' }, ttl: 60, uses: 1 })
    expect([issued.secretId.reveal(), issued.accessor]).toEqual(['s', 'a'])
    expect(server.calls[0]?.body).toEqual({ metadata: '{"run":"1"}', ttl: '60s', num_uses: 1 })

    answer(502, {})
    const patient = openTransport({ signal: new AbortController().signal })
    const before = server.calls.length
    const again = vaultFor({ url: server.url }, new Secret('token'), patient).issueSecretId('approle', 'r', { metadata: {} })
    await expect(again).rejects.toThrow('502')
    expect(server.calls.length - before).toBe(1)
    patient.close()
  })

  it('tells when a secret-id expires; the year 1 is never', async () => {
    const facts = { creation_time: '2026-01-01T00:00:00Z', metadata: { a: 'b' } }
    answer(200, { data: { ...facts, expiration_time: '0001-01-01T00:00:00Z' } })
    expect(await vault.secretId('approle', 'r', 'a')).toEqual({
      state: 'present',
      value: { created: new Date('2026-01-01T00:00:00Z'), metadata: { a: 'b' } }
    })
    answer(200, { data: { ...facts, expiration_time: '2026-02-01T00:00:00Z' } })
    expect(await vault.secretId('approle', 'r', 'a')).toMatchObject({ value: { expires: new Date('2026-02-01T00:00:00Z') } })
  })

  it.each<[number, unknown]>([
    [404, { data: { error: 'failed to find accessor entry for secret_id_accessor: "a"' } }],
    [500, { errors: ['failed to find accessor entry for secret_id_accessor'] }],
    [404, { errors: ['role "r" does not exist'] }],
    [500, { errors: ['role "r" does not exist'] }]
  ])('%d for an accessor that is gone is absence, and destroying it is done', async (status, body) => {
    answer(status, body)
    expect(await vault.secretId('approle', 'r', 'a')).toEqual({ state: 'absent' })
    await expect(vault.destroySecretId('approle', 'r', 'a')).resolves.toBeUndefined()
  })

  it('has no secret-ids where none was issued, or the role is gone', async () => {
    answer(404, { errors: [] })
    expect(await vault.secretIds('approle', 'r')).toEqual([])
    answer(400, { errors: ['role "r" does not exist'] })
    expect(await vault.secretIds('approle', 'r')).toEqual([])
  })
})

describe('mounts', () => {
  it('are asked for where everybody may, and where not, by those who may', async () => {
    const missing = { status: 400, body: { errors: ['No secret engine mount at airflow/'] } }
    answers({ status: 403, body: refused }, missing)
    expect(await vault.mount('airflow')).toEqual({ state: 'absent' })
    expect(asked()).toEqual(['GET sys/internal/ui/mounts/airflow', 'GET sys/mounts/airflow'])
  })

  it('are not visible where neither answers', async () => {
    answer(403, refused)
    expect(await vault.mount('airflow')).toMatchObject({ state: 'not-visible' })
  })

  it('without options are version 1', async () => {
    answer(200, { data: { type: 'kv', options: null } })
    expect(await vault.mount('airflow')).toEqual({ state: 'present', value: { type: 'kv', version: '1' } })
  })

  it('that another run makes at the same moment are good, if they are KV version 2', async () => {
    const inUse = { status: 400, body: { errors: ['path is already in use at airflow/'] } }
    answers(inUse, { status: 200, body: { data: { type: 'kv', options: { version: '2' } } } }, { status: 200, body: {} })
    await expect(vault.enableKv2('airflow')).resolves.toBeUndefined()
  })

  it('that another run makes otherwise are refused', async () => {
    const inUse = { status: 400, body: { errors: ['path is already in use at airflow/'] } }
    answers(inUse, { status: 200, body: { data: { type: 'kv', options: { version: '1' } } } })
    await expect(vault.enableKv2('airflow')).rejects.toThrow('another run has just mounted kv version 1 at airflow/')
  })
})

describe('logging in', () => {
  const approle = { method: 'approle', mount: 'ci', roleId: 'r', secretId: new Secret('hunter2') } as const
  const enter = () => openSession({ url: server.url }, approle, transport)

  it('with a token asks nobody, and the token is left alone at the end', async () => {
    const token = new Secret('mine')
    expect(await openSession({ url: server.url }, { method: 'token', token }, transport)).toEqual({ token, own: false })
    expect(server.calls).toEqual([])
  })

  it('with AppRole gives a token of our own', async () => {
    answer(200, { auth: { client_token: 'fresh' } })
    const session = await enter()
    expect([session.token.reveal(), session.own]).toEqual(['fresh', true])
    expect(server.calls[0]).toMatchObject({ path: 'auth/ci/login', body: { role_id: 'r', secret_id: 'hunter2' } })
    expect(server.calls[0]?.headers).not.toHaveProperty('x-vault-token')
  })

  it.each<[string, number, unknown, string]>([
    [
      'a wrong secret-id',
      400,
      { errors: ['invalid role or secret ID'] },
      'The role-id or the secret-id is wrong, expired or used up, or the role lives at another mount than auth/ci.'
    ],
    ['no such mount', 403, refused, 'Is AppRole enabled at auth/ci, and in this namespace?'],
    [
      'a sealed server',
      503,
      { errors: ['Vault is sealed'] },
      'The server is sealed: nothing can be read or written until an operator unseals it.'
    ]
  ])('%s is told with a hint, and without the secret-id', async (_, status, body, hint) => {
    answer(status, body)
    const error = await enter().catch(failure => failure)
    expect(error.message).toMatch(new RegExp(`^AppRole login at ci failed: Vault answered ${status} to POST auth/ci/login: `))
    expect(error.hint).toBe(hint)
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('hunter2')
  })

  it.each([204, 403, 400])('out again is done, whatever the token was: %d', async status => {
    answer(status, refused)
    await expect(revoke({ url: server.url }, new Secret('token'), transport)).resolves.toBeUndefined()
  })
})

describe('the runtime identity', () => {
  it('asks for its capabilities 400 paths at a time', async () => {
    server.handle = ({ path, body }) => {
      if (path.endsWith('login')) return { status: 200, body: { auth: { client_token: 'runtime' } } }
      const { paths } = body as { paths: string[] }
      return { status: 200, body: { data: Object.fromEntries(paths.map(asked => [asked, ['read']])) } }
    }
    const runtime = await vault.runtime('approle', 'r', new Secret('s'))
    const paths = Array.from({ length: 900 }, (_, index) => `airflow/data/variables/v${index}`)
    const found = await runtime.capabilities(paths)
    expect([...found.keys()]).toEqual(paths)
    const sizes = server.calls.slice(1).map(({ body, headers }) => [(body as { paths: string[] }).paths.length, headers['x-vault-token']])
    expect(sizes).toEqual([
      [400, 'runtime'],
      [400, 'runtime'],
      [100, 'runtime']
    ])
  })
})
