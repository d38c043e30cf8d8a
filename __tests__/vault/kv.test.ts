import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { VaultError, VersionConflict } from '../../src/vault/errors.ts'
import { REFUSED, VaultServer } from '../fakes/vault-server.ts'

const local = new VaultServer()

describe('reading a secret', () => {
  const read = () => local.vault.read('airflow', 'variables/a b')

  it('gives its content and version', async () => {
    local.answer(200, { data: { data: { value: 'x' }, metadata: { version: 3 } } })
    const found = await read()
    expect(found).toMatchObject({ state: 'present', version: 3 })
    expect(found.state === 'present' && found.data.reveal()).toEqual({ value: 'x' })
    expect(local.asked).toEqual(['GET airflow/data/variables/a%20b'])
  })

  it.each<[string, unknown, object]>([
    ['never written', { errors: [] }, { version: 0 }],
    ['no mount there', { errors: ['no handler for route "airflow/data/x". route entry not found.'] }, { version: 0 }],
    ['a path that is not served', { errors: ['unsupported path'] }, { version: 0 }],
    [
      'deleted',
      { data: { data: null, metadata: { version: 4, deletion_time: '2026-01-01T00:00:00.5Z' } } },
      { version: 4, since: '2026-01-01T00:00:00Z' }
    ],
    ['destroyed', { data: { data: null, metadata: { version: 4, deletion_time: '', destroyed: true } } }, { version: 4 }],
    ['an endpoint of version 1', { data: null, warnings: ['Invalid path for a versioned K/V secrets engine.'] }, { version: 0 }]
  ])('404, %s, is absence', async (_, body, expected) => {
    local.answer(404, body)
    expect(await read()).toEqual({ state: 'absent', ...expected })
  })

  it('403 is not absence', async () => {
    local.answer(403, REFUSED)
    expect(await read()).toEqual({
      state: 'not-visible',
      because: 'Vault answered 403 to GET airflow/data/variables/a%20b: permission denied'
    })
  })

  it.each<[string, unknown]>([
    ['a secret', { data: { value: 'x' } }],
    ['a secret with such a key', { data: { data: 'x', metadata: 'y' } }]
  ])('200 with %s of KV version 1 ends it', async (_, body) => {
    local.answer(200, body)
    await expect(read()).rejects.toThrow('airflow/variables/a b cannot be read, because airflow/ is not KV version 2')
  })

  it('any other error ends it', async () => {
    local.answer(500, { errors: ['something'] })
    await expect(read()).rejects.toBeInstanceOf(VaultError)
  })
})

describe('who wrote a secret', () => {
  const authors = () => local.vault.authors('airflow', 'variables/a b', 2)
  const by = (actor: string) => ({ actor, operation: 'update', client_id: 'x' })
  const versions = (second: object) => ({ data: { current_version: 2, versions: { 1: { created_by: by('token') }, 2: second } } })

  it.each<[string, object, object]>([
    ['wrote', { created_by: by('userpass-eve'), deleted_by: null, deletion_time: '' }, { wrote: 'userpass-eve' }],
    [
      'wrote and deleted',
      { created_by: by('ldap-alice'), deleted_by: by('userpass-eve') },
      { wrote: 'ldap-alice', deleted: 'userpass-eve' }
    ],
    ['wrote with a token that has no name,', { created_by: by('token'), deleted_by: by('token') }, {}],
    ['wrote, before Vault told it,', { created_by: null, deleted_by: null }, {}],
    ['wrote, with a name that is cut,', { created_by: by('x'.repeat(500)) }, { wrote: `${'x'.repeat(99)}…` }]
  ])('%s that version is what Vault 1.21 says', async (_, second, expected) => {
    local.answer(200, versions(second))
    expect(await authors()).toEqual(expected)
    expect(local.asked).toEqual(['GET airflow/metadata/variables/a%20b'])
  })

  it.each<[string, number, unknown]>([
    ['OpenBao', 200, versions({ created_time: '2026-11-20T12:00:00Z', deletion_time: '', destroyed: false })],
    ['a version that is not kept any more', 200, { data: { versions: {} } }],
    ['an answer of another form', 200, versions({ created_by: 'me' })],
    ['a token that may not look', 403, REFUSED],
    ['a secret that is gone', 404, { errors: [] }],
    ['a server in trouble', 500, { errors: ['something'] }]
  ])('nobody knows: %s', async (_, status, body) => {
    local.answer(status, body)
    expect(await authors()).toBeUndefined()
  })
})

describe('writing a secret', () => {
  const write = () => local.vault.write('airflow', 'variables/a', new Secret({ value: 'mine' }), 2)
  const mismatch = { status: 400, body: { errors: ['check-and-set parameter did not match the current version'] } }
  const holding = (value: string) => ({ status: 200, body: { data: { data: { value }, metadata: { version: 3 } } } })

  it('takes no answer without a version: that was a mount of version 1', async () => {
    local.answer(200, { data: null })
    await expect(local.vault.write('airflow', 'variables/a', new Secret({ value: 'x' }), 0)).rejects.toThrow(
      'airflow/variables/a was written, but airflow/ is not KV version 2'
    )
  })

  it('names the version that it was planned on', async () => {
    local.answer(200, { data: { version: 3 } })
    expect(await write()).toBe(3)
    expect(local.calls[0]?.body).toEqual({ options: { cas: 2 }, data: { value: 'mine' } })
  })

  it('is done already where the next version has its content: the answer was lost', async () => {
    local.answers(mismatch, holding('mine'))
    expect(await write()).toBe(3)
  })

  it('is not done where a later version happens to have its content: then somebody else writes too', async () => {
    local.answers(mismatch, { status: 200, body: { data: { data: { value: 'mine' }, metadata: { version: 4 } } } })
    expect(await write().catch(failure => failure)).toBeInstanceOf(VersionConflict)
  })

  it('overwrites nobody', async () => {
    local.answers(mismatch, holding('theirs'))
    const error = await write().catch(failure => failure)
    expect(error).toBeInstanceOf(VersionConflict)
    expect(error.message).toBe('airflow/variables/a was changed by somebody else during this run (expected version 2)')
  })

  it('that is refused says why', async () => {
    local.answer(403, REFUSED)
    await expect(write()).rejects.toThrow('Vault answered 403 to POST airflow/data/variables/a: permission denied')
  })
})

describe('listing a folder', () => {
  it('gives the names', async () => {
    local.answer(200, { data: { keys: ['a', 'b/'] } })
    expect([...((await local.vault.list('airflow', 'variables')) ?? [])]).toEqual(['a', 'b/'])
    expect(local.asked).toEqual(['GET airflow/metadata/variables?list=true&limit=16384'])
  })

  it('goes on after a full page', async () => {
    const full = Array.from({ length: 16_384 }, (_, index) => `v${index}`)
    local.answers({ status: 200, body: { data: { keys: full } } }, { status: 200, body: { data: { keys: ['w'] } } })
    expect((await local.vault.list('airflow', 'variables'))?.size).toBe(16_385)
    expect(local.asked[1]).toMatch(/&after=v16383$/)
  })

  it('ends where the server knows no pages and sends all again', async () => {
    const all = Array.from({ length: 17_000 }, (_, index) => `v${index}`)
    local.answer(200, { data: { keys: all } })
    expect((await local.vault.list('airflow', 'variables'))?.size).toBe(17_000)
    expect(local.asked).toHaveLength(2)
  })

  it('of nothing is empty, and without the right to it unknown', async () => {
    local.answer(404, { errors: [] })
    expect(await local.vault.list('airflow', 'variables')).toEqual(new Set())
    local.answer(200, { data: {} })
    expect(await local.vault.list('airflow', 'variables')).toEqual(new Set())
    local.answer(403, REFUSED)
    expect(await local.vault.list('airflow', 'variables')).toBeUndefined()
  })

  it.each<[string, unknown]>([
    ['nothing at all', {}],
    ['something else', { status: 'ok' }],
    ['no data', { request_id: '1', data: null }]
  ])('that says %s is no empty list: somebody who reads might be on it', async (_, body) => {
    local.answer(200, body)
    await expect(local.vault.list('airflow', 'variables')).rejects.toThrow(
      "Vault's answer to airflow/metadata/variables has no data"
    )
  })
})
