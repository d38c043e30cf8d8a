import { describe, expect, it } from '@jest/globals'
import { sentenceOf } from '../../src/base/finding.ts'
import { entriesFor } from '../../src/manifest/entries.ts'
import { withMatches } from '../../src/manifest/matches.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { aManifest, manifestText, resolveForKv, valuesOf } from '../build/manifest.ts'

/** What `imports: [{ env: AIRFLOW_CONN_* }]` brings from the environment of a step. */

const ALL = { imports: [{ env: 'AIRFLOW_CONN_*' }, { env: 'AIRFLOW_VAR_*' }], variables: {}, connections: {} }

function matched(difference: object, environment: Readonly<Record<string, string>>) {
  const { manifest, idle, problems } = withMatches(aManifest({ ...ALL, ...difference }), environment)
  const names = entriesFor(manifest, scopeOf(manifest)).map(({ kind, name }) => `${kind} ${name}`)
  return { names, idle: idle.map(({ text }) => text), problems: problems.map(sentenceOf) }
}

describe('a pattern brings', () => {
  it.each<[string, object, Record<string, string>, string[]]>([
    [
      "connections and variables by Airflow's two prefixes, in lower case",
      {},
      { AIRFLOW_VAR_REGION: 'eu', AIRFLOW_CONN_WAREHOUSE: 'http://a', WAREHOUSE: 'x', AIRFLOW_HOME: '/' },
      ['variable region', 'connection warehouse']
    ],
    [
      'what begins with more than the prefix',
      { imports: [{ env: 'AIRFLOW_CONN_DWH_*' }] },
      { AIRFLOW_CONN_DWH_RAW: 'http://a', AIRFLOW_CONN_CRM: 'http://a', AIRFLOW_VAR_DWH_X: 'x' },
      ['connection dwh_raw']
    ],
    ['nothing of a prefix alone', {}, { AIRFLOW_CONN_: 'http://a' }, []],
    ['a name whose secret is empty, too', {}, { AIRFLOW_VAR_REGION: '' }, ['variable region']],
    [
      'nothing that the manifest takes from that variable, under a name with capitals, too',
      { connections: { My_DB: { conn_uri: { env: 'AIRFLOW_CONN_MY_DB' } } } },
      { AIRFLOW_CONN_MY_DB: 'http://a' },
      ['connection My_DB']
    ],
    [
      'nothing that the manifest takes from that variable, also where it has the name twice, in another case',
      { connections: { My_DB: { conn_uri: { env: 'AIRFLOW_CONN_MY_DB' } }, my_db: { conn_uri: 'http://b' } } },
      { AIRFLOW_CONN_MY_DB: 'http://a' },
      ['connection My_DB', 'connection my_db']
    ],
    [
      'nothing that the manifest takes from that variable under a different name',
      { connections: { dwh: { conn_uri: { env: 'AIRFLOW_CONN_WAREHOUSE' } } } },
      { AIRFLOW_CONN_WAREHOUSE: 'http://a' },
      ['connection dwh']
    ]
  ])('%s', (_, difference, environment, names) => {
    expect(matched(difference, environment)).toMatchObject({ names, problems: [] })
  })

  it('as URI or as JSON, whichever the value is', () => {
    const environment = { AIRFLOW_CONN_A: 'http://geheim@a', AIRFLOW_CONN_B: ' {"conn_type": "http", "host": "b"}' }
    const { manifest } = withMatches(aManifest(ALL), environment)
    const { wanted, problems, sources } = resolveForKv(manifest, scopeOf(manifest), valuesOf(environment))
    expect(problems).toEqual([])
    expect(wanted.map(({ label, data }) => [label, data?.reveal()])).toEqual([
      ['connections.a', { conn_uri: 'http://geheim@a' }],
      ['connections.b', { conn_uri: 'http://b' }]
    ])
    expect([...sources.keys()]).toEqual(['AIRFLOW_CONN_A', 'AIRFLOW_CONN_B'])
  })

  it('to no other Deployment what an isolated one has for itself', () => {
    const connections = { warehouse: { conn_uri: { env: 'AIRFLOW_CONN_WAREHOUSE_PROD' } } }
    const prod = { 'deployment-name': 'prod', isolate: true, connections }
    const environment = { AIRFLOW_CONN_WAREHOUSE: 'http://a', AIRFLOW_CONN_WAREHOUSE_PROD: 'http://b' }
    expect(matched({ deployments: { prod } }, environment).names).toEqual(['connection warehouse'])
  })

  it('what an isolated Deployment may replace', () => {
    const dev = { 'deployment-name': 'dev', isolate: true, variables: { region: 'us' } }
    const { manifest, problems } = withMatches(aManifest({ ...ALL, deployments: { dev } }), { AIRFLOW_VAR_REGION: 'eu' })
    const [entry] = entriesFor(manifest, scopeOf(manifest, 'dev'))
    expect([problems, entry]).toMatchObject([[], { name: 'region', value: { kind: 'constant', text: 'us' } }])
  })
})

describe('a pattern is idle', () => {
  it('that matches nothing', () => {
    expect(matched({}, { AIRFLOW_VAR_A: 'a' })).toMatchObject({ idle: ['AIRFLOW_CONN_*'] })
  })

  it('unless something matches it, although an earlier pattern has brought that', () => {
    const imports = ['AIRFLOW_CONN_*', 'AIRFLOW_CONN_DWH_*', 'AIRFLOW_CONN_CRM_*'].map(env => ({ env }))
    expect(matched({ imports }, { AIRFLOW_CONN_DWH_RAW: 'http://a' })).toEqual({
      names: ['connection dwh_raw'],
      idle: ['AIRFLOW_CONN_CRM_*'],
      problems: []
    })
  })
})

it('a value that cannot be used, or is empty, is told of by name, at the pattern', () => {
  const environment = { AIRFLOW_CONN_A: 'geheim', AIRFLOW_CONN_B: '' }
  const { manifest } = withMatches(aManifest(ALL), environment)
  const { problems, unresolved } = resolveForKv(manifest, scopeOf(manifest), valuesOf(environment))
  const line =
    manifestText(ALL)
      .split('\n')
      .findIndex(text => text.includes('AIRFLOW_CONN_*')) + 1
  expect([...problems, ...unresolved].map(one => [one.subject, one.place?.line])).toEqual([
    ['connections.a.conn_uri', line],
    ['connections.b', line]
  ])
  expect(JSON.stringify([problems, unresolved])).not.toContain('geheim')
})

describe('a match is refused', () => {
  it.each<[string, object, Record<string, string>, string]>([
    [
      'where the manifest defines that name otherwise, and no values are compared',
      { variables: { region: 'eu' } },
      { AIRFLOW_VAR_REGION: 'eu' },
      'variables.region is also AIRFLOW_VAR_REGION in the environment of this step, which AIRFLOW_VAR_* imports; remove one of them'
    ],
    ['of a team', {}, { AIRFLOW_CONN__ML___DB: 'http://a' }, 'AIRFLOW_CONN__ML___DB, which is for team ML only'],
    ['that is not in capitals', {}, { AIRFLOW_CONN_db: 'http://a' }, 'matches AIRFLOW_CONN_db, which is not in capitals'],
    [
      'that is in capitals other than ASCII, although its name is one that is listed',
      { connections: { k: { conn_uri: 'http://a' } } },
      { 'AIRFLOW_CONN_\u212a': 'http://b' },
      'which is not in capitals'
    ],
    ['with a name that Airflow cannot have', {}, { 'AIRFLOW_CONN_A/B': 'http://a' }, 'AIRFLOW_CONN_A/B, which contains a /']
  ])('%s', (_, difference, environment, problem) => {
    expect(matched(difference, environment).problems).toEqual([expect.stringContaining(problem)])
  })
})

describe('an entry is refused', () => {
  it.each([
    [{ env: 'AIRFLOW_CONN_WAREHOUSE' }, 'must be AIRFLOW_CONN_* or AIRFLOW_VAR_*'],
    [{ env: 'AIRFLOW_*' }, 'must be AIRFLOW_CONN_* or AIRFLOW_VAR_*'],
    [{ env: 'AIRFLOW_VAR_*_KEY' }, 'must be AIRFLOW_CONN_* or AIRFLOW_VAR_*'],
    [{ env: 'AIRFLOW_VAR_*', file: '.env' }, 'needs exactly one of file and env'],
    [{}, 'needs exactly one of file and env'],
    [{ env: 'AIRFLOW_VAR_*', rename: { a: 'A' } }, 'works only with `file`']
  ])('%j', (entry, message) => {
    expect(() => aManifest({ imports: [entry] })).toThrow(message)
  })
})
