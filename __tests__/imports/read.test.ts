import { describe, expect, it } from '@jest/globals'
import type { Environment } from '../../src/base/environment.ts'
import { Unreadable } from '../../src/base/files.ts'
import { explained, sentenceOf } from '../../src/base/finding.ts'
import { readImports } from '../../src/imports/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { aManifest, resolveForKv, valuesOf } from '../build/manifest.ts'

const VARS = '{"retries": 3,\n"api_token": "geheim-1"}'
const CONNS = '{"web": {"conn_type": "http",\n"password": "geheim-2", "extra": {"api_key": "geheim-3", "mode": "fast"}}}'

const readFile = (files: Readonly<Record<string, string>>) => (file: string) => {
  const text = files[file]
  if (text === undefined) throw new Unreadable(file, 'there is no such file')
  return text
}
const brought = (files: Readonly<Record<string, string>>, rename: Readonly<Record<string, string>> = {}) =>
  readImports(
    Object.keys(files).map(file => ({ file, rename: new Map(Object.entries(rename)) })),
    readFile(files)
  )
const problems = (imported: { problems: ReturnType<typeof brought>['problems'] }) => imported.problems.map(sentenceOf)

describe('several imports', () => {
  it('are taken together, also where they say the same', () => {
    const spaced = CONNS.replace('"api_key": ', '"api_key":   ')
    const { definitions, ...rest } = brought({ 'vars.json': VARS, 'a.json': CONNS, 'b.json': spaced })
    expect(definitions.map(({ name }) => name)).toEqual(['retries', 'api_token', 'web'])
    expect(rest).toEqual({ problems: [], warnings: [] })
  })

  it('may not contradict each other', () => {
    expect(problems(brought({ 'a-vars.json': VARS, 'b-vars.json': VARS.replace('3', '4') }))).toEqual([
      'b-vars.json:1: variable retries is also in a-vars.json:1, with a different value; remove one of them, or rename one with `rename:`'
    ])
    expect(problems(brought({ 'a.json': CONNS, 'b.json': CONNS.replace('geheim-2', 'geheim-4') }))).toEqual([
      'b.json:1: connection web is also in a.json:1, with a different value; remove one of them, or rename one with `rename:`'
    ])
  })

  it('rename what they hold', () => {
    const { definitions } = brought({ '.env': 'AIRFLOW_VAR_API_TOKEN=x' }, { api_token: 'API_Token' })
    expect(definitions.map(({ name }) => name)).toEqual(['API_Token'])
  })

  it('refuse a rename of what is not there, and names that Vault or Airflow cannot hold', () => {
    expect(problems(brought({ '.env': 'AIRFLOW_VAR_API_TOKEN=x' }, { api_tokn: 'y' }))).toEqual([
      '.env: has no api_tokn, but `rename:` names it; did you mean "api_token"?'
    ])
    expect(problems(brought({ 'vars.json': '{"a b": "word"}' }))).toEqual([
      'vars.json:1: variable a b contains the character U+0020; use only ASCII letters, digits, _, -, . and /, in the file or with `rename:`'
    ])
  })

  it('name a file on which more time would be spent than on any', () => {
    const slow = `{${Array.from({ length: 50_000 }, (_, n) => `"k${n}": "geheim"`).join()}}`
    const { problems: said, definitions } = readImports([{ file: 'vars.json', rename: new Map() }], () => slow, 1)
    expect(said.map(explained)).toEqual(['the import vars.json cannot be read: it takes longer than 0.001 s\nSplit the file.'])
    expect(definitions).toEqual([])
  })

  it('name a file that is not there', () => {
    expect(problems(readImports([{ file: 'gone.json', rename: new Map() }], readFile({})))).toEqual([
      'the import gone.json cannot be read: there is no such file'
    ])
  })
})

describe('a manifest with imports', () => {
  const files = { 'vars.json': VARS, 'conns.json': CONNS }
  const merged = (difference: object, environment: Environment = {}, isolate?: string) => {
    const manifest = aManifest({ imports: Object.keys(files).map(file => ({ file })), ...difference })
    const scope = scopeOf(manifest, isolate)
    return resolveForKv(manifest, scope, valuesOf(environment), readImports(manifest.imports, readFile(files)))
  }

  it('wants what it says itself and what they hold', () => {
    const { wanted, problems } = merged({ connections: {} })
    expect(problems).toEqual([])
    expect(wanted.map(({ path, label, data }) => [path, label, data?.reveal()])).toEqual([
      ['variables/greeting', 'variables.greeting', { value: 'Hello' }],
      ['variables/retries', 'variables.retries', { value: '3' }],
      ['variables/api_token', 'variables.api_token', { value: 'geheim-1' }],
      [
        'connections/web',
        'connections.web',
        { conn_uri: 'http://:geheim-2@/?__extra__=%7B%22api_key%22%3A%22geheim-3%22%2C%22mode%22%3A%22fast%22%7D' }
      ]
    ])
  })

  it('may name the same with an equal value', () => {
    const extra = { api_key: { $env: 'KEY' }, mode: 'fast' }
    const web = { conn_type: 'http', password: { env: 'PASSWORD' }, extra }
    const { wanted, problems } = merged(
      { variables: { retries: { json: 3 } }, connections: { web } },
      { KEY: 'geheim-3', PASSWORD: 'geheim-2' }
    )
    expect(problems).toEqual([])
    expect(wanted.map(({ label }) => label)).toEqual(['variables.retries', 'connections.web', 'variables.api_token'])
  })

  it('may name the same connection in another format', () => {
    const extra = { mode: 'fast', api_key: { $env: 'KEY' } }
    const web = { conn_type: 'http', password: { env: 'PASSWORD' }, extra, format: 'fields', description: 'for people' }
    expect(merged({ connections: { web } }, { KEY: 'geheim-3', PASSWORD: 'geheim-2' }).problems).toEqual([])
    const [contradiction] = problems(merged({ connections: { web } }, { KEY: 'geheim-3', PASSWORD: 'other' }))
    expect(contradiction).toContain('connections.web is also in')
  })

  it('may not contradict them, and is told both places', () => {
    expect(problems(merged({ variables: { retries: '4' } }))).toEqual([
      'vars.json:1: variables.retries is also in airflow-secrets.yaml:4:3, with a different value; remove one of them',
      'conns.json:1: connections.web is also in airflow-secrets.yaml:6:3, with a different value; remove one of them'
    ])
  })

  it('give way to what an isolated Deployment has of its own', () => {
    const dev = { 'deployment-name': 'dev', isolate: true, variables: { retries: '4' } }
    const { wanted, problems, sources } = merged({ connections: {}, deployments: { dev } }, {}, 'dev')
    expect(problems).toEqual([])
    expect(wanted.map(({ path, data }) => [path, data?.reveal()['value']])).toEqual([
      ['dev/variables/greeting', 'Hello'],
      ['dev/variables/retries', '4'],
      ['dev/variables/api_token', 'geheim-1'],
      ['dev/connections/web', undefined]
    ])
    expect([...sources.keys()]).toContain('variables.api_token')
  })

  it('warns of names that are taken for each other across files', () => {
    expect(merged({ variables: { RETRIES: '3' }, connections: {} }).warnings.map(sentenceOf)).toEqual([
      'variables RETRIES and retries differ only in case; Vault keeps them apart, but people may not'
    ])
  })

  it('may not be too large for one secret, and are told where they nearly are', () => {
    const manifest = aManifest()
    const extra = (length: number) => JSON.stringify({ a: 'x'.repeat(length) })
    const connection = (length: number) => ({ conn_type: 'aws', extra: extra(length) })
    const files = { 'conns.json': JSON.stringify({ large: connection(300_000), huge: connection(1_100_000) }) }
    const merged = resolveForKv(manifest, scopeOf(manifest), valuesOf({}), brought(files))
    expect(problems(merged)).toEqual([
      expect.stringMatching(/^conns\.json:1: connections\.huge takes \d+ KiB as JSON, and a secret must stay below 1024 KiB/)
    ])
    expect(merged.warnings.map(sentenceOf)).toEqual([
      expect.stringMatching(/^conns\.json:1: connections\.large takes \d+ KiB as JSON, and every task/)
    ])
  })

  it('gives every imported secret to be masked, but no single digit', () => {
    const { sources } = merged({ connections: {} })
    expect(Object.fromEntries([...sources].map(([name, secret]) => [name, secret.reveal()]))).toEqual({
      'variables.api_token': 'geheim-1',
      'connections.web.conn_uri': expect.stringContaining('geheim-2'),
      'connections.web.password': 'geheim-2',
      'connections.web.extra': '{"api_key":"geheim-3","mode":"fast"}',
      'connections.web.extra.api_key': 'geheim-3'
    })
  })
})
