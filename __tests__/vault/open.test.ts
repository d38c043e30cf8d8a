import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/secret.ts'
import { openSession, revoke } from '../../src/vault/open.ts'
import { REFUSED, VaultServer } from '../fakes/vault-server.ts'

const local = new VaultServer()

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

describe('logging in', () => {
  const approle = { method: 'approle', mount: 'ci', roleId: 'r', secretId: new Secret('hunter2') } as const
  const enter = () => openSession({ url: local.server.url }, approle, local.transport)

  it('with a token asks nobody, and the token is left alone at the end', async () => {
    const token = new Secret('mine')
    expect(await openSession({ url: local.server.url }, { method: 'token', token }, local.transport)).toEqual({
      token,
      own: false
    })
    expect(local.calls).toEqual([])
  })

  it('with AppRole gives a token of our own', async () => {
    local.answer(200, { auth: { client_token: 'fresh' } })
    const session = await enter()
    expect([session.token.reveal(), session.own]).toEqual(['fresh', true])
    expect(local.calls[0]).toMatchObject({ path: 'auth/ci/login', body: { role_id: 'r', secret_id: 'hunter2' } })
    expect(local.calls[0]?.headers).not.toHaveProperty('x-vault-token')
  })

  it.each<[string, number, unknown, string]>([
    [
      'a wrong secret-id',
      400,
      { errors: ['invalid role or secret ID'] },
      'The role-id or the secret-id is wrong, expired or used up, or the role lives at another mount than auth/ci.'
    ],
    ['no such mount', 403, REFUSED, 'Is AppRole enabled at auth/ci, and in this namespace?'],
    [
      'a sealed server',
      503,
      { errors: ['Vault is sealed'] },
      'The server is sealed: nothing can be read or written until an operator unseals it.'
    ]
  ])('%s is told with a hint, and without the secret-id', async (_, status, body, hint) => {
    local.answer(status, body)
    const error = await enter().catch(failure => failure)
    expect(error.message).toMatch(new RegExp(`^AppRole login at ci failed: Vault answered ${status} to POST auth/ci/login: `))
    expect(error.hint).toBe(hint)
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('hunter2')
  })

  it.each([204, 403, 400])('out again is done, whatever the token was: %d', async status => {
    local.answer(status, REFUSED)
    await expect(revoke({ url: local.server.url }, new Secret('token'), local.transport)).resolves.toBeUndefined()
  })
})
