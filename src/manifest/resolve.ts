import { isDeepStrictEqual } from 'node:util'
import { asAirflowReads, type Connection, connectionProblems } from '../airflow/connection.ts'
import { namesThatCollide } from '../airflow/names.ts'
import { sizeOfSecret } from '../airflow/size.ts'
import { encodeUri, parseUri } from '../airflow/uri.ts'
import { variableValueProblem } from '../airflow/variable.ts'
import type { Problem } from '../errors.ts'
import { Secret } from '../secret.ts'
import type { KvData } from '../vault/port.ts'
import type { ConnectionEntry, Manifest } from './manifest.ts'
import { type Environment, Reader } from './reader.ts'
import type { Scope } from './scope.ts'

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
  readonly unresolved: readonly Problem[]
  /** Values that Airflow could not use. */
  readonly problems: readonly Problem[]
  /** What Airflow can use, but is probably not meant so. */
  readonly warnings: readonly string[]
  /** Every source that was read, by name: what has to be masked. */
  readonly sources: ReadonlyMap<string, Secret>
}

/** Turns constants and sources into the KV secrets that Airflow will read. Reads nothing but `environment`. */
export function resolve(manifest: Manifest, scope: Scope, environment: Environment): Resolution {
  const reader = new Reader(environment)
  const problems: Problem[] = []
  const unresolved: Problem[] = []
  const warnings = [
    ...collisions('variables', [...manifest.variables.keys()]),
    ...collisions(
      'connections',
      manifest.connections.map(({ id }) => id)
    )
  ]
  const secretFor = (path: string, at: readonly string[], build: () => Built): Wanted => {
    const built = build()
    const missing = reader.takeMissing()
    const label = at.join('.')
    if (missing.length > 0) {
      unresolved.push(
        manifest.problemAt(
          at,
          `needs ${missing.join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} absent or empty in the environment of this step`
        )
      )
      return { path, label }
    }
    problems.push(...built.problems.map(message => manifest.problemAt(at, message)))
    const { warning } = sizeOfSecret(built.data)
    if (warning !== undefined) warnings.push(`${label} ${warning}`)
    return { path, label, data: new Secret(built.data) }
  }
  const variables = [...manifest.variables].map(([key, value]) =>
    secretFor(`${scope.variablesPath}/${key}`, ['variables', key], () => variableData(reader.text(value)))
  )
  const connections = manifest.connections.map(entry =>
    secretFor(`${scope.connectionsPath}/${entry.id}`, ['connections', entry.id], () => connection(entry, reader))
  )
  return { wanted: [...variables, ...connections], unresolved, problems, warnings, sources: reader.sources }
}

/** Names that people, and environment variables, take for each other. */
export function collisions(kind: string, names: readonly string[]): string[] {
  return namesThatCollide(names).map(collision =>
    collision.kind === 'case'
      ? `${kind} ${collision.names.join(' and ')} differ only in upper and lower case; Vault keeps them apart, people may not`
      : `${kind} ${collision.folder} is a secret and a folder of others (${collision.inside.slice(0, 3).join(', ')})`
  )
}

/** The data of one KV secret, or why there is none. */
export interface Built {
  readonly data: Readonly<Record<string, string>>
  readonly problems: readonly string[]
}

const cannotBe = (...problems: string[]): Built => ({ data: {}, problems })

export function variableData(text: string): Built {
  const problem = variableValueProblem(text)
  return problem === undefined ? { data: { value: text }, problems: [] } : cannotBe(problem)
}

function connection(entry: ConnectionEntry, reader: Reader): Built {
  if (entry.form === 'fields') return connectionData(connectionFrom(entry, reader))
  const text = reader.text(entry.uri)
  if (text === '') return cannotBe('is an empty URI')
  const parsed = parseUri(text)
  return parsed.ok ? connectionData(parsed.value) : cannotBe(`conn_uri ${parsed.problem}`)
}

export function connectionData(made: Connection): Built {
  const problems = connectionProblems(made)
  if (problems.length > 0) return cannotBe(...problems)
  const data = { conn_uri: encodeUri(made) }
  const read = parseUri(data.conn_uri)
  // The encoder is proven by its vectors; what Airflow would read as something else must not be written all the same.
  if (!read.ok || !isDeepStrictEqual(read.value, asAirflowReads(made)))
    return cannotBe('has no URI that Airflow would read back the same')
  const { problem } = sizeOfSecret(data)
  return problem === undefined ? { data, problems: [] } : cannotBe(problem)
}

function connectionFrom(entry: Extract<ConnectionEntry, { form: 'fields' }>, reader: Reader): Connection {
  const { port, ...fields } = entry.fields
  const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, reader.text(value)]))
  return {
    connType: entry.connType,
    ...texts,
    ...(port === undefined ? {} : { port: Number(reader.text(port).trim() || Number.NaN) })
  }
}
