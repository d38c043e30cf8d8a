import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import { PASSWORD, serveAirflow } from '../../tools/airflow/serve.mjs'
import { airflow2Python, airflowPython } from '../../tools/real-parts.mjs'
import { type } from '../fakes/workstation.ts'

/** Two pages. */
const MANY = 130

const CONNECTIONS = {
  warehouse: {
    conn_type: 'postgres',
    host: 'db.example.com',
    port: 5432,
    schema: 'shop',
    login: 'etl',
    password: 'geheim-1',
    extra: '{"sslmode": "require", "nested": {"api_key": "geheim-2"}, "private_key": null}'
  },
  open: { conn_type: 'http', host: 'example.com' },
  'dotted.name-1': { conn_type: 'aws', extra: '{"aws_secret_access_key": "geheim-3", "region_name": "eu-west-1"}' }
}

/** Of Airflow 2 each is asked for by itself, which takes its one worker half a second. */
const MORE = Object.fromEntries(
  Array.from({ length: MANY }, (_, count) => [`many_${count}`, { conn_type: 'http', host: `h${count}` }])
)

const VARIABLES = {
  greeting: 'Hello',
  db_password: 'geheim-4',
  settings: { retries: 3, password: 'geheim-5' },
  'alert/emails': 'true',
  stars: '*** news ***',
  ...Object.fromEntries(Array.from({ length: MANY }, (_, count) => [`size_${count}`, String(count)]))
}

interface Manifest {
  readonly variables: Record<string, unknown>
  readonly connections: Record<string, { password?: unknown; extra?: unknown; host?: unknown }>
}

describe.each([2, 3] as const)('import --from-airflow, of a real Airflow %d', version => {
  const connections = { ...CONNECTIONS, ...(version === 3 ? MORE : {}) }
  let server: Awaited<ReturnType<typeof serveAirflow>>
  let done: Awaited<ReturnType<typeof type>>
  let manifest: Manifest

  const ask = (environment: Readonly<Record<string, string>>, ...options: string[]) =>
    type(['import', '--from-airflow', server.url, ...options], { environment })

  beforeAll(async () => {
    const python = await (version === 2 ? airflow2Python() : airflowPython())
    server = await serveAirflow({ python, version, connections, variables: VARIABLES })
    done = await ask({ AIRFLOW_USERNAME: 'admin', AIRFLOW_PASSWORD: PASSWORD })
    manifest = load(done.printed) as Manifest
  }, 400_000)

  afterAll(() => server.stop())

  it('has every connection and variable, from all pages', () => {
    expect(done.exitCode).toBe(0)
    expect(Object.keys(manifest.connections).sort()).toEqual(Object.keys(connections).sort())
    expect(Object.keys(manifest.variables).sort()).toEqual(Object.keys(VARIABLES).sort())
  })

  it('keeps what is no secret', () => {
    expect(manifest.connections['warehouse']).toMatchObject({
      conn_type: 'postgres',
      host: 'db.example.com',
      port: 5432,
      schema: 'shop',
      login: 'etl',
      extra: { sslmode: 'require', private_key: null }
    })
    expect(manifest.variables['greeting']).toBe('Hello')
    expect(manifest.variables['alert/emails']).toBe('true')
  })

  it('asks for what Airflow masks, and takes no asterisk for a value', () => {
    expect(manifest.connections['warehouse']).toMatchObject({
      password: { env: 'CONN_WAREHOUSE_PASSWORD' },
      extra: { nested: { api_key: { $env: 'CONN_WAREHOUSE_EXTRA_NESTED_API_KEY' } } }
    })
    for (const name of ['connections.warehouse.password', 'connections.warehouse.extra.nested.api_key', 'variables.stars'])
      expect(done.complained).toContain(`# ${name}, ${server.url}, masked\n`)
    expect(done.printed).not.toContain('***')
    expect(done.printed + done.complained).not.toContain('geheim')
  })

  it('cannot keep what is masked, whatever --plain says', async () => {
    const kept = await ask({ AIRFLOW_USERNAME: 'admin', AIRFLOW_PASSWORD: PASSWORD }, '--plain', 'variables.stars')
    expect(kept.exitCode).toBe(1)
    expect(kept.printed).toBe('')
    expect(kept.complained).toContain('--plain variables.stars cannot be kept')
  })

  it('says what to set where the login is missing or wrong', async () => {
    for (const environment of [
      {},
      { AIRFLOW_USERNAME: 'admin', AIRFLOW_PASSWORD: 'another' },
      { AIRFLOW_API_TOKEN: 'no-token' }
    ]) {
      const refused = await ask(environment)
      expect(refused).toMatchObject({ exitCode: 1, printed: '' })
      expect(refused.complained).toMatch(/^Airflow answered 40[13] to the request for (connections|a token): /)
      expect(refused.complained).toContain('Set AIRFLOW_API_TOKEN')
    }
  })

  if (version === 2) {
    it('says that Airflow 2 does not show which connections have a password', () => {
      expect(manifest.connections['open']).toMatchObject({ password: { env: 'CONN_OPEN_PASSWORD' } })
      expect(done.complained).toContain('Airflow 2 does not show which connections have a password')
    })
  } else {
    it('has no password for a connection that has none', () => {
      expect(manifest.connections['open']).toEqual({ conn_type: 'http', host: 'example.com' })
    })

    it('asks for the secret alone of a variable that is a structure', () => {
      expect(manifest.variables['settings']).toEqual({ json: { retries: 3, password: { $env: 'VAR_SETTINGS_PASSWORD' } } })
      expect(done.complained).toContain(`# variables.db_password, ${server.url}, masked\n`)
    })

    it('takes a token, as on Astro', async () => {
      const answer = await fetch(`${server.url}/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'admin', password: PASSWORD })
      })
      const { access_token: token } = (await answer.json()) as { access_token: string }
      expect(await ask({ AIRFLOW_API_TOKEN: token })).toEqual(done)
    })
  }
})
