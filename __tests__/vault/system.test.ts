import { describe, expect, it } from '@jest/globals'
import { REFUSED, VaultServer } from '../fakes/vault-server.ts'

const local = new VaultServer()

describe('mounts', () => {
  it('are asked for where everybody may, and where not, by those who may', async () => {
    const missing = { status: 400, body: { errors: ['No secret engine mount at airflow/'] } }
    local.answers({ status: 403, body: REFUSED }, missing)
    expect(await local.vault.mount('airflow')).toEqual({ state: 'absent' })
    expect(local.asked).toEqual(['GET sys/internal/ui/mounts/airflow', 'GET sys/mounts/airflow'])
  })

  it('are not visible where neither answers', async () => {
    local.answer(403, REFUSED)
    expect(await local.vault.mount('airflow')).toMatchObject({ state: 'not-visible' })
  })

  it('without options are version 1', async () => {
    local.answer(200, { data: { type: 'kv', options: null } })
    expect(await local.vault.mount('airflow')).toEqual({ state: 'present', value: { type: 'kv', version: '1' } })
  })

  it('that another run makes at the same moment are good, if they are KV version 2', async () => {
    const inUse = { status: 400, body: { errors: ['path is already in use at airflow/'] } }
    local.answers(inUse, { status: 200, body: { data: { type: 'kv', options: { version: '2' } } } }, { status: 200, body: {} })
    await expect(local.vault.enableKv2('airflow')).resolves.toBe(false)
  })

  it('that another run has made, and that this node does not know yet, are waited for', async () => {
    const inUse = { status: 400, body: { errors: ['path is already in use at airflow/'] } }
    const unknown = { status: 403, body: REFUSED }
    local.answers(inUse, unknown, unknown, { status: 200, body: {} }, { status: 200, body: {} })
    await expect(local.vault.enableKv2('airflow')).resolves.toBe(false)
  })

  it.each(['airflow/old', 'air'])('cannot be where there is %s already', async path => {
    local.answer(400, { errors: [`path is already in use at ${path}/`] })
    await expect(local.vault.enableKv2('airflow')).rejects.toThrow(
      `nothing can be mounted at airflow/, because ${path}/ is a mount`
    )
  })

  it('that another run makes otherwise are refused', async () => {
    const inUse = { status: 400, body: { errors: ['path is already in use at airflow/'] } }
    local.answers(inUse, { status: 200, body: { data: { type: 'kv', options: { version: '1' } } } })
    await expect(local.vault.enableKv2('airflow')).rejects.toThrow('another run has just mounted kv version 1 at airflow/')
  })
})

describe('a policy', () => {
  it('without content is not one that somebody has replaced', async () => {
    local.answer(200, {})
    await expect(local.vault.policy('p')).rejects.toThrow("Vault's answer to sys/policies/acl/p has no data")
  })
})

describe('the time', () => {
  it.each([
    ['is left out', {}],
    ['is a text', { server_time_utc: 'noon' }],
    ['is null', { server_time_utc: null }],
    ['was never set', { server_time_utc: 0 }]
  ])('must be in the answer of sys/health: it %s', async (_, body) => {
    local.answer(200, body)
    await expect(local.vault.now()).rejects.toThrow("Vault's answer to sys/health has no server_time_utc")
  })
})

describe('the version', () => {
  it.each<[string, number, object, object]>([
    ['is hidden by the listener', 200, { enterprise: false, version: '' }, { product: 'Vault' }],
    ['is left out by something in between', 200, { enterprise: true }, { product: 'Vault Enterprise' }],
    ['is refused by something in between', 403, REFUSED, {}],
    ['is not found behind something in between', 404, { errors: [] }, {}]
  ])('is unknown where it %s', async (_, status, body, told) => {
    local.answer(status, body)
    expect(await local.vault.server()).toEqual(told)
  })
})
