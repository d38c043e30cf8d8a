import { inspect } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import type { Environment } from '../../src/base/environment.ts'
import { saidOf, sentenceOf } from '../../src/base/finding.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { aManifest, resolveForKv, valuesOf } from '../build/manifest.ts'

const resolved = (difference: object, environment: Environment = {}) => {
  const manifest = aManifest({ variables: {}, connections: {}, ...difference })
  return resolveForKv(manifest, scopeOf(manifest), valuesOf(environment))
}
const variable = (raw: unknown, environment: Environment = {}) => resolved({ variables: { x: raw } }, environment)
const connection = (raw: unknown, environment: Environment = {}) => resolved({ connections: { x: raw } }, environment)
/** The value that Airflow will get. */
const airflowGets = ({ wanted }: ReturnType<typeof resolveForKv>) => wanted[0]?.data?.reveal()
const unresolved = (resolution: ReturnType<typeof resolveForKv>) => resolution.unresolved.map(saidOf)
const problems = (resolution: ReturnType<typeof resolveForKv>) => resolution.problems.map(saidOf)

it('a description that cannot be kept is told, as every other field', () => {
  const raw = { conn_type: 'http', format: 'fields', description: 'half of \ud800' }
  expect(problems(connection(raw))).toEqual([
    expect.stringMatching(/^connections\.x\.description contains half a surrogate pair/)
  ])
})

describe('a variable', () => {
  it('is a constant, as it stands in the file', () => {
    expect(airflowGets(variable('Hello'))).toEqual({ value: 'Hello' })
  })

  it('comes from the environment, byte for byte', () => {
    expect(airflowGets(variable({ env: 'X' }, { X: ' a\nb ' }))).toEqual({ value: ' a\nb ' })
  })

  it('is JSON with sources at any depth; everything else in it is data', () => {
    const json = { retries: 3, list: [{ $env: 'A' }, { deep: { $env: 'B' } }], env: 'A', none: null, $other: true }
    expect(airflowGets(variable({ json }, { A: 'one "quoted"', B: 'two' }))).toEqual({
      value: '{"retries":3,"list":["one \\"quoted\\"",{"deep":"two"}],"env":"A","none":null,"$other":true}'
    })
  })

  it.each([
    [3, '3'],
    [true, 'true'],
    [null, 'null'],
    ['text', '"text"']
  ])('is JSON of the plain value %j', (json, value) => {
    expect(airflowGets(variable({ json }))).toEqual({ value })
  })
})

describe('a source', () => {
  it.each<[string, Environment]>([
    ['absent', {}],
    ['empty, as GitHub sends an undefined secret', { X: '' }]
  ])('that is %s is not resolved, and the place is named', (_, environment) => {
    const resolution = variable({ env: 'X' }, environment)
    const lacks = 'needs X, which is absent or empty in the environment of this step'
    expect(resolution.wanted).toEqual([{ path: 'variables/x', label: 'variables.x', lacks }])
    expect(unresolved(resolution)).toEqual([`variables.x ${lacks}`])
    expect(resolution.unresolved[0]).toMatchObject({ place: { file: 'airflow-secrets.yaml', line: 4, column: 3 } })
  })

  it('names all that is missing in one secret', () => {
    const raw = { conn_type: 'http', login: { env: 'A' }, extra: { key: { $env: 'B' } } }
    expect(unresolved(connection(raw))).toEqual([
      'connections.x needs A, B, which are absent or empty in the environment of this step'
    ])
  })

  it.each<[string, Environment]>([
    ['absent', {}],
    ['empty', { X: '' }]
  ])('that is %s may be so with allow-empty', (_, environment) => {
    expect(airflowGets(variable({ env: 'X', 'allow-empty': true }, environment))).toEqual({ value: '' })
    expect(airflowGets(variable({ json: { a: { $env: 'X', '$allow-empty': true } } }, environment))).toEqual({
      value: '{"a":""}'
    })
  })

  it('does not spoil the others', () => {
    const { wanted } = resolved({ variables: { a: { env: 'A' }, b: { env: 'B' } } }, { B: 'two' })
    expect(wanted.map(({ data }) => data?.reveal())).toEqual([undefined, { value: 'two' }])
  })
})

describe('a connection', () => {
  it('is written as a URI with every field', () => {
    const raw = {
      conn_type: 'postgres',
      host: 'db.example.com',
      port: 5432,
      schema: 'analytics',
      login: 'etl',
      password: { env: 'PASSWORD' },
      extra: { sslmode: 'require', key: { $env: 'KEY' } }
    }
    const { conn_uri: uri } = airflowGets(connection(raw, { PASSWORD: 'p@s:s/w', KEY: 'k&y' })) as { conn_uri: string }
    expect(uri).toMatch(/^postgres:\/\/etl:p%40s%3As%2Fw@db\.example\.com:5432\/analytics\?/)
    expect(JSON.parse(new URL(uri).searchParams.get('__extra__') ?? '')).toEqual({ sslmode: 'require', key: 'k&y' })
  })

  it('takes its port from the environment', () => {
    expect(airflowGets(connection({ conn_type: 'http', host: 'h', port: { env: 'PORT' } }, { PORT: ' 8080 ' }))).toEqual({
      conn_uri: 'http://h:8080'
    })
  })

  it.each(['http', '99999', '80.5', '-1'])('refuses %j as a port, and does not show it', port => {
    const resolution = connection({ conn_type: 'http', port: { env: 'PORT' } }, { PORT: port })
    expect(problems(resolution)).toHaveLength(1)
    expect(problems(resolution)[0]).toContain('connections.x')
    expect(problems(resolution)[0]).toContain('port')
  })

  it('takes the whole URI from the environment', () => {
    expect(airflowGets(connection({ conn_uri: { env: 'URI' } }, { URI: 'postgres://me:p%40ss@db/x' }))).toEqual({
      conn_uri: 'postgres://me:p%40ss@db/x'
    })
  })

  it.each(['{"conn_type": "http"}', 'no uri'])('refuses a value that is no URI, and does not show it', value => {
    const resolution = connection({ conn_uri: { env: 'URI' } }, { URI: value })
    expect(problems(resolution)).toHaveLength(1)
    expect(problems(resolution)[0]).toMatch(/^connections\.x\.conn_uri /)
    expect(problems(resolution)[0]).not.toContain(value)
  })

  it('refuses an empty URI that was allowed to be empty', () => {
    const resolution = connection({ conn_uri: { env: 'URI', 'allow-empty': true } })
    expect(problems(resolution)).toEqual(['connections.x has an empty conn_uri'])
  })
})

describe('what is probably not meant so', () => {
  it('are names that differ in case only, secrets that are folders too, and very large values', () => {
    const large = { conn_type: 'ssh', password: { env: 'KEY' } }
    const { warnings } = resolved(
      {
        variables: { Region: 'a', region: 'b', team: 'c', 'team/key': 'd' },
        connections: { large, Large: { conn_type: 'ssh' } }
      },
      { KEY: 'x'.repeat(300 * 1024) }
    )
    expect(warnings.map(sentenceOf)).toEqual([
      'variables Region and region differ only in case; Vault keeps them apart, but people may not',
      'variable team is both a secret and a folder of other secrets (team/key)',
      'connections large and Large differ only in case; Vault keeps them apart, but people may not',
      'connections.large takes 301 KiB as JSON, and every task that asks for it loads all of it; keep more than 256 KiB elsewhere'
    ])
  })

  it('and what Vault could not store is refused', () => {
    const resolution = connection({ conn_type: 'ssh', password: { env: 'KEY' } }, { KEY: 'x'.repeat(1024 * 1024) })
    expect(problems(resolution)).toEqual([
      expect.stringMatching(/^connections\.x takes 1025 KiB as JSON, and a secret must stay below 1024 KiB/)
    ])
  })
})

describe('what has to be masked', () => {
  it('are the sources that were read, and never constants', () => {
    const { sources } = resolved(
      {
        variables: { a: 'constant', b: { env: 'B' }, c: { json: { d: { $env: 'D' } } }, e: { env: 'E' } },
        connections: { f: { conn_type: 'http', password: { env: 'F' } } }
      },
      { B: 'one', D: 'two', F: 'three', UNUSED: 'four' }
    )
    expect([...sources].map(([name, secret]) => [name, secret.reveal()])).toEqual([
      ['B', 'one'],
      ['D', 'two'],
      ['F', 'three']
    ])
  })
})

describe('a resolved value', () => {
  it('is printed by nothing', () => {
    const resolution = variable({ env: 'X' }, { X: 'hunter2' })
    for (const text of [JSON.stringify(resolution), inspect(resolution, { depth: 9 }), `${resolution.wanted[0]?.data}`])
      expect(text).not.toContain('hunter2')
  })
})

it.each([
  [
    'postgres://u@MyHost/db',
    'connections.x conn_uri has capital letters in its host, which Airflow reads in lower case; percent-encode them if they matter'
  ],
  ['http://h/?a=1&a=2', 'connections.x conn_uri repeats a parameter, of which Airflow uses the last; remove the others']
])('warns of what Airflow would lose of a URI: %s', (conn_uri, warning) => {
  expect(connection({ conn_uri }).warnings.map(sentenceOf)).toEqual([warning])
})
