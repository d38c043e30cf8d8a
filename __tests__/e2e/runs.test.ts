import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { node20Binary, node24Binary } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { ask, consumerRecord, keysBelow, readSecret, readWith, secretIds } from './vault-over-http.ts'

type Stage = Awaited<ReturnType<typeof openStage>>

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'
const QUICKSTART = [
  'connections/legacy',
  'connections/partner_api',
  'connections/warehouse',
  'variables/api_token',
  'variables/greeting',
  'variables/settings'
]

/** What the server was asked to change since `from`, by its own audit file: operation and path. */
async function changesSince({ vault }: Stage, from: number): Promise<string[]> {
  const entries = (await vault.audit()).slice(from)
  return entries
    .filter(({ operation }) => operation !== 'read' && operation !== 'list')
    .map(({ operation, path }) => `${operation} ${path}`)
}

const posts = ({ astro }: Stage) => astro.record.filter(({ method }) => method !== 'GET').length

describe('three runs in a row', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.stop())

  it('writes everything on an empty server, on Node 20', async () => {
    const run = await stage.run({ node: await node20Binary() })
    expect({ exitCode: run.exitCode, postExitCode: run.postExitCode }).toEqual({ exitCode: 0, postExitCode: 0 })
    expect(run.outputs).toMatchObject({
      changed: 'true',
      deployed: 'true',
      'secrets-written': '6',
      'deployment-id': 'cldep00000000000000000001'
    })

    const { vault, astro } = stage
    const paths = await keysBelow(vault, 'airflow')
    expect(paths.filter(path => !path.startsWith('_astro-vault-action/'))).toEqual(QUICKSTART)
    expect((await ask(vault, 'sys/policies/acl/astro_policy'))?.['data'].policy).toContain(
      'path "airflow/data/connections/*" {\n  capabilities = ["read"]\n}'
    )
    const deployment = astro.deployment('prod')
    const kwargs = JSON.parse(deployment.value(KWARGS) ?? '')
    expect(kwargs).toMatchObject({
      config_path: null,
      kv_engine_version: 2,
      timeout: 10,
      mount_point: 'airflow',
      auth_type: 'approle'
    })
    expect(deployment.variables.find(({ key }) => key === KWARGS)?.isSecret).toBe(true)
    const [greeting, warehouse] = await readWith(vault, kwargs, 'greeting', 'warehouse')
    expect([greeting, warehouse]).toEqual([
      { value: 'Hello from Vault' },
      {
        conn_uri: expect.stringMatching(
          /^postgres:\/\/etl:p%40s%3As%2Fw%3Fo%23rd%20100%25@db\.example\.com:5432\/analytics\?__extra__=/
        )
      }
    ])
    expect([...(await secretIds(vault)).keys()]).toEqual([run.outputs['secret-id-accessor']])
    expect(astro.deploys.map(({ type, description }) => ({ type, description }))).toEqual([
      { type: 'IMAGE_AND_DAG', description: expect.stringMatching(/^Greet from Vault \(astro-vault-action [0-9a-f]{12}\)$/) }
    ])
    await run.remove()
  })

  it('changes nothing the second time, on Node 24: only logins, capabilities, look-ups and the secret-id of the proof', async () => {
    const [audited, posted, restarts] = [
      (await stage.vault.audit()).length,
      posts(stage),
      stage.astro.deployment('prod').restarts
    ]
    const run = await stage.run({ node: await node24Binary() })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({ changed: 'false', deployed: 'false', 'secrets-written': '0' })
    expect((await changesSince(stage, audited)).sort()).toEqual([
      'update auth/approle/login',
      'update auth/approle/role/astro_role/custom-secret-id',
      'update auth/approle/role/astro_role/secret-id-accessor/destroy',
      'update auth/approle/role/astro_role/secret-id-accessor/lookup',
      'update auth/token/revoke-self',
      'update sys/capabilities-self',
      'update sys/capabilities-self'
    ])
    expect(posts(stage)).toBe(posted)
    expect(stage.astro.deployment('prod').restarts).toBe(restarts)
    await run.remove()
  })

  it('writes the one value that has changed the third time', async () => {
    const audited = (await stage.vault.audit()).length
    const run = await stage.run({ env: { API_TOKEN: 'another-token-2' } })
    expect(run.outputs).toMatchObject({ changed: 'true', deployed: 'false', 'secrets-written': '1' })
    const written = (await changesSince(stage, audited)).filter(change => / airflow\//.test(change))
    expect(written.map(change => change.replace(/^(create|update) airflow\/data\//, ''))).toEqual([
      '_astro-vault-action/manifests/quickstart/0',
      '_astro-vault-action/history/quickstart',
      'variables/api_token',
      '_astro-vault-action/manifests/quickstart/0'
    ])
    expect(await readSecret(stage.vault, 'airflow', 'variables/api_token')).toEqual({
      data: { value: 'another-token-2' },
      version: 2
    })
    await run.remove()
  })

  it('sync brings Vault up to date and does not even look at Astro', async () => {
    const requests = stage.astro.record.length
    const run = await stage.run({
      inputs: { mode: 'sync', 'astro-api-token': '', 'deployment-id': '' },
      env: { API_TOKEN: 'third-token-3' }
    })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({ 'secrets-written': '1', deployed: 'false' })
    expect(stage.astro.record.length).toBe(requests)
    await run.remove()
  })

  it('plan says what would change, and changes nothing', async () => {
    const [audited, posted] = [(await stage.vault.audit()).length, posts(stage)]
    const run = await stage.run({ inputs: { mode: 'plan' }, env: { API_TOKEN: 'fourth-token-4' } })
    expect(run.exitCode).toBe(0)
    expect(run.log).toContain('update variables/api_token: its value has changed')
    expect(run.outputs).toMatchObject({ changed: 'true', 'secrets-written': '0' })
    expect(await changesSince(stage, audited)).toEqual([
      'update sys/capabilities-self',
      // Whether recorded Deployments can still log in, and how old the secret-id of this one is.
      'update auth/approle/role/astro_role/secret-id-accessor/lookup',
      'update auth/approle/role/astro_role/secret-id-accessor/lookup'
    ])
    expect(posts(stage)).toBe(posted)
    await run.remove()
  })
})

describe('rotation', () => {
  let stage: Stage
  beforeAll(async () => {
    const manifest = `version: 1\nname: rotation\napprole: { secret-id: { rotate-after: 30d, destroy-after: 0s } }\nvariables: { greeting: Hello }\nconnections: { warehouse: { conn_type: postgres, host: db } }\n`
    stage = await openStage({ files: { 'airflow-secrets.yaml': manifest } })
  })
  afterAll(() => stage.stop())
  const kwargs = () => JSON.parse(stage.astro.deployment('prod').value(KWARGS) ?? '')
  const quiet = { 'deploy-type': 'none' }

  it('keeps the replaced secret-id alive until destroy-after has passed, and not longer', async () => {
    expect((await stage.run()).exitCode).toBe(0)
    const old = kwargs()
    await stage.editManifest(text => text.replace('destroy-after: 0s', 'destroy-after: 25h'))
    const rotated = await stage.run({ inputs: { ...quiet, rotate: 'now' } })
    expect(rotated.exitCode).toBe(0)
    expect(kwargs().secret_id).not.toBe(old.secret_id)
    await readWith(stage.vault, old, 'greeting', 'warehouse')
    expect((await consumerRecord(stage.vault, stage.astro.deployment('prod').id))?.['retired']).toHaveLength(1)

    await stage.run({ inputs: quiet })
    await readWith(stage.vault, old, 'greeting', 'warehouse')

    await stage.editManifest(text => text.replace('destroy-after: 25h', 'destroy-after: 0s'))
    expect((await stage.run({ inputs: quiet })).exitCode).toBe(0)
    await expect(readWith(stage.vault, old, 'greeting', 'warehouse')).rejects.toThrow('invalid role or secret ID')
    await readWith(stage.vault, kwargs(), 'greeting', 'warehouse')
    expect((await secretIds(stage.vault)).size).toBe(1)
  })

  it('repairs KWARGS that somebody else has changed, and leaves the other variables alone', async () => {
    const deployment = stage.astro.deployment('prod')
    deployment.setVariable('TEAM_SETTING', 'kept')
    await stage.run({ inputs: quiet })
    const before = kwargs()
    deployment.setVariable(KWARGS, '{"broken":true}', { isSecret: true })
    expect((await stage.run({ inputs: quiet })).exitCode).toBe(0)
    expect(kwargs()).toMatchObject({ role_id: before.role_id })
    await readWith(stage.vault, kwargs(), 'greeting', 'warehouse')
    expect(deployment.value('TEAM_SETTING')).toBe('kept')
  })

  it('gives back what was deleted by hand: a secret, and KWARGS', async () => {
    stage.astro.deployment('prod').deleteVariable(KWARGS)
    await fetch(`${stage.vault.url}/v1/airflow/data/variables/greeting`, {
      method: 'DELETE',
      headers: { 'X-Vault-Token': stage.vault.rootToken }
    })
    expect((await stage.run({ inputs: quiet })).exitCode).toBe(0)
    await readWith(stage.vault, kwargs(), 'greeting', 'warehouse')
  })
})

it('on a platform that moves the times of all variables, another hand does not make it issue anew', async () => {
  const stage = await openStage({ astro: { updatedAt: 'all' } })
  try {
    expect((await stage.run()).exitCode).toBe(0)
    const before = stage.astro.deployment('prod').value(KWARGS)
    stage.astro.deployment('prod').setVariable('TEAM_SETTING', 'new')
    const run = await stage.run()
    expect(run.exitCode).toBe(0)
    expect(run.log).toContain('correct the record of the Deployment')
    const mayBeOurs = expect.objectContaining({ level: 'warning', message: expect.stringContaining('has new times on all') })
    expect(run.annotations).toContainEqual(mayBeOurs)
    expect(stage.astro.deployment('prod').value(KWARGS)).toBe(before)
    const again = await stage.run()
    expect(again.outputs['changed']).toBe('false')
    expect(again.annotations).not.toContainEqual(mayBeOurs)
  } finally {
    await stage.stop()
  }
})
