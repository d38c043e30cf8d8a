import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Connection, sameConnection } from '../../src/airflow/connection.ts'
import { connIdProblem } from '../../src/airflow/names.ts'
import { parseUri } from '../../src/airflow/uri.ts'
import { manifestOf } from '../../src/imports/manifest-text.ts'
import { readImports } from '../../src/imports/read.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { type Exports, exportFromAirflow, type Fields } from '../../tools/airflow/export.mjs'
import { airflow2Python, airflowPython } from '../../tools/real-parts.mjs'
import { randomConnection, randomFrom } from '../airflow/random-connections.ts'
import { read } from '../build/imported.ts'
import { resolveForKv, valuesOf } from '../build/manifest.ts'

const SEED = 20261125
const random = randomFrom(SEED)

const fieldsOf = ({ connType, ...fields }: Connection): Fields => ({ conn_type: connType, ...fields })
const connectionOf = ({ conn_type, ...fields }: Fields): Connection =>
  ({ connType: conn_type, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) }) as Connection

const CONNECTIONS: Record<string, Fields> = {
  plain: { conn_type: 'postgres', host: 'db.example.com', login: 'etl', password: 'p@s:s/w?o#rd', port: 5432, schema: 'shop' },
  type_only: { conn_type: 'aws' },
  empty_fields: { conn_type: 'http', host: '', login: '', password: '', schema: '', extra: '' },
  nested: { conn_type: 'google_cloud_platform', extra: '{"n": 12345678901234567890, "list": [1.0, {"deep": null}], "u": "ü🔑"}' },
  reserved: { conn_type: 'aws', extra: '{"n": 12345678901234567890, "a": {"$env": "$' + '{deployment}"}}' },
  flat: { conn_type: 'postgres', host: 'db', extra: '{"sslmode": "require", "app": "a b"}' },
  port_zero: { conn_type: 'redis', host: 'r', port: 0 },
  looks_like_numbers: { conn_type: 'http', host: '0815', login: '1e5', password: '0o17', schema: '2024-01-01' },
  looks_like_words: { conn_type: 'http', host: 'on', login: 'null', password: '~', schema: 'yes' },
  blanks: { conn_type: 'ssh', host: 'h', password: ' first \n\tsecond\r\n', description: 'a\nb: "c"' },
  ...Object.fromEntries(Array.from({ length: 200 }, (_, count) => [`random_${count}`, fieldsOf(randomConnection(random))]))
}

// Keys in order, no 1.50, no JSON of a text: Airflow itself sorts the keys, and exports 1.5 and the text without its quotes.
const VARIABLES: Record<string, string> = {
  text: ' a\nb ',
  number: '5',
  big: '12345678901234567890',
  point: '1.0',
  flag: 'true',
  none: 'null',
  infinite: 'NaN',
  described_none: 'null',
  reserved: '{"$file": "x"}',
  dollar: '$' + '{deployment}',
  structure: '{"a": {"1": null}, "b": [12345678901234567890, 1.0, "ü🔑\u2028"]}',
  has_value: '{"unit": "s", "value": 1}',
  described: 'word',
  described_structure: '{"a": 1}',
  with_equals: 'a=b',
  'folder/key': 'x'
}

describe.each([
  ['2.11.0', airflow2Python],
  ['3.3.2', airflowPython]
])('what Airflow %s exports', (_, python) => {
  let exported: Exports

  beforeAll(async () => {
    const descriptions = { described: 'of a text', described_structure: 'of a structure', described_none: 'of none' }
    exported = await exportFromAirflow({ python: await python(), connections: CONNECTIONS, variables: VARIABLES, descriptions })
  })

  it.each(['connections.json', 'connections.yaml', 'connections-json.env'])('is in %s what it has stored', name => {
    const { connections, problems } = read(exported.files[name] ?? '')
    expect(problems).toEqual([])
    expect(different(connections, exported.stored)).toEqual([])
  })

  it.each(['connections.json', 'connections.yaml'])('is in %s what it reads there', name => {
    expect(different(read(exported.files[name] ?? '').connections, exported.reads[name] ?? {})).toEqual([])
  })

  it('is in connections-uri.env what it reads there, or refused with its line', () => {
    const text = exported.files['connections-uri.env'] ?? ''
    const { connections, problems } = read(text)
    const refused = problems.map(problem => text.split('\n')[Number.parseInt(problem, 10) - 1]?.split('=')[0] ?? '')
    // Airflow leaves some line breaks unencoded: to Airflow, what stands behind one is an entry with a name that none can have.
    const named = Object.entries(exported.reads['connections-uri.env'] ?? {}).filter(([id]) => connIdProblem(id) === undefined)
    const taken = named.filter(([id]) => !refused.includes(id))
    expect(different(connections, Object.fromEntries(taken))).toEqual([])
    expect(refused.filter(id => !id.startsWith('random_'))).toEqual([])
    expect(taken.length).toBeGreaterThan(Object.keys(CONNECTIONS).length / 2)
  })

  it('comes back through the manifest that `import` prints, with the GitHub secrets in the environment', () => {
    const files = ['connections.json', 'variables.json']
    const imported = readImports(
      files.map(file => ({ file, rename: new Map() })),
      file => exported.files[file] ?? ''
    )
    const { text, values } = manifestOf(imported, 'airflow')
    const manifest = readManifest(text, 'airflow-secrets.yaml')
    const environment = Object.fromEntries([...values].map(([name, value]) => [name, value.reveal()]))
    const { wanted, problems, unresolved } = resolveForKv(manifest, scopeOf(manifest), valuesOf(environment))
    expect([problems, unresolved]).toEqual([[], []])
    const data = new Map(wanted.map(({ path, data }) => [path, data?.reveal()]))
    const connections = Object.keys(exported.stored).map(id => {
      const read = parseUri(String(data.get(`connections/${id}`)?.['conn_uri']))
      return [id, read.ok ? read.value : { connType: read.problem }] as const
    })
    expect(different(Object.fromEntries(connections), exported.stored)).toEqual([])
    for (const [key, text] of Object.entries(exported.variables))
      expect([key, content(String(data.get(`variables/${key}`)?.['value']))]).toEqual([key, content(text)])
  })

  it('is in variables.json what it has stored; structures but for their blanks', () => {
    const { variables, problems } = read(exported.files['variables.json'] ?? '')
    expect(problems).toEqual([])
    expect(Object.keys(variables).sort()).toEqual(Object.keys(VARIABLES).sort())
    for (const [key, text] of Object.entries(exported.variables))
      expect([key, content(variables[key])]).toEqual([key, content(text)])
  })
})

/** Ids of connections that are not on both sides, or not the same. */
function different(ours: Readonly<Record<string, Connection>>, theirs: Readonly<Record<string, Fields | null>>): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(id => {
    const [own, other] = [ours[id], theirs[id]]
    return own === undefined || !other || !sameConnection(own, connectionOf(other))
  })
}

/** JSON without its blanks, but with all its digits; any other text as it is. */
function content(text: string | undefined): string | undefined {
  return /^[[{]/.test(text ?? '') ? text?.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1') : text
}
