import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { dump } from 'js-yaml'
import { readAsAirflow } from '../../tools/airflow/read.mjs'
import { airflowPython } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'

/** Passwords that break hand-made URIs, shells and environment files. */
const PASSWORDS = {
  AT: 'p@s:s/w?o#rd',
  PERCENT: '100%',
  PLUS: 'a+b c',
  DOLLAR: '$HOME ${HOME} $$',
  QUOTES: `"double" 'single' \`back\` \\`,
  NEWLINE: 'first line\nsecond line\n',
  EMOJI: 'schlüssel 🔑 ／＠',
  BRACKETS: '[]{}|^<>&=;,!()*~'
}

const names = Object.keys(PASSWORDS) as (keyof typeof PASSWORDS)[]
const idOf = (name: string) => `conn_${name.toLowerCase()}`
const source = (name: string) => ({ env: `SECRET_${name}` })

const MANIFEST = dump({
  version: 1,
  name: 'airflow',
  variables: {
    ...Object.fromEntries(names.map(name => [`var_${name.toLowerCase()}`, source(name)])),
    'team/nested-key': 'Below a folder',
    structure: { json: { list: [1, true, null], key: { $env: 'SECRET_QUOTES' } } }
  },
  connections: {
    ...Object.fromEntries(
      names.map(name => [
        idOf(name),
        {
          conn_type: 'google_cloud_platform',
          host: 'ABC-XY12345.Example.com',
          port: 5432,
          schema: 'a/b?c',
          login: source(name),
          password: source(name),
          extra: { nested: { list: [1, 2], secret: { $env: `SECRET_${name}` } }, url: 'http://x/?a=1&b=2#f' }
        }
      ])
    ),
    with_scheme: { conn_type: 'http', host: 'https://api.example.com', port: 8443 },
    only_type: { conn_type: 'aws' },
    as_uri: { conn_uri: { env: 'SECRET_URI' } }
  }
})

describe("Airflow's VaultBackend, in its own Python, with the Deployment's variables", () => {
  let stage: Awaited<ReturnType<typeof openStage>>
  let read: Awaited<ReturnType<typeof readAsAirflow>>

  beforeAll(async () => {
    stage = await openStage({ files: { 'airflow-secrets.yaml': MANIFEST } })
    const secrets = Object.fromEntries(names.map(name => [`SECRET_${name}`, PASSWORDS[name]]))
    const run = await stage.run({
      env: { ...secrets, SECRET_URI: 'postgresql://us%40er:p%2Fw@Db.example.com:5432/shop?sslmode=require' }
    })
    expect({ exitCode: run.exitCode, log: run.exitCode === 0 ? '' : run.log }).toEqual({ exitCode: 0, log: '' })
    const variables = stage.astro.deployment('prod').values()
    read = await readAsAirflow({
      python: await airflowPython(),
      environment: Object.fromEntries(Object.entries(variables).filter(([key]) => key.startsWith('AIRFLOW__SECRETS__'))),
      variables: [...names.map(name => `var_${name.toLowerCase()}`), 'team/nested-key', 'structure'],
      connections: [...names.map(idOf), 'with_scheme', 'only_type', 'as_uri']
    })
  })
  afterAll(() => stage.stop())

  it('is what Airflow has built from them', () => {
    expect(read.backend).toMatch(/VaultBackend$/)
  })

  it.each(names)('returns the variable with %s as it was given', name => {
    expect(read.variables[`var_${name.toLowerCase()}`]).toBe(PASSWORDS[name])
  })

  it.each(names)('returns the connection with %s field by field', name => {
    const { extra_dejson, ...fields } = read.connections[idOf(name)] ?? {}
    expect(fields).toMatchObject({
      conn_type: 'google_cloud_platform',
      host: 'ABC-XY12345.Example.com',
      port: 5432,
      schema: 'a/b?c',
      login: PASSWORDS[name],
      password: PASSWORDS[name]
    })
    expect(extra_dejson).toEqual({ nested: { list: [1, 2], secret: PASSWORDS[name] }, url: 'http://x/?a=1&b=2#f' })
  })

  it('returns folders, structures, hosts with a scheme, and URIs of others', () => {
    expect(read.variables['team/nested-key']).toBe('Below a folder')
    expect(JSON.parse(read.variables['structure'] ?? '')).toEqual({ list: [1, true, null], key: PASSWORDS.QUOTES })
    expect(read.connections['with_scheme']).toMatchObject({ conn_type: 'http', host: 'https://api.example.com', port: 8443 })
    expect(read.connections['only_type']).toMatchObject({ conn_type: 'aws', login: null, password: null, port: null })
    expect(read.connections['as_uri']).toMatchObject({
      conn_type: 'postgres',
      login: 'us@er',
      password: 'p/w',
      host: 'db.example.com',
      schema: 'shop',
      extra_dejson: { sslmode: 'require' }
    })
  })
})
