import { isDeepStrictEqual } from 'node:util'
import { asAirflowReads, type Connection, connectionProblems } from '../airflow/connection.ts'
import { fieldsOf, parseJsonConnection } from '../airflow/connection-json.ts'
import { namesThatCollide } from '../airflow/names.ts'
import { sizeOfSecret } from '../airflow/size.ts'
import { textProblem } from '../airflow/text.ts'
import { encodeUri, parseUri } from '../airflow/uri.ts'
import { variableValueProblem } from '../airflow/variable.ts'
import type { Finding } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import { type Entry, entriesFor } from '../manifest/entries.ts'
import type { ConnectionEntry, Format, Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import { describeMissing, type Values } from '../sources/values.ts'
import type { KvData } from '../vault/port.ts'
import { Reader } from './reader.ts'

/** One KV secret that should exist. Without `data` its sources were not given to this run. */
export interface Wanted {
  readonly path: string
  /** As in the manifest: `variables.greeting`. */
  readonly label: string
  readonly data?: Secret<KvData>
}

export interface Resolution {
  readonly wanted: readonly Wanted[]
  /** Sources that are absent or empty, each at its place in the manifest. */
  readonly unresolved: readonly Finding[]
  /** Values that Airflow could not use. */
  readonly problems: readonly Finding[]
  /** What Airflow can use, but is probably not meant so. */
  readonly warnings: readonly Finding[]
  /** Every source that was read, by name: what has to be masked. */
  readonly sources: ReadonlyMap<string, Secret>
}

/** Turns constants and the values of sources into the KV secrets that Airflow will read. Pure. */
export function resolve(
  manifest: Manifest,
  scope: Scope,
  values: Values,
  entries: readonly Entry[] = entriesFor(manifest, scope)
): Resolution {
  const problems: Finding[] = []
  const unresolved: Finding[] = []
  const warnings = [
    ...collisions('variables', namesOf(entries, 'variable')),
    ...collisions('connections', namesOf(entries, 'connection'))
  ]
  const reader = new Reader(values, scope.deployment)
  const wanted = entries.map((entry): Wanted => {
    const { path, at } = entry
    const label = at.join('.')
    reader.begin(path)
    const built = build(entry, reader)
    if (reader.missing.length > 0) {
      unresolved.push(manifest.findingAt(at, `needs ${describeMissing(reader.missing)}`))
      return { path, label }
    }
    problems.push(...built.problems.map(message => placed(manifest, at, message)))
    const { warning } = sizeOfSecret(built.data)
    const said = [...(warning === undefined ? [] : [warning]), ...(built.warnings ?? [])]
    warnings.push(...said.map((message): Finding => ({ severity: 'warning', subject: label, message })))
    return { path, label, data: new Secret(built.data) }
  })
  return { wanted, unresolved, problems, warnings, sources: reader.used }
}

/** A sentence about a field stands where that is. */
function placed(manifest: Manifest, at: readonly string[], message: string): Finding {
  const [, field, rest] = /^(conn_\w+|host|login|password|schema|port|extra|description) (.*)$/s.exec(message) ?? []
  return field === undefined ? manifest.findingAt(at, message) : manifest.findingAt([...at, field], rest ?? '')
}

/** Names that people, and environment variables, take for each other. */
export function collisions(kind: string, names: readonly string[]): Finding[] {
  return namesThatCollide(names).map(collision => ({
    severity: 'warning',
    ...(collision.kind === 'case'
      ? {
          subject: `${kind} ${collision.names.join(' and ')}`,
          message: 'differ only in upper and lower case; Vault keeps them apart, people may not'
        }
      : {
          subject: `${kind} ${collision.folder}`,
          message: `is a secret and a folder of others (${collision.inside.slice(0, 3).join(', ')})`
        })
  }))
}

const namesOf = (entries: readonly Entry[], kind: Entry['kind']) =>
  entries.flatMap(entry => (entry.kind === kind ? [entry.name] : []))

/** The data of one KV secret, or why there is none. */
export interface Built {
  readonly data: Readonly<Record<string, string | number>>
  readonly problems: readonly string[]
  /** What Airflow can use, but is probably not meant so. */
  readonly warnings?: readonly string[]
}

const cannotBe = (...problems: string[]): Built => ({ data: {}, problems })

const build = (entry: Entry, reader: Reader): Built =>
  entry.kind === 'variable' ? variableData(reader.text(entry.value)) : connection(entry.connection, reader)

export function variableData(text: string): Built {
  const problem = variableValueProblem(text)
  return problem === undefined ? { data: { value: text }, problems: [] } : cannotBe(problem)
}

function connection(entry: ConnectionEntry, reader: Reader): Built {
  switch (entry.form) {
    case 'fields':
      return connectionData(entry.format, connectionFrom(entry, reader), entry.description)
    case 'uri': {
      const text = reader.text(entry.text, 'conn_uri')
      if (text === '') return cannotBe('is an empty URI')
      const parsed = parseUri(text)
      if (!parsed.ok) return cannotBe(`conn_uri ${parsed.problem}`)
      return { ...connectionData(entry.format, parsed.value), warnings: parsed.warnings.map(said => `conn_uri ${said}`) }
    }
    case 'json': {
      const parsed = parseJsonConnection(reader.text(entry.text, 'conn_json'))
      if ('problem' in parsed) return cannotBe(`conn_json ${parsed.problem}`)
      return connectionData(entry.format, parsed.connection, entry.format === 'fields' ? parsed.description : undefined)
    }
  }
}

export function connectionData(format: Format, made: Connection, description?: string): Built {
  const unkept = textProblem(description ?? '')
  const problems = [...connectionProblems(made), ...(unkept === undefined ? [] : [`description ${unkept}`])]
  if (problems.length > 0) return cannotBe(...problems)
  const data = format === 'fields' ? fieldsOf(asAirflowReads(made), description) : { conn_uri: encodeUri(made) }
  const read = 'conn_uri' in data ? parseUri(String(data['conn_uri'])) : undefined
  // The encoder is proven by its vectors; what Airflow would read as something else must not be written all the same.
  if (read !== undefined && (!read.ok || !isDeepStrictEqual(read.value, asAirflowReads(made))))
    return cannotBe('has no URI that Airflow would read back the same')
  const { problem } = sizeOfSecret(data)
  return problem === undefined ? { data, problems: [] } : cannotBe(problem)
}

function connectionFrom(entry: Extract<ConnectionEntry, { form: 'fields' }>, reader: Reader): Connection {
  const { port, ...fields } = entry.fields
  const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, reader.text(value, name)]))
  return {
    connType: entry.connType,
    ...texts,
    ...(port === undefined ? {} : { port: Number(reader.text(port, 'port').trim() || Number.NaN) })
  }
}
