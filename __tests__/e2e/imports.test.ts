import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readAsAirflow } from '../../tools/airflow/read.mjs'
import { airflowPython } from '../../tools/real-parts.mjs'
import { BUNDLE, openStage } from '../../tools/runner/stage.mjs'
import { attempt, refused, type Stage } from './attempt.ts'

const FILES = {
  'config/airflow-secrets.yaml': `version: 1
name: imports
imports:
  - file: ../airflow_settings.yaml
  - file: exported-variables.json
  - { file: .env, rename: { my_db: My_DB } }
variables:
  greeting: Hello
`,
  'airflow_settings.yaml': `airflow:
  connections:
    - conn_id: warehouse
      conn_type: postgres
      conn_host: ABC.example.com
      conn_login: etl
      conn_password: "geheim-warehouse p@s:s/w?o#rd"
  variables:
    - variable_name: greeting
      variable_value: Hello
`,
  'config/exported-variables.json': '{"settings": {"retries": 3, "key": "geheim-settings"}}',
  'config/.env': 'AIRFLOW_CONN_MY_DB=mysql://app:geheim-my-db@legacy/crm\nPATH_OF_MINE=x\n'
}

describe('a manifest with imports', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ files: FILES })
  })
  afterAll(() => stage.stop())
  const manifest = 'config/airflow-secrets.yaml'

  it('gives Airflow what the files hold, and the log none of it', async () => {
    const run = await stage.run({ inputs: { manifest } })
    expect({ exitCode: run.exitCode, log: run.exitCode === 0 ? '' : run.log }).toEqual({ exitCode: 0, log: '' })
    expect(run.log).not.toContain('geheim')
    const variables = stage.astro.deployment('prod').values()
    const read = await readAsAirflow({
      python: await airflowPython(),
      environment: Object.fromEntries(Object.entries(variables).filter(([key]) => key.startsWith('AIRFLOW__SECRETS__'))),
      variables: ['greeting', 'settings'],
      connections: ['warehouse', 'My_DB']
    })
    expect(read.variables).toEqual({ greeting: 'Hello', settings: '{"retries":3,"key":"geheim-settings"}' })
    expect(read.connections).toMatchObject({
      warehouse: { conn_type: 'postgres', host: 'ABC.example.com', login: 'etl', password: 'geheim-warehouse p@s:s/w?o#rd' },
      My_DB: { conn_type: 'mysql', host: 'legacy', login: 'app', password: 'geheim-my-db', schema: 'crm' }
    })
  })

  it.each(['plan', 'sync'])(
    'ends %s before anything is changed when a file contradicts it, with the place of the other',
    async mode => {
      const file = join(stage.project, 'config/exported-variables.json')
      await writeFile(file, '{"greeting": "geheim",\n"b": 1}')
      const also =
        'config/exported-variables.json:1: variable greeting is also in airflow_settings.yaml:9, with a different value; remove one of them, or rename one with `rename:`'
      expect(await attempt(stage, { inputs: { manifest, mode } })).toMatchObject(refused(also))
      await writeFile(file, FILES['config/exported-variables.json'])
    }
  )

  it('ends when a file is not there, also a plan', async () => {
    await rm(join(stage.project, 'config/.env'))
    const gone = 'the import config/.env cannot be read: there is no such file'
    expect(await attempt(stage, { inputs: { manifest, mode: 'plan' } })).toMatchObject(refused(gone))
    await writeFile(join(stage.project, 'config/.env'), FILES['config/.env'])
  })
})

describe('a manifest that imports a part of the environment', () => {
  const manifest = 'version: 1\nname: patterns\nimports:\n  - env: AIRFLOW_CONN_*\n  - env: AIRFLOW_VAR_*\n'
  const env = {
    AIRFLOW_CONN_WAREHOUSE: 'postgres://etl:geheim-warehouse@db.example.com/dwh',
    AIRFLOW_CONN_REPORTS: '{"conn_type": "http", "host": "reports", "password": "geheim-reports"}',
    AIRFLOW_VAR_REGION: 'geheim-region'
  }
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ files: { 'airflow-secrets.yaml': manifest } })
  })
  afterAll(() => stage.stop())

  it('gives Airflow what is there, and takes nothing away that is missing in a later run', async () => {
    const { AIRFLOW_CONN_REPORTS: _, ...fewer } = env
    for (const given of [env, fewer]) {
      const run = await stage.run({ env: given, inputs: { prune: 'apply' } })
      expect({ exitCode: run.exitCode, log: run.exitCode === 0 ? '' : run.log }).toEqual({ exitCode: 0, log: '' })
      expect(run.log).not.toContain('geheim')
      await run.remove()
    }
    const variables = stage.astro.deployment('prod').values()
    const read = await readAsAirflow({
      python: await airflowPython(),
      environment: Object.fromEntries(Object.entries(variables).filter(([key]) => key.startsWith('AIRFLOW__SECRETS__'))),
      variables: ['region'],
      connections: ['warehouse', 'reports']
    })
    expect(read.variables).toEqual({ region: 'geheim-region' })
    expect(read.connections).toMatchObject({
      warehouse: { conn_type: 'postgres', login: 'etl', password: 'geheim-warehouse', schema: 'dwh' },
      reports: { conn_type: 'http', host: 'reports', password: 'geheim-reports' }
    })
  })

  it('ends where a secret of GitHub is not defined, and plans without values', async () => {
    const without = { AIRFLOW_CONN_WAREHOUSE: '', AIRFLOW_VAR_REGION: 'geheim-region' }
    const lacks =
      'airflow-secrets.yaml:4:5: connections.warehouse needs AIRFLOW_CONN_WAREHOUSE, which is absent or empty in the environment of this step'
    expect(await attempt(stage, { env: without })).toMatchObject(refused(lacks))
    const run = await stage.run({ env: {}, inputs: { mode: 'plan' } })
    expect([run.exitCode, run.log]).toEqual([0, expect.stringContaining('What it would bring was not compared')])
    await run.remove()
  })
})

describe('a manifest that `import` has printed', () => {
  it('gives Airflow the same, with the GitHub secrets that it asks for', async () => {
    const stage = await openStage({ files: FILES })
    try {
      const files = ['airflow_settings.yaml', 'config/exported-variables.json', 'config/.env']
      const args = [BUNDLE, 'import', ...files, '--name', 'moved']
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: stage.project })
      expect(stdout + stderr).not.toContain('geheim')
      const secrets: Record<string, string> = {
        CONN_WAREHOUSE_PASSWORD: 'geheim-warehouse p@s:s/w?o#rd',
        CONN_MY_DB_PASSWORD: 'geheim-my-db',
        VAR_SETTINGS_KEY: 'geheim-settings'
      }
      expect([...stderr.matchAll(/^gh secret set (\S+)/gm)].map(([, name]) => name).sort()).toEqual(Object.keys(secrets).sort())
      await writeFile(join(stage.project, 'airflow-secrets.yaml'), stdout)
      stage.commit('Move over')
      const run = await stage.run({ env: secrets })
      await run.remove()
      expect([run.exitCode, run.exitCode === 0 ? '' : run.log]).toEqual([0, ''])
      const variables = stage.astro.deployment('prod').values()
      const read = await readAsAirflow({
        python: await airflowPython(),
        environment: Object.fromEntries(Object.entries(variables).filter(([key]) => key.startsWith('AIRFLOW__SECRETS__'))),
        variables: ['greeting', 'settings'],
        connections: ['warehouse', 'my_db']
      })
      expect(read.variables).toEqual({ greeting: 'Hello', settings: '{"retries":3,"key":"geheim-settings"}' })
      expect(read.connections).toMatchObject({
        warehouse: { conn_type: 'postgres', host: 'ABC.example.com', login: 'etl', password: 'geheim-warehouse p@s:s/w?o#rd' },
        my_db: { conn_type: 'mysql', host: 'legacy', login: 'app', password: 'geheim-my-db', schema: 'crm' }
      })
    } finally {
      await stage.stop()
    }
  })
})
