import { describe, expect, it } from '@jest/globals'
import { REFUSED, VaultServer } from '../fakes/vault-server.ts'

const local = new VaultServer()

describe('what the token may do', () => {
  it('is asked for in one request, each path once', async () => {
    local.answer(200, { data: { 'sys/auth/approle': ['read', 'sudo'], 'airflow/data/variables/a b': ['deny'] } })
    expect(await local.vault.capabilities(['sys/auth/approle', 'airflow/data/variables/a b', 'sys/auth/approle'])).toEqual(
      new Map([
        ['sys/auth/approle', ['read', 'sudo']],
        ['airflow/data/variables/a b', ['deny']]
      ])
    )
    expect(local.calls.map(({ path, body }) => [path, body])).toEqual([
      ['sys/capabilities-self', { paths: ['sys/auth/approle', 'airflow/data/variables/a b'] }]
    ])
  })

  it('is asked for in several requests where there are more paths than a server takes in one', async () => {
    local.server.handle = ({ body }) => {
      const { paths } = body as { paths: string[] }
      return paths.length > 1000
        ? { status: 413 }
        : { status: 200, body: { data: Object.fromEntries(paths.map(path => [path, ['read']])) } }
    }
    const paths = Array.from({ length: 2_500 }, (_, index) => `kv/data/s${index}`)
    const found = await local.vault.capabilities(paths)
    expect([found?.size, found?.get('kv/data/s2499')]).toEqual([2_500, ['read']])
  })

  it('is unknown where its policies do not let it ask', async () => {
    local.answer(403, REFUSED)
    expect(await local.vault.capabilities(['a'])).toBeUndefined()
  })

  it.each([
    ['OpenBao', ['permission denied']],
    ['Vault', ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n']]
  ])('is an error for a token that %s does not take', async (_, errors) => {
    local.answer(403, { errors })
    await expect(local.vault.capabilities(['a'])).rejects.toMatchObject({
      message: 'Vault does not accept the token of this run',
      hint: expect.stringContaining('expired, revoked')
    })
  })

  it('is an error too where the server is sealed', async () => {
    local.answer(503, { errors: ['Vault is sealed'] })
    await expect(local.vault.capabilities(['a'])).rejects.toThrow('Vault is sealed')
  })
})
