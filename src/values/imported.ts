import type { Connection } from '../airflow/connection.ts'
import { parseJsonConnection } from '../airflow/connection-json.ts'
import { sizeOfSecret } from '../airflow/size.ts'
import { encodeUri, parseUri } from '../airflow/uri.ts'
import { type Finding, sentenceOf, textOf } from '../base/finding.ts'
import { isTooShortToMask } from '../base/masks.ts'
import { Secret } from '../base/secret.ts'
import { type Brought, type Imported, sameConnection } from '../imports/read.ts'
import { hasSecretName, secretLeaves } from '../imports/secrecy.ts'
import type { Format, Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import type { KvData } from '../vault/port.ts'
import { type Built, collisions, connectionData, type Resolution, variableData, type Wanted } from './resolve.ts'

/**
 * The resolution with what was imported beside what the manifest says itself. A name may be in both with an equal value. Every
 * imported value is a secret, whatever it looks like: it is among the sources.
 */
export function withImports(resolution: Resolution, imported: Imported, manifest: Manifest, scope: Scope): Resolution {
  const added = [
    ...[...imported.variables].map(([key, entry]) => variable(key, entry, scope)),
    ...[...imported.connections].map(([id, entry]) => connection(id, entry, scope, manifest.vault.format))
  ]
  const known = new Map(resolution.wanted.map(wanted => [wanted.path, wanted]))
  const wanted: Wanted[] = []
  const problems: Finding[] = [...imported.problems]
  const warnings: Finding[] = [...imported.warnings]
  for (const { path, at, built, entry, same } of added) {
    const label = at.join('.')
    const place = { file: entry.file, line: entry.line }
    const own = known.get(path)
    // What a Deployment has of its own is there to be another value.
    if (own?.label.startsWith('deployments.')) continue
    if (own?.data !== undefined && !same(own.data.reveal())) {
      const there = manifest.findingAt(at, '').place
      const message = `is also in ${there && textOf(there)}, with another value; remove one of them`
      problems.push({ severity: 'error', subject: label, place, message })
    }
    problems.push(...built.problems.map((message): Finding => ({ severity: 'error', subject: label, place, message })))
    const { warning } = sizeOfSecret(built.data)
    if (warning !== undefined) warnings.push({ severity: 'warning', subject: label, place, message: warning })
    if (own === undefined) wanted.push({ path, label, data: new Secret(built.data) })
  }
  const namesOf = (kind: string) =>
    [...resolution.wanted, ...wanted].flatMap(({ label }) => (label.startsWith(`${kind}.`) ? [label.slice(kind.length + 1)] : []))
  const clashes = ['variables', 'connections'].flatMap(kind => collisions(kind, namesOf(kind)))
  return {
    wanted: [...resolution.wanted, ...wanted],
    unresolved: resolution.unresolved,
    problems: [...resolution.problems, ...problems],
    warnings: withoutRepeats([...resolution.warnings, ...warnings, ...clashes]),
    sources: new Map([...resolution.sources, ...added.flatMap(({ sources }) => sources)])
  }
}

const withoutRepeats = (findings: readonly Finding[]) => [
  ...new Map(findings.map(finding => [sentenceOf(finding), finding])).values()
]

/** What imports bring to a scope. `place`: file and line. */
export interface ImportedEntry {
  readonly kind: 'variable' | 'connection'
  readonly name: string
  readonly path: string
  readonly place: string
}

export function importedEntries({ variables, connections }: Imported, scope: Scope): ImportedEntry[] {
  const entryOf =
    (kind: ImportedEntry['kind'], folder: string) =>
    ([name, { file, line }]: readonly [string, Brought<unknown>]): ImportedEntry => ({
      kind,
      name,
      path: `${folder}/${name}`,
      place: `${file}:${line}`
    })
  return [
    ...[...variables].map(entryOf('variable', scope.variablesPath)),
    ...[...connections].map(entryOf('connection', scope.connectionsPath))
  ]
}

interface Added {
  readonly path: string
  readonly at: readonly [string, string]
  readonly entry: Brought<unknown>
  readonly built: Built
  /** Whether the data of the manifest's own secret of that name says the same. */
  readonly same: (data: KvData) => boolean
  readonly sources: readonly (readonly [string, Secret])[]
}

function variable(key: string, entry: Brought<string>, scope: Scope): Added {
  const text = entry.value.reveal()
  // Who imports `retries: 3` is not to be warned that 3 is too short to be hidden.
  const masked = hasSecretName(key) || !isTooShortToMask(entry.value)
  return {
    path: `${scope.variablesPath}/${key}`,
    at: ['variables', key],
    entry,
    built: variableData(text),
    same: data => data['value'] === text,
    sources: masked ? [[`variables.${key}`, entry.value]] : []
  }
}

function connection(id: string, entry: Brought<Connection>, scope: Scope, format: Format): Added {
  const made = entry.value.reveal()
  const built = connectionData(format, made)
  return {
    path: `${scope.connectionsPath}/${id}`,
    at: ['connections', id],
    entry,
    built,
    same: data => {
      const own = connectionIn(data)
      return own !== undefined && sameConnection(own, made)
    },
    sources: [...secretsOf(made)].map(([field, secret]) => [`connections.${id}.${field}`, new Secret(secret)] as const)
  }
}

/** The connection of a secret, in whichever format it lies there. */
function connectionIn(data: KvData): Connection | undefined {
  if (typeof data['conn_uri'] === 'string') {
    const parsed = parseUri(data['conn_uri'])
    return parsed.ok ? parsed.value : undefined
  }
  const parsed = parseJsonConnection(JSON.stringify(data))
  return 'connection' in parsed ? parsed.connection : undefined
}

function* secretsOf(made: Connection): Generator<readonly [string, string]> {
  yield ['conn_uri', encodeUri(made)]
  if (made.password) yield ['password', made.password]
  if (made.extra === undefined) return
  yield ['extra', made.extra]
  for (const { path, value } of secretLeaves(JSON.parse(made.extra || '{}'))) yield [['extra', ...path].join('.'), String(value)]
}
