import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { startVault } from '../../tools/servers/vault-server.mjs'
import { differs } from '../differences.ts'
import { ask, readSecret } from '../e2e/vault-over-http.ts'
import { enter, failureOf, reach } from './reach.ts'

/** The pipeline's own token dies in mid-run. */

const NAMES = Array.from({ length: 200 }, (_, index) => `v${index}`)

let server: Awaited<ReturnType<typeof startVault>>
let proxy: Awaited<ReturnType<typeof startFaultProxy>>
beforeEach(async () => {
  server = await startVault()
  proxy = await startFaultProxy(server.url)
  await ask(server, 'sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
  await ask(server, 'sys/auth/approle', { type: 'approle' })
  await ask(server, 'sys/policies/acl/ci', {
    policy: 'path "airflow/*" { capabilities = ["create", "read", "update"] }'
  })
  await ask(server, 'auth/approle/role/ci', { token_policies: 'ci' })
})
afterEach(async () => {
  await proxy.stop()
  await server.stop()
})

/** Revokes a token at the 50th write; those after it wait for that. */
function revokeInMidRun(token: Secret): void {
  let writes = 0
  let revoked: Promise<unknown> | undefined
  proxy.schedule = async ({ method, path }) => {
    if (method !== 'POST' || !path.startsWith('airflow/data/') || ++writes < 50) return undefined
    revoked ??= ask(server, 'auth/token/revoke', { token: token.reveal() })
    await revoked
    return undefined
  }
}

const value = (name: string) => new Secret({ value: name })

it('a token from a login: one more login, and every write lands once', async () => {
  const role_id = (await ask(server, 'auth/approle/role/ci/role-id'))?.['data'].role_id
  const secret_id = (await ask(server, 'auth/approle/role/ci/secret-id', {}))?.['data'].secret_id
  const login = { method: 'approle', mount: 'approle', roleId: role_id, secretId: new Secret(secret_id) } as const
  const { session, vault, close } = await enter({ url: proxy.url, login })
  const first = session.token
  revokeInMidRun(first)
  expect(await Promise.all(NAMES.map(name => vault.write('airflow', name, value(name), 0)))).toEqual(NAMES.map(() => 1))
  close()
  expect(session.token.reveal()).not.toBe(first.reveal())
  const logins = (await server.audit()).filter(({ path }) => path === 'auth/approle/login')
  expect(logins).toHaveLength(2)
  for (const name of NAMES) expect(await readSecret(server, 'airflow', name)).toEqual({ data: { value: name }, version: 1 })
})

it('a token that was given: the sentence says that Vault does not know it any more', async () => {
  const token = new Secret<string>((await ask(server, 'auth/token/create', { policies: ['ci'] }))?.['auth'].client_token)
  const { vault, close } = reach({ url: proxy.url, token: token.reveal() })
  revokeInMidRun(token)
  const failures = await Promise.all(NAMES.map(name => failureOf(vault.write('airflow', name, value(name), 0))))
  close()
  expect(failures.at(-1)?.message).toBe(
    `Vault answered 403 to POST airflow/data/v199: ${differs('refusals', { openbao: 'permission denied', vault: 'permission denied; invalid token' })}`
  )
  expect(failures.at(-1)?.hint).toBe(
    'Vault does not know this token: it is mistyped, expired or revoked, or belongs to another namespace or server.'
  )
  expect((await readSecret(server, 'airflow', 'v0'))?.version).toBe(1)
  expect(await readSecret(server, 'airflow', 'v199')).toBeUndefined()
})
