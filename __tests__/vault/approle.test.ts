import { describe, expect, it } from '@jest/globals'
import { VaultServer } from '../fakes/vault-server.ts'

const hide = () => {}

const local = new VaultServer()

describe('AppRole', () => {
  it('reads the fields of a role that say something', async () => {
    local.answer(200, { data: { token_policies: ['p'], token_ttl: 60, secret_id_bound_cidrs: null, bind_secret_id: true } })
    expect(await local.vault.role('approle', 'r')).toEqual({
      state: 'present',
      value: {
        token_policies: ['p'],
        token_ttl: 60,
        bind_secret_id: true
      }
    })
  })

  it('takes no answer without content for a role that has no policies', async () => {
    local.answer(200, { request_id: '1', data: null })
    await expect(local.vault.role('approle', 'r')).rejects.toThrow("Vault's answer to auth/approle/role/r has no data")
  })

  it('issues a secret-id of its own making, with metadata as JSON text', async () => {
    local.answer(200, { data: { secret_id_accessor: 'a' } })
    const issued = await local.vault.issueSecretId('approle', 'r', { hide, metadata: { run: '1' }, ttl: 60 })
    expect(local.asked).toEqual(['POST auth/approle/role/r/custom-secret-id'])
    expect(local.calls[0]?.body).toEqual({
      secret_id: issued.secretId.reveal(),
      metadata: '{"run":"1"}',
      ttl: '60s'
    })
    expect([issued.accessor, issued.secretId.reveal()]).toEqual(['a', expect.stringMatching(/^[0-9a-f-]{36}$/)])
  })

  it('takes a secret-id that an earlier attempt has registered, whose answer was lost', async () => {
    const registered = 'failed to store secret_id: SecretID is already registered'
    local.answers(
      { status: 500, body: { errors: [`1 error occurred:\n\t* ${registered}\n\n`] } },
      { status: 200, body: { data: { secret_id_accessor: 'a' } } }
    )
    const { secretId, accessor } = await local.vault.issueSecretId('approle', 'r', { hide, metadata: {} })
    expect(accessor).toBe('a')
    expect(local.calls[1]).toMatchObject({
      path: 'auth/approle/role/r/secret-id/lookup',
      body: { secret_id: secretId.reveal() }
    })
  })

  it('takes no answer for a secret-id that has none', async () => {
    local.answer(200, { data: {} })
    await expect(local.vault.issueSecretId('approle', 'r', { hide, metadata: {} })).rejects.toThrow(
      "Vault's answer to auth/approle/role/r/custom-secret-id has no secret_id_accessor"
    )
  })

  it('tells when a secret-id expires; the year 1 is never', async () => {
    const facts = { creation_time: '2026-01-01T00:00:00Z', metadata: { a: 'b' } }
    local.answer(200, { data: { ...facts, expiration_time: '0001-01-01T00:00:00Z' } })
    expect(await local.vault.secretId('approle', 'r', 'a')).toEqual({
      state: 'present',
      value: { created: new Date('2026-01-01T00:00:00Z'), metadata: { a: 'b' } }
    })
    local.answer(200, { data: { ...facts, expiration_time: '2026-02-01T00:00:00Z' } })
    expect(await local.vault.secretId('approle', 'r', 'a')).toMatchObject({
      value: { expires: new Date('2026-02-01T00:00:00Z') }
    })
  })

  it.each<[number, unknown]>([
    [404, { data: { error: 'failed to find accessor entry for secret_id_accessor: "a"' } }],
    [500, { errors: ['failed to find accessor entry for secret_id_accessor'] }],
    [404, { errors: ['role "r" does not exist'] }],
    [500, { errors: ['role "r" does not exist'] }]
  ])('%d for an accessor that is gone is absence, and destroying it is done', async (status, body) => {
    local.answer(status, body)
    expect(await local.vault.secretId('approle', 'r', 'a')).toEqual({ state: 'absent' })
    await expect(local.vault.destroySecretId('approle', 'r', 'a')).resolves.toBeUndefined()
  })

  it('has no secret-ids where none was issued, or the role is gone', async () => {
    local.answer(404, { errors: [] })
    expect(await local.vault.secretIds('approle', 'r')).toEqual([])
    local.answer(400, { errors: ['role "r" does not exist'] })
    expect(await local.vault.secretIds('approle', 'r')).toEqual([])
  })
})
