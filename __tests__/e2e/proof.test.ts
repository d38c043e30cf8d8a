import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { verify } from '../../src/apply/verify.ts'
import { Secret } from '../../src/base/secret.ts'
import { fixed, vaultFor } from '../../src/vault/open.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import { startVault } from '../../tools/servers/vault-server.mjs'
import { anAddress, someAgents } from '../build/address.ts'
import { aScope } from '../build/manifest.ts'
import { HASTY } from '../fakes/clock.ts'
import { FakeLog } from '../fakes/log.ts'
import { ask, type Json } from './vault-over-http.ts'

/** What is asked for once for many paths must be what the server says of each. */

let server: Awaited<ReturnType<typeof startVault>>
const transport = vaultTransport({ agents: someAgents(), signal: new AbortController().signal })
beforeAll(async () => {
  server = await startVault({ fast: true })
  await ask(server, 'sys/auth/approle', { type: 'approle' })
})
afterAll(async () => {
  transport.close()
  await server.stop()
})

const NAMES = ['a', 'ab', 'b', 'x']
const deep = NAMES.flatMap(first =>
  NAMES.flatMap(second => [`${first}/${second}`, ...NAMES.map(third => `${first}/${second}/${third}`)])
)
const PATHS = [...NAMES, ...deep].map(path => `airflow/data/${path}`)

const read = (path: string) => `path "airflow/data/${path}" { capabilities = ["read"] }\n`
const deny = (path: string) => `path "airflow/data/${path}" { capabilities = ["deny"] }\n`

/** A role with this policy; gives what its login needs. */
async function role(policy: string) {
  await ask(server, 'sys/policies/acl/airflow', { policy })
  await ask(server, 'auth/approle/role/airflow', { token_policies: ['airflow'] })
  const roleId: Json | undefined = await ask(server, 'auth/approle/role/airflow/role-id')
  const secretId: Json | undefined = await ask(server, 'auth/approle/role/airflow/secret-id', {})
  const { secret_id, secret_id_accessor: id } = secretId?.['data'] ?? {}
  return { facts: { role_id: String(roleId?.['data'].role_id) }, credential: { id, kwargs: new Secret({ secret_id }) } }
}

const vault = () => vaultFor(anAddress({ url: server.url }), fixed(new Secret(server.rootToken)), transport)

describe('under a policy', () => {
  it.each([
    ['that allows one folder', read('a/*')],
    ['that allows all', read('*')],
    ['that denies one path of many', read('a/*') + deny('a/b')],
    ['that denies some of a folder', read('a/*') + deny('a/a*')],
    ['that denies a whole folder by +', read('a/*') + read('b/*') + deny('a/+')],
    ['whose + stands before the prefix, and loses', read('a/*') + deny('+/b')],
    ['whose + singles out a path further down', read('a/*') + deny('a/+/b')],
    ['whose + singles out some further down', read('a/*') + deny('a/+/a*')],
    ['whose + allows what is nowhere else', read('+/b') + read('b/*')],
    ['whose two + stand on each other', read('a/*') + deny('a/+/+') + read('+/+/x')]
  ])('%s, the capabilities are those of each path', async (_, policy) => {
    const { facts, credential } = await role(policy)
    const { secret_id } = credential.kwargs.reveal()
    const runtime = await vault().runtime('approle', facts.role_id, new Secret(secret_id))
    const each = await Promise.all(PATHS.map(async path => [path, await runtime.capabilities([path])] as const))
    const found = await runtime.capabilities(PATHS)
    expect([...found].sort()).toEqual(each.map(([path, answer]) => [path, answer.get(path)]).sort())
    await runtime.leave()
  })
})

it('a path that is denied in the middle of a folder of a thousand is named', async () => {
  const issued = await role(read('variables/*') + deny('variables/v500'))
  const paths = Array.from({ length: 1_000 }, (_, index) => `variables/v${index}`)
  const proof = verify(
    { kind: 'verify', paths, reads: [], reason: '' },
    { ...new FakeLog(), ...HASTY, vault: vault(), scope: aScope(), issued }
  )
  await expect(proof).rejects.toThrow(
    'Airflow will not be able to read airflow/data/variables/v500: the policy does not allow it'
  )
})

it('a thousand paths under the policy that Airflow needs are proved in few requests', async () => {
  const issued = await role(read('variables/*') + read('connections/*'))
  const paths = Array.from({ length: 1_000 }, (_, index) => `variables/v${index}`)
  const before = (await server.audit()).length
  await verify(
    { kind: 'verify', paths, reads: [], reason: '' },
    { ...new FakeLog(), ...HASTY, vault: vault(), scope: aScope(), issued }
  )
  expect((await server.audit()).slice(before).map(({ path }) => path)).toEqual([
    'auth/approle/login',
    'sys/internal/ui/resultant-acl',
    'sys/capabilities-self',
    'auth/token/revoke-self'
  ])
})
