import { type Connection, connectionProblems } from '../airflow/connection.ts'
import { encodeUri, parseUri } from '../airflow/uri.ts'
import { variableValueProblem } from '../airflow/variable.ts'
import type { Problem } from '../errors.ts'
import { Secret } from '../secret.ts'
import type { KvData } from '../vault/port.ts'
import type { ConnectionEntry, Manifest, Value } from './manifest.ts'
import type { Scope } from './scope.ts'
import { leafSource } from './source.ts'

export type Environment = Readonly<Record<string, string | undefined>>

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
  /** Every source that was read, by name: what has to be masked. */
  readonly sources: ReadonlyMap<string, Secret>
}

/** Turns constants and sources into the KV secrets that Airflow will read. Reads nothing but `environment`. */
export function resolve(manifest: Manifest, scope: Scope, environment: Environment): Resolution {
  const reader = new Reader(environment)
  const problems: Problem[] = []
  const unresolved: Problem[] = []
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
    return { path, label, data: new Secret(built.data) }
  }
  const variables = [...manifest.variables].map(([key, value]) =>
    secretFor(`${scope.variablesPath}/${key}`, ['variables', key], () => variable(value, reader))
  )
  const connections = manifest.connections.map(entry =>
    secretFor(`${scope.connectionsPath}/${entry.id}`, ['connections', entry.id], () => connection(entry, reader))
  )
  return { wanted: [...variables, ...connections], unresolved, problems, sources: reader.sources }
}

interface Built {
  readonly data: KvData
  readonly problems: readonly string[]
}

function variable(value: Value, reader: Reader): Built {
  const text = reader.text(value)
  const problem = variableValueProblem(text)
  return { data: { value: text }, problems: problem === undefined ? [] : [problem] }
}

function connection(entry: ConnectionEntry, reader: Reader): Built {
  if (entry.form === 'uri') {
    const text = reader.text(entry.uri)
    // What is missing is reported as missing, not as a bad URI.
    const parsed = text === '' ? undefined : parseUri(text)
    if (parsed === undefined) return { data: {}, problems: ['is an empty URI'] }
    return parsed.ok
      ? { data: { conn_uri: encodeUri(parsed.value) }, problems: [] }
      : { data: {}, problems: [`conn_uri ${parsed.problem}`] }
  }
  const made = connectionFrom(entry, reader)
  const problems = connectionProblems(made)
  return { data: problems.length === 0 ? { conn_uri: encodeUri(made) } : {}, problems }
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

/** Reads sources and remembers what it read and what was not there. */
class Reader {
  readonly sources = new Map<string, Secret>()
  readonly #environment: Environment
  #missing = new Set<string>()

  constructor(environment: Environment) {
    this.#environment = environment
  }

  text(value: Value): string {
    switch (value.kind) {
      case 'constant':
        return value.text
      case 'env':
        return this.#read(value.name, value.allowEmpty)
      case 'json':
        return JSON.stringify(this.#fill(value.tree))
    }
  }

  takeMissing(): readonly string[] {
    const missing = [...this.#missing]
    this.#missing = new Set()
    return missing
  }

  #read(name: string, allowEmpty: boolean): string {
    const value = this.#environment[name] ?? ''
    if (value === '' && !allowEmpty) this.#missing.add(name)
    else this.sources.set(name, new Secret(value))
    return value
  }

  #fill(tree: unknown): unknown {
    const source = leafSource(tree)
    if (source !== undefined && 'name' in source) return this.#read(source.name, source.allowEmpty)
    if (Array.isArray(tree)) return tree.map(item => this.#fill(item))
    if (typeof tree !== 'object' || tree === null) return tree
    return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, this.#fill(child)]))
  }
}
