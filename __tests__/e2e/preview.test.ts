import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { attempt, type Stage } from './attempt.ts'
import { KWARGS } from './reaper.ts'
import { ask, consumerRecord, type Json, keysBelow, readSecret, readWith, secretIds } from './vault-over-http.ts'

/** Previews, by the shipped bundle, the real CLI and a real server. */

const BACKEND = 'AIRFLOW__SECRETS__BACKEND'
const CLASS = 'airflow.providers.hashicorp.secrets.vault.VaultBackend'
const MANIFEST = `version: 1
name: analytics
variables: { greeting: Hello }
connections:
  warehouse: { conn_type: postgres, host: db.example.com, login: etl, password: { env: WAREHOUSE_PASSWORD } }
`

let stage: Stage
beforeEach(async () => {
  stage = await openStage({
    files: { 'airflow-secrets.yaml': MANIFEST },
    astro: {
      deployments: [
        aDeployment({
          isCicdEnforced: true,
          contactEmails: ['oncall@example.com'],
          workloadIdentity: 'arn:aws:iam::123456789012:role/production',
          environmentVariables: [
            { key: 'LOG_LEVEL', value: 'INFO' },
            { key: 'STRIPE', value: 'sk_live_1', isSecret: true },
            { key: 'DB_PASSWORD', value: 'hunter2' },
            { key: 'AIRFLOW_CONN_ERP', value: 'http://a:b@erp.example.com' }
          ]
        })
      ]
    }
  })
})
afterEach(() => stage.stop())

const base = () => stage.astro.deployment('prod')
const previewed = () => stage.astro.deployments.find(({ name }) => name.startsWith('preview-'))
const preview = (what: 'deploy' | 'delete', inputs: Record<string, string> = {}, env: Record<string, string> = {}) =>
  attempt(stage, { inputs: { preview: what, 'preview-for': '42', ...inputs }, env: { WAREHOUSE_PASSWORD: '', ...env } })
const green = { exitCode: 0, errors: [] }

describe('a preview that reads what its base reads', () => {
  beforeEach(async () => void expect(await attempt(stage)).toMatchObject(green))

  it('is a Deployment like the base, with its own role, policy and secret-id, and no credential of the base', async () => {
    const before = base().view()
    const secrets = await secretsIn()
    expect(await preview('deploy')).toMatchObject(green)
    const made = previewed()
    const { fields } = made ?? {}
    const name = fields?.name ?? ''
    expect(name).toMatch(/^preview-[a-z0-9-]+-pr-42-[0-9a-f]{8}$/)
    expect({ ...fields, description: '' }).toMatchObject({
      isCicdEnforced: true,
      runtimeVersion: base().fields.runtimeVersion,
      workerQueues: [expect.objectContaining({ maxWorkerCount: 5 })]
    })
    expect(fields?.contactEmails ?? []).toEqual([])
    expect(fields?.workloadIdentity ?? '').toBe('')
    expect(Object.keys(made?.values() ?? {}).sort()).toEqual([BACKEND, KWARGS, 'LOG_LEVEL'])
    expect(made?.value(BACKEND)).toBe(CLASS)
    const kwargs = JSON.parse(made?.value(KWARGS) ?? '{}')
    expect(kwargs).toMatchObject({ variables_path: 'variables', connections_path: 'connections' })
    expect(kwargs.role_id).not.toBe(JSON.parse(base().value(KWARGS) ?? '{}').role_id)
    await readWith(stage.vault, kwargs, 'greeting', 'warehouse')
    const [secretId] = (await secretIds(stage.vault, `astro_role-${name}`)).values()
    expect(secretId?.['secret_id_ttl']).toBeGreaterThanOrEqual(14 * 86_400)
    expect(secretId?.['secret_id_ttl']).toBeLessThanOrEqual(15 * 86_400)
    expect(await secretsIn()).toEqual(secrets)
    expect(base().view()).toEqual(before)
  })

  it('gets KWARGS before the variable that makes Airflow start with them', async () => {
    await preview('deploy')
    const id = previewed()?.id
    const seen = stage.astro.history.filter(({ deployment }) => deployment === id).map(({ variables }) => variables)
    expect(seen.filter(variables => BACKEND in variables && !(KWARGS in variables))).toEqual([])
    expect(seen.some(variables => KWARGS in variables && !(BACKEND in variables))).toBe(true)
  })

  it('is updated by the next run, which makes nothing twice', async () => {
    await preview('deploy')
    const kwargs = previewed()?.value(KWARGS)
    const calls = (await stage.calls()).length
    expect(await preview('deploy')).toMatchObject({ ...green, inAstro: [] })
    expect([stage.astro.deployments.length, previewed()?.value(KWARGS)]).toEqual([2, kwargs])
    expect((await stage.calls()).length).toBe(calls)
  })

  it('leaves nothing behind once it is deleted, and its base as it was', async () => {
    const [records, policies] = [await keysBelow(stage.vault, 'airflow'), await policiesOf()]
    await preview('deploy')
    const id = previewed()?.id ?? ''
    const before = base().view()
    expect(await preview('delete')).toMatchObject(green)
    expect(stage.astro.deleted.map(deployment => deployment.id)).toEqual([id])
    expect([await keysBelow(stage.vault, 'airflow'), await policiesOf()]).toEqual([records, policies])
    expect(await rolesOf()).toEqual(['astro_role'])
    expect(base().view()).toEqual(before)
    expect(await preview('delete')).toMatchObject({ ...green, inVault: [], inAstro: [] })
    expect((await attempt(stage)).inVault).toHaveLength(2)
  })
})

const secretsIn = async (): Promise<Json> =>
  Object.fromEntries(
    await Promise.all(
      (await keysBelow(stage.vault, 'airflow'))
        .filter(path => !path.startsWith('_'))
        .map(async path => [path, await readSecret(stage.vault, 'airflow', path)])
    )
  )
const policiesOf = async () => (await ask(stage.vault, 'sys/policies/acl?list=true'))?.['data'].keys
const rolesOf = async () => (await ask(stage.vault, 'auth/approle/role?list=true'))?.['data'].keys
void consumerRecord
