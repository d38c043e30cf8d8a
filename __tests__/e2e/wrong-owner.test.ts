import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, idle, refused, type Stage } from './attempt.ts'

/** What others have made is not overwritten unless told so; nobody who reads from Vault is locked out. */

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const asRoot = async (path: string, body: object) => {
  const headers = { 'X-Vault-Token': stage.vault.rootToken }
  const answer = await fetch(`${stage.vault.url}/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.ok).toBe(true)
}

describe("somebody else's policy, role and secrets, all of them different", () => {
  const ADOPT = 'Set `on-conflict: adopt` to overwrite it'

  beforeEach(async () => {
    await asRoot('sys/auth/approle', { type: 'approle' })
    await asRoot('sys/mounts/airflow', { type: 'kv', options: { version: '2' } })
    await asRoot('sys/policies/acl/astro_policy', { policy: 'path "airflow/data/*" {\n  capabilities = ["read", "list"]\n}\n' })
    await asRoot('auth/approle/role/astro_role', { token_policies: ['other'], token_ttl: '10m', token_max_ttl: '1h' })
    await asRoot('airflow/data/variables/greeting', { data: { value: 'Bonjour' } })
    await asRoot('airflow/data/connections/warehouse', { data: { conn_uri: 'postgres://other' } })
    // Equal to what the manifest says: no conflict.
    await asRoot('airflow/data/variables/api_token', { data: { value: 'tok-4f1c9e7a2b' } })
  })

  it('are all named in one run, and left alone', async () => {
    expect(await attempt(stage)).toMatchObject(
      refused(
        [
          `policy astro_policy was not created by this action and grants something else: airflow/data/* [list, read]\n${ADOPT}, or name another policy in approle.policy.`,
          `role astro_role was not created by this action and differs: token_policies is other, not astro_policy; token_ttl is 600, not 3600\n${ADOPT}, or write those values into the manifest.`,
          `variables.greeting differs: airflow/variables/greeting holds another value (version 1) that this action did not write\n${ADOPT}.`,
          `connections.warehouse differs: airflow/connections/warehouse holds another value (version 1) that this action did not write\n${ADOPT}.`
        ].join('\n')
      )
    )
  })

  it('are taken over with on-conflict: adopt, for good', async () => {
    const adopted = await attempt(stage, { inputs: { 'on-conflict': 'adopt' } })
    expect(adopted).toMatchObject({ exitCode: 0, errors: [], outputs: { 'secrets-written': '5' } })
    expect(adopted.inVault).toEqual(expect.arrayContaining(['update airflow/data/variables/greeting']))
    expect(adopted.inVault).not.toContain('update airflow/data/variables/api_token')

    expect(await attempt(stage)).toMatchObject(idle)
    const later = await attempt(stage, { env: { API_TOKEN: 'another-token' } })
    expect(later).toMatchObject({ exitCode: 0, outputs: { 'secrets-written': '1' } })
  })
})

it('KWARGS that this action did not write are replaced with on-conflict: adopt', async () => {
  stage.astro.deployment('prod').setVariable('AIRFLOW__SECRETS__BACKEND_KWARGS', '{}', { isSecret: true })
  expect(await attempt(stage, { inputs: { 'on-conflict': 'adopt' } })).toMatchObject({
    exitCode: 0,
    inAstro: ['deploy', 'set AIRFLOW__SECRETS__BACKEND_KWARGS', 'set AIRFLOW__SECRETS__BACKEND']
  })
  expect(await attempt(stage)).toMatchObject(idle)
})

it('a role-id that would lock out a Deployment is refused, also with on-conflict: adopt', async () => {
  expect(await attempt(stage)).toMatchObject({ exitCode: 0 })
  await stage.editManifest(text => `${text}approle: { role-id: my-own-id }\n`)
  const sentence =
    'role astro_role would get another role_id, which would lock out Deployment prod\nUse a new role (approle.name): each Deployment then moves to it when it is deployed.'
  expect(await attempt(stage)).toMatchObject(refused(sentence))
  expect(await attempt(stage, { inputs: { 'on-conflict': 'adopt' } })).toMatchObject(refused(sentence))

  await stage.editManifest(text => text.replace('approle: { ', 'approle: { name: astro_role_2, policy: astro_policy_2, '))
  expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [] })
})
