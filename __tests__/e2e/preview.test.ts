import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { attempt, type Stage } from './attempt.ts'
import { KWARGS } from './reaper.ts'
import { astroOf, type } from './typing.ts'
import { ask, type Json, keysBelow, readSecret, readWith, secretIds } from './vault-over-http.ts'
import { leastPolicy, pipelineRole } from './workflow-run.ts'

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

  it('is not even recorded again where somebody at a terminal does not agree', async () => {
    expect(await preview('deploy')).toMatchObject(green)
    const record = async () =>
      (await ask(stage.vault, `airflow/metadata/_astro-vault-action/consumers/${previewed()?.fields.name}`))?.['data']
    const before = await record()
    const about = ['--preview', 'deploy', '--preview-for', '42', '--deployment-id', base().id, ...astroOf(stage)]
    const { exitCode, stdout } = await type(stage, ['deploy', ...about], { keys: 'n\n' })
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('not agreed to; nothing was changed')])
    expect(before).toBeDefined()
    expect(await record()).toEqual(before)
  })

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

describe('a preview that may read what its base reads', () => {
  it.each([
    ['names other folders', 'vault: { variables-path: team-b }\n'],
    ['names other folders for connections', 'vault: { connections-path: team-b/connections }\n'],
    ['makes its base isolated', 'deployments: { prod: { deployment-name: prod, isolate: true } }\n']
  ])('is not made where the manifest of the pull request %s', async (_, change) => {
    expect(await attempt(stage)).toMatchObject(green)
    await stage.editManifest(text => text + change)
    const isolated: Record<string, string> = change.includes('isolate') ? { deployment: 'prod', 'deployment-id': '' } : {}
    expect(await preview('deploy', isolated)).toMatchObject({
      exitCode: 1,
      errors: [
        expect.stringMatching(
          /^preview preview-.* may read what prod reads, which is airflow\/variables and airflow\/connections,/
        )
      ],
      inVault: [],
      inAstro: []
    })
  })
})

describe('a preview that is isolated', () => {
  const own = { 'preview-isolate': 'true', 'preview-for': 'feature/x' }
  const values = { WAREHOUSE_PASSWORD: 'for-tests-only' }

  it('reads its own folders with the values of its job, and those of its base are closed to it', async () => {
    expect(await attempt(stage)).toMatchObject(green)
    const before = await secretsIn()
    expect(await preview('deploy', own, values)).toMatchObject(green)
    const kwargs = JSON.parse(previewed()?.value(KWARGS) ?? '{}')
    const [, connection] = await readWith(stage.vault, kwargs, 'greeting', 'warehouse')
    expect(connection['conn_uri']).toContain('for-tests-only')
    await expect(
      readWith(stage.vault, { ...kwargs, variables_path: 'variables', connections_path: 'connections' }, 'greeting', 'warehouse')
    ).rejects.toThrow('403')
    expect(await secretsIn()).toMatchObject(before)

    const name = previewed()?.fields.name
    expect(await preview('delete', own)).toMatchObject(green)
    expect(await secretsIn()).toEqual({
      ...before,
      [`${name}/variables/greeting`]: undefined,
      [`${name}/connections/warehouse`]: undefined
    })
    expect((await attempt(stage)).summary).not.toContain('preview-')
  })
})

it.each(['approle: { name: astro_other }', 'approle: { policy: other_policy }'])(
  'a preview keeps role and policy until it is deleted, although the manifest says %s',
  async change => {
    expect(await attempt(stage)).toMatchObject(green)
    await preview('deploy')
    await stage.editManifest(text => `${text}${change}\n`)
    expect(await preview('deploy')).toMatchObject({
      exitCode: 1,
      errors: [
        expect.stringMatching(/^preview preview-.* has role approle\/astro_role-preview-.*, and with this manifest it would get/)
      ],
      inVault: [],
      inAstro: []
    })
    expect(await preview('delete')).toMatchObject(green)
    expect([await rolesOf(), stage.astro.deployments.length]).toEqual([['astro_role'], 1])
  }
)

it('a preview that lives on is named when another name is to be deleted', async () => {
  expect(await attempt(stage)).toMatchObject(green)
  await preview('deploy')
  const byName = { 'deployment-id': '', 'deployment-name': 'prod' }
  const { annotations, ...run } = await preview('delete', byName)
  expect(run).toMatchObject({ ...green, inVault: [], inAstro: [] })
  expect(annotations.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(
      /^preview preview-prod-pr-42-.* does not exist, but pull request 42 still has .*deployment-id: cldep00000000000000000001/s
    )
  )
  expect(stage.astro.deployments).toHaveLength(2)
})

it('a preview that was renamed in Astro is not made twice, and is deleted', async () => {
  expect(await attempt(stage)).toMatchObject(green)
  await preview('deploy')
  const made = previewed()
  if (made !== undefined) made.fields.name = 'Sandbox'
  expect(await preview('deploy')).toMatchObject(green)
  expect(stage.astro.deployments).toHaveLength(2)
  expect(await preview('delete')).toMatchObject(green)
  expect(stage.astro.deleted.map(({ id }) => id)).toEqual([made?.id])
  expect(await rolesOf()).toEqual(['astro_role'])
})

describe('what is no preview', () => {
  beforeEach(async () => void expect(await attempt(stage)).toMatchObject(green))

  it('is neither used nor deleted if its description shows no more that it is one, but what its role may read is over', async () => {
    await preview('deploy')
    const made = previewed()
    const { description = '' } = made?.fields ?? {}
    if (made !== undefined) made.fields.description = 'Mine, and important'
    for (const what of ['deploy', 'delete', 'delete'] as const)
      expect(await preview(what)).toMatchObject({
        exitCode: 1,
        errors: [
          expect.stringMatching(/its description no longer ends with the mark .*\n.*Put `\(astro-vault-action \w+\)` back/)
        ],
        inAstro: []
      })
    expect(previewed()).toBe(made)
    expect(await rolesOf()).toEqual(['astro_role'])

    if (made !== undefined) made.fields.description = description
    expect(await preview('delete')).toMatchObject(green)
    expect(previewed()).toBeUndefined()
  })
})

describe('when something goes wrong', () => {
  beforeEach(async () => void expect(await attempt(stage)).toMatchObject(green))

  it('of two runs for one pull request, one waits for the other, and there is one preview', async () => {
    const runs = await Promise.all(['11', '12'].map(id => preview('deploy', {}, { GITHUB_RUN_ID: id })))
    expect(runs).toMatchObject([green, green])
    expect(stage.astro.deployments).toHaveLength(2)
    const role = (await rolesOf()).find((name: string) => name.includes('preview-'))
    expect((await secretIds(stage.vault, role)).size).toBe(1)
  })

  it('a preview that was deleted while it was deployed is gone, or is whole', async () => {
    await preview('deploy')
    await Promise.all([preview('delete', {}, { GITHUB_RUN_ID: '21' }), preview('deploy', {}, { GITHUB_RUN_ID: '22' })])
    const there = previewed()
    if (there === undefined) expect(await rolesOf()).toEqual(['astro_role'])
    else await readWith(stage.vault, JSON.parse(there.value(KWARGS) ?? '{}'), 'greeting', 'warehouse')
  })
})

it('is refused where the pipeline may do nothing with previews, with the lines to add, and with these it goes on', async () => {
  expect(await attempt(stage)).toMatchObject(green)
  const about = ['--preview', 'deploy', '--preview-for', 'any', '--deployment-id', 'any', '--mode', 'deploy']
  const policy = await leastPolicy(stage, ...about)
  expect(policy).toContain('path "auth/approle/role/astro_role-preview-*"')
  expect(policy).not.toMatch(/astro_role[/"]|data\/(variables|connections)/)
  const { vars, secrets } = await pipelineRole(stage.vault, policy)
  const login = {
    'vault-token': '',
    'vault-auth-method': 'approle',
    'vault-auth-mount': 'pipeline',
    'vault-role-id': vars['VAULT_ROLE_ID'] ?? '',
    'vault-secret-id': secrets['VAULT_SECRET_ID'] ?? ''
  }
  await ask(stage.vault, 'sys/policies/acl/astro-pipeline', { policy: policy.replaceAll('-preview-*', '-nothing-*') })
  expect(await preview('deploy', login)).toMatchObject({
    exitCode: 1,
    errors: [expect.stringContaining('path "auth/approle/role/astro_role-preview-*"')],
    inVault: [],
    inAstro: []
  })
  await ask(stage.vault, 'sys/policies/acl/astro-pipeline', { policy })
  expect(await preview('deploy', login)).toMatchObject(green)
  expect(await preview('delete', login)).toMatchObject(green)
  expect(stage.astro.deployments).toHaveLength(1)
})

it('a scheduled sync names a preview whose time is over, and says how to delete it', async () => {
  expect(await attempt(stage)).toMatchObject(green)
  await preview('deploy')
  const name = previewed()?.fields.name ?? ''
  const sync = async () => (await attempt(stage, { inputs: { mode: 'sync' } })).annotations.map(({ message }) => message)
  expect((await sync()).filter(message => message.includes('expired'))).toEqual([])
  const path = `_astro-vault-action/consumers/${name}`
  const found = await readSecret(stage.vault, 'airflow', path)
  const record = JSON.parse(found?.data['value'])
  record.preview.until = '2026-01-01T00:00:00.000Z'
  await ask(stage.vault, `airflow/data/${path}`, { data: { value: JSON.stringify(record) } })
  expect((await sync()).find(message => message.includes('expired'))).toMatch(
    /preview-for: 42.*deployment-id: cldep00000000000000000001/
  )
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
