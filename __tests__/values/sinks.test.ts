import { describe, expect, it } from '@jest/globals'
import type { Environment } from '../../src/base/environment.ts'
import { sentenceOf } from '../../src/base/finding.ts'
import { readImports } from '../../src/imports/read.ts'
import { entriesFor } from '../../src/manifest/entries.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { kvSink } from '../../src/values/kv.ts'
import { resolve } from '../../src/values/resolve.ts'
import type { Sink } from '../../src/values/resolved.ts'
import { aManifest, valuesOf } from '../build/manifest.ts'

interface Around {
  readonly files?: Readonly<Record<string, string>>
  readonly environment?: Environment
  readonly isolate?: string
}

/** What a manifest asks for, and what its imports bring. */
function asked(difference: object, { files = {}, environment = {}, isolate }: Around = {}) {
  const manifest = aManifest({ variables: {}, connections: {}, ...difference })
  const scope = scopeOf(manifest, isolate)
  const imports = Object.keys(files).map(file => ({ file, rename: new Map() }))
  const imported = readImports(imports, file => files[file] ?? '')
  const into = <T>(sink: Sink<T>) =>
    resolve({ manifest, scope, own: entriesFor(manifest, scope), imported }, valuesOf(environment), sink)
  return { into, inKv: () => into(kvSink({ manifest, scope })) }
}

const asItIs: Sink<unknown> = ({ kind, name, ...one }) => ({
  made: 'text' in one ? `${kind} ${name}: ${one.text.reveal()}` : `${kind} ${name}`
})

describe('a sink', () => {
  const dev = { 'deployment-name': 'dev', isolate: true, variables: { a: 'own' } }
  const difference = { variables: { a: 'shared', b: { env: 'B' } }, deployments: { dev } }

  it('takes variables and connections one by one, whatever folders Vault has for them', () => {
    const around = { files: { 'conns.json': '{"web": {"conn_type": "http"}}' }, environment: { B: 'two' } }
    const moved = { vault: { mount: 'kv', 'variables-path': 'team/v', 'connections-path': 'team/c' } }
    const taken = ['variable a: shared', 'variable b: two', 'connection web']
    expect(asked(difference, around).into(asItIs).made).toEqual(taken)
    expect(asked({ ...difference, ...moved }, around).into(asItIs).made).toEqual(taken)
  })

  it('gets what an isolated Deployment has of its own in place of what all have', () => {
    expect(asked(difference, { environment: { B: 'two' }, isolate: 'dev' }).into(asItIs).made).toEqual([
      'variable a: own',
      'variable b: two'
    ])
  })

  it('hears of what has no value, too', () => {
    const { made, unresolved } = asked(difference).into(asItIs)
    expect(made).toEqual(['variable a: shared', 'variable b'])
    expect(unresolved.map(sentenceOf)).toEqual([expect.stringContaining('variables.b needs B')])
  })

  it('says of each what it cannot hold, and that is told where the user finds it', () => {
    const narrow: Sink<undefined> = ({ kind }) =>
      kind === 'variable'
        ? { made: undefined, problem: 'has a line break; leave it out' }
        : { made: undefined, warning: 'port is one of a test' }
    const { problems, warnings } = asked(
      { variables: { a: 'x' }, connections: { web: { conn_type: 'http', port: 80 } } },
      { files: { 'vars.json': '{\n"b": "word"}' } }
    ).into(narrow)
    expect(problems.map(sentenceOf)).toEqual([
      'airflow-secrets.yaml:4:3: variables.a has a line break; leave it out',
      'vars.json:2: variables.b has a line break; leave it out'
    ])
    expect(warnings.map(sentenceOf)).toEqual(['connections.web port is one of a test'])
  })
})

describe('KV', () => {
  const CONN = '{"web": {"conn_type": "http", "host": "h"}}'
  const data = (difference: object, files: Around['files'] = {}) =>
    asked(difference, { files })
      .inKv()
      .made.map(({ path, data }) => [path, data?.reveal()])

  it('keeps what was imported in the format of the manifest', () => {
    const files = { 'conns.json': CONN }
    expect(data({}, files)).toEqual([['connections/web', { conn_uri: 'http://h' }]])
    expect(data({ vault: { format: 'fields' } }, files)).toEqual([['connections/web', { conn_type: 'http', host: 'h' }]])
  })

  it('keeps a connection in the format that it names itself', () => {
    const web = { conn_type: 'http', host: 'h', format: 'uri' }
    expect(data({ connections: { web }, vault: { format: 'fields' } })).toEqual([['connections/web', { conn_uri: 'http://h' }]])
  })

  it('keeps each in the folders of the scope', () => {
    const vault = { 'variables-path': 'team/v', 'connections-path': 'team/c' }
    expect(data({ vault }, { 'conns.json': CONN, 'vars.json': '{"a/b": "word"}' }).map(([path]) => path)).toEqual([
      'team/v/a/b',
      'team/c/web'
    ])
  })
})

describe('one run', () => {
  const PORT = { conn_type: 'http', port: { env: 'PORT' } }

  it('tells all that is wrong in the manifest, in each import, and between them', () => {
    const large = JSON.stringify({ conn_type: 'aws', extra: { a: ' '.repeat(400_000) } })
    const files = {
      'conns.json': `{"web": {"conn_type": "http"},\n"big": ${large}}`,
      'more-conns.json': '{"other": {"conn_type": "a-b"}}',
      'vars.json': '{"a": "two"}'
    }
    const around = { files, environment: { PORT: 'geheim', NUL: '\0' } }
    const { problems } = asked(
      { variables: { a: 'one', b: { env: 'NUL' } }, connections: { web: PORT, big: { conn_type: 'http' } } },
      around
    ).inKv()
    const file = 'airflow-secrets.yaml'
    expect(problems.map(sentenceOf)).toEqual([
      `${file}:5:3: variables.b contains a NUL character; remove it`,
      `${file}:10:5: connections.web.port is not a port; write a whole number from 0 to 65535`,
      expect.stringMatching(/^more-conns\.json:1: connection other: conn_type contains a hyphen/),
      `vars.json:1: variables.a is also in ${file}:4:3, with a different value; remove one of them`,
      `conns.json:1: connections.web is also in ${file}:8:3, with a different value; remove one of them`,
      `conns.json:2: connections.big is also in ${file}:12:3, with a different value; remove one of them`,
      expect.stringMatching(/^conns\.json:2: connections\.big takes \d+ KiB as JSON, and a secret must stay below 1024 KiB/)
    ])
  })

  it('says nothing of an import beside what was not given: it may be the same', () => {
    const { problems, made } = asked(
      { variables: { a: { env: 'GONE' } }, connections: {} },
      { files: { 'vars.json': '{"a": "word"}' } }
    ).inKv()
    const lacks = 'needs GONE, which is absent or empty in the environment of this step'
    expect([problems, made]).toEqual([[], [{ path: 'variables/a', label: 'variables.a', lacks }]])
  })
})
