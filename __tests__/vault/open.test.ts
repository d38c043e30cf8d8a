import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import type { Login } from '../../src/vault/login/login.ts'
import { fixed, openSession, revoke, vaultFor } from '../../src/vault/open.ts'
import { anAddress } from '../build/address.ts'
import type { Handler } from '../fakes/server.ts'
import { REFUSED, VaultServer } from '../fakes/vault-server.ts'

const local = new VaultServer()
const told: string[] = []

function enter(login: Login) {
  told.splice(0)
  const address = anAddress({ url: local.server.url })
  const surroundings = { idToken: async () => new Secret('github'), hide: () => {} }
  return openSession(address, login, local.transport, surroundings, token => told.push(token.reveal()))
}

describe('every call', () => {
  it('carries token and namespace', async () => {
    local.answer(200, { data: { policy: 'x' } })
    await local.vault.policy('p')
    expect(local.calls[0]?.headers).toMatchObject({ 'x-vault-token': 'token', 'x-vault-namespace': 'admin' })
  })

  it('but the one for the clock, which some servers refuse in a namespace', async () => {
    local.answer(429, { server_time_utc: 1_700_000_000 })
    expect(await local.vault.now()).toEqual(new Date(1_700_000_000_000))
    expect(local.calls[0]?.headers).not.toHaveProperty('x-vault-namespace')
    expect(local.calls[0]?.headers).not.toHaveProperty('x-vault-token')
  })
})

describe('how far the storage had come, as servers with several nodes for reads tell it', () => {
  const at = (index: string, body: object = { data: { version: 1 } }) => ({
    status: 200,
    body,
    headers: { 'x-vault-index': index }
  })
  const sent = () => local.calls.map(({ headers }) => headers['x-vault-index'])

  it('is asked of the next node, whoever asks there, once something was written', async () => {
    const reached = {}
    const address = { ...anAddress({ url: local.server.url }), reached }
    const [ours, theirs] = ['a', 'b'].map(token => vaultFor(address, fixed(new Secret(token)), local.transport))
    local.answers(at('0', { data: {} }), at('7'), at('5', { data: {} }), at('9'), at('9', { data: {} }))
    await ours?.policy('p')
    await ours?.writePolicy('p', 'text')
    await theirs?.policy('p')
    await theirs?.writePolicy('p', 'text')
    await ours?.policy('p')
    expect(sent()).toEqual([undefined, undefined, '7', '7', '9'])
  })

  /** As Vault encodes it. */
  const state = (local: number, replicated: number, cluster = 'a') =>
    Buffer.from(`v1:${cluster}:${local}:${replicated}:00ff`).toString('base64')

  it.each<[string, string, string, 'first' | 'last']>([
    ['the further one', state(10, 3), state(9, 3), 'first'],
    ['the further one, if their lengths differ', state(100, 3), state(99, 3), 'first'],
    ['the further one, if that is of a primary cluster', state(9, 30), state(9, 29), 'first'],
    ['the last one, if it is further', state(9, 3), state(10, 3), 'last'],
    ['the last one, if neither is', state(10, 3), state(9, 4), 'last'],
    ['the last one, if they are of two clusters', state(10, 3), state(9, 3, 'b'), 'last'],
    ['the last one, if they are not of Vault', '10', '9', 'last']
  ])('is, of writes whose answers change places, %s', async (_, first, last, kept) => {
    local.answers(at(first), at(last), at('0', { data: {} }))
    await local.vault.writePolicy('p', 'text')
    await local.vault.writePolicy('q', 'text')
    await local.vault.policy('p')
    expect(sent().at(-1)).toBe(kept === 'first' ? first : last)
  })

  it('is asked of nobody where the server does not tell it', async () => {
    local.answer(200, { data: {} })
    await local.vault.writePolicy('p', 'text')
    await local.vault.policy('p')
    expect(sent()).toEqual([undefined, undefined])
  })
})

describe('an answer that waits for approval, as control groups of Vault Enterprise want it', () => {
  const withheld = { wrap_info: { token: 'hvs.canary', ttl: 86_400, creation_path: 'airflow/data/x' }, data: null }
  it.each<[string, () => Promise<unknown>]>([
    ['GET airflow/data/variables/x', () => local.vault.read('airflow', 'variables/x')],
    ['GET sys/policies/acl/p', () => local.vault.policy('p')],
    ['POST sys/policies/acl/p', () => local.vault.writePolicy('p', 'text')]
  ])('is not taken for one without content: %s', async (asked, ask) => {
    local.answer(200, withheld)
    await expect(ask()).rejects.toThrow(
      `Vault withholds its answer to ${asked} until somebody approves the request (control group)`
    )
    await expect(ask()).rejects.not.toThrow('canary')
  })
})

describe('a namespace', () => {
  const login = { method: 'token', token: new Secret('given') } as const
  const open = (place: { namespace?: string; loginNamespace?: string }) =>
    openSession(
      anAddress({ url: local.server.url, ...place }),
      login,
      local.transport,
      { idToken: async () => new Secret('github'), hide: () => {} },
      () => {}
    )

  it.each([
    [{ namespace: 'team', loginNamespace: 'ci' }, 'vault-namespace is team'],
    [{ loginNamespace: 'ci' }, 'vault-login-namespace is ci']
  ])('that the server would ignore is refused before anything else: %j', async (place, said) => {
    local.answer(200, { version: '1.21.4', enterprise: false })
    await expect(open(place)).rejects.toThrow(
      `${said}, but Vault 1.21.4 at ${local.server.url} has no namespaces: it is not Enterprise, and ignores them`
    )
    expect(local.calls.map(({ path }) => path)).toEqual(['sys/health'])
  })

  it.each([
    ['Vault Enterprise, of a standby', 473, { version: '1.21.4+ent', enterprise: true }],
    ['OpenBao', 200, { version: '2.4.0' }]
  ])('is used on %s', async (_, status, health) => {
    local.answer(status, health)
    await open({ namespace: 'team' })
    expect(local.calls[0]?.headers).not.toHaveProperty('x-vault-namespace')
  })

  it('is no question where there is none', async () => {
    await open({})
    expect(local.calls).toEqual([])
  })
})

describe('an address with extra headers', () => {
  it('has them in every request, the login and the clock too', async () => {
    const address = anAddress({ url: local.server.url, headers: { 'CF-Access-Client-Secret': new Secret('canary') } })
    local.server.handle = ({ path }) => ({
      status: 200,
      body: path.includes('/login') ? { auth: { client_token: 'fresh' } } : { data: { policy: 'x' }, server_time_utc: 1 }
    })
    const surroundings = { idToken: async () => new Secret('github'), hide: () => {} }
    const login = { method: 'userpass', mount: 'userpass', username: 'u', password: new Secret('p') } as const
    const session = await openSession(address, login, local.transport, surroundings, () => {})
    const vault = vaultFor(address, session, local.transport)
    await vault.now()
    await vault.policy('p')
    await (await vault.runtime('approle', 'r', new Secret('s'))).leave()
    await revoke(address, session.token, local.transport)
    expect(local.calls).toHaveLength(6)
    for (const { headers } of local.calls) expect(headers).toHaveProperty('cf-access-client-secret', 'canary')
  })
})

describe('logging in', () => {
  it('with a token asks nobody, and the token is left alone at the end', async () => {
    const session = await enter({ method: 'token', token: new Secret('mine') })
    expect([session.token.reveal(), session.issued, local.calls]).toEqual(['mine', [], []])
  })

  it('gives a token of our own, and tells of it', async () => {
    local.answer(200, { auth: { client_token: 'fresh' } })
    const session = await enter({ method: 'approle', mount: 'ci', roleId: 'r', secretId: new Secret('hunter2') })
    expect([session.token.reveal(), session.issued, told]).toEqual(['fresh', [session.token], ['fresh']])
    expect(local.calls[0]?.headers).not.toHaveProperty('x-vault-token')
  })

  describe('with a wrapped secret-id', () => {
    const login = { method: 'approle', mount: 'ci', roleId: 'r', wrapped: new Secret('wrapping') } as const
    /** Of the right place; `unwrap` is what comes of it. */
    function wrapped(unwrap: Handler) {
      local.server.handle = (call, response) =>
        call.path === 'sys/wrapping/lookup'
          ? { status: 200, body: { data: { creation_path: 'auth/ci/role/r/secret-id' } } }
          : unwrap(call, response)
    }
    const refusal = () => enter(login).catch(error => error)

    it.each<[string, Handler]>([
      ['a lost answer', (_, response) => void response.destroy()],
      ['half an answer', () => ({ status: 200, body: '{"data":' })],
      ['a 502 of a balancer', () => ({ status: 502 })],
      ['a 307 of a node without a leader', () => ({ status: 307 })]
    ])('says after %s that it may be used up', async (_, unwrap) => {
      wrapped(unwrap)
      expect(await refusal()).toMatchObject({
        message: expect.stringMatching(/^it is unknown whether vault-wrapped-secret-id was unwrapped: Vault /),
        hint: 'Wrap a new secret-id for the next run, and destroy this one.'
      })
      expect(local.asked).toEqual(['POST sys/wrapping/lookup', 'POST sys/wrapping/unwrap'])
    })

    it('says so where it was not unwrapped, and why', async () => {
      wrapped(() => ({ status: 503, body: { errors: ['Vault is sealed'] } }))
      expect(await refusal()).toMatchObject({
        message:
          'vault-wrapped-secret-id could not be unwrapped: Vault answered 503 to POST sys/wrapping/unwrap: Vault is sealed',
        hint: expect.stringContaining('ask its operators to unseal it')
      })
    })
  })

  it.each([
    [204, {}],
    [403, { errors: ['permission denied'] }],
    [403, { errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'] }],
    [400, { errors: ['batch tokens cannot be revoked'] }]
  ])('out again is done, whatever the token was: %d %j', async (status, body) => {
    local.answer(status, body)
    await expect(revoke(anAddress({ url: local.server.url }), new Secret('token'), local.transport)).resolves.toBeUndefined()
  })
})

it('a token that may not revoke itself is told, since it lives on', async () => {
  local.answer(403, REFUSED)
  const revoking = revoke(anAddress({ url: local.server.url }), new Secret('token'), local.transport)
  await expect(revoking).rejects.toThrow('Vault answered 403 to POST auth/token/revoke-self')
})

describe('a token that dies in mid-run', () => {
  /** A server that knows one token at a time; each login gives the next one. */
  function dyingAfter(requests: number) {
    let logins = 0
    let served = 0
    const paths: string[] = []
    local.server.handle = ({ path, headers }) => {
      if (path.endsWith('/login')) return { status: 200, body: { auth: { client_token: `token-${++logins}` } } }
      const known = headers['x-vault-token'] === `token-${logins}` && !(logins === 1 && served >= requests)
      if (!known) return { status: 403, body: { errors: ['permission denied'] } }
      if (path === 'auth/token/lookup-self') return { status: 200, body: { data: {} } }
      served++
      paths.push(path)
      return { status: 200, body: { data: { policy: 'x' } } }
    }
    return { paths, logins: () => logins }
  }

  it('is replaced by one login, and only what failed is sent again', async () => {
    const server = dyingAfter(5)
    const session = await enter({ method: 'approle', mount: 'ci', roleId: 'r', secretId: new Secret('hunter2') })
    const vault = vaultFor(anAddress({ url: local.server.url }), session, local.transport)
    const names = Array.from({ length: 40 }, (_, index) => `p${String(index).padStart(2, '0')}`)
    await Promise.all(names.map(name => vault.policy(name)))
    expect(server.logins()).toBe(2)
    expect(server.paths.sort()).toEqual(names.map(name => `sys/policies/acl/${name}`))
  })

  it('is replaced again where the next one dies as soon', async () => {
    let logins = 0
    let left = 0
    local.server.handle = ({ path, headers }) => {
      if (path.endsWith('/login')) {
        left = 2
        return { status: 200, body: { auth: { client_token: `token-${++logins}` } } }
      }
      if (headers['x-vault-token'] !== `token-${logins}` || left-- <= 0)
        return { status: 403, body: { errors: ['permission denied'] } }
      return { status: 200, body: { data: { policy: 'x' } } }
    }
    const session = await enter({ method: 'approle', mount: 'ci', roleId: 'r', secretId: new Secret('hunter2') })
    const vault = vaultFor(anAddress({ url: local.server.url }), session, local.transport)
    // One use of each is for the look at itself, the other for a request.
    for (let request = 0; request < 6; request++) expect(await vault.policy('p')).toEqual({ state: 'present', value: 'x' })
    expect(logins).toBeGreaterThan(3)
  })

  it('is not one that a policy refuses, though another policy forbids it to look at itself', async () => {
    const paths: string[] = []
    local.server.handle = ({ path }) => {
      paths.push(path)
      if (path.endsWith('/login')) return { status: 200, body: { auth: { client_token: 'fresh' } } }
      return path === 'sys/policies/acl/mine' ? { status: 200, body: { data: { policy: 'x' } } } : { status: 403, body: REFUSED }
    }
    const session = await enter({ method: 'approle', mount: 'ci', roleId: 'r', secretId: new Secret('hunter2') })
    const vault = vaultFor(anAddress({ url: local.server.url }), session, local.transport)
    await vault.policy('mine')
    expect(await vault.policy('theirs')).toMatchObject({ state: 'not-visible' })
    expect(paths).toEqual(['auth/ci/login', 'sys/policies/acl/mine', 'sys/policies/acl/theirs', 'auth/token/lookup-self'])
  })
})
