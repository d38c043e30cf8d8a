import { leafSource } from '../sources/schema.ts'
import { type Placed, placed } from '../sources/values.ts'
import type { ConnectionEntry, Manifest, Value } from './manifest.ts'
import type { Scope } from './scope.ts'
import { leaves } from './source.ts'

/** One variable or connection as one Deployment has it: its own, or the one of all. */
export type Entry = {
  readonly name: string
  /** In Vault, below the mount. */
  readonly path: string
  /** In the manifest. */
  readonly at: readonly string[]
} & ({ readonly kind: 'variable'; readonly value: Value } | { readonly kind: 'connection'; readonly connection: ConnectionEntry })

/** What a scope ends up with, in the order of the manifest; what only one Deployment has comes last. */
export function entriesFor(manifest: Manifest, scope: Scope): readonly Entry[] {
  const own = scope.deployment === undefined ? undefined : manifest.deployments.get(scope.deployment)
  const above = ['deployments', scope.deployment ?? '']
  // Thousands of these live as long as the run. A template's text keeps its parts, and a spread array has room to grow;
  // `join` and `concat` take what they need.
  const variables = new Map<string, Entry>()
  const addVariables = (from: ReadonlyMap<string, Value>, prefix: readonly string[]) => {
    for (const [name, value] of from)
      variables.set(name, {
        kind: 'variable',
        name,
        value,
        path: [scope.variablesPath, name].join('/'),
        at: prefix.concat('variables', name)
      })
  }
  const connections = new Map<string, Entry>()
  const addConnections = (from: readonly ConnectionEntry[], prefix: readonly string[]) => {
    for (const connection of from)
      connections.set(connection.id, {
        kind: 'connection',
        name: connection.id,
        connection,
        path: [scope.connectionsPath, connection.id].join('/'),
        at: prefix.concat('connections', connection.id)
      })
  }
  addVariables(manifest.variables, [])
  addConnections(manifest.connections, [])
  if (own !== undefined) {
    addVariables(own.variables, above)
    addConnections(own.connections, above)
  }
  return [...variables.values(), ...connections.values()]
}

/** Every source that these entries name, at its place. */
export function sourcesOf(entries: readonly Entry[]): Placed[] {
  return entries.flatMap(entry => {
    if (entry.kind === 'variable') return sourcesIn(entry.value, entry.path, '')
    const { connection } = entry
    if (connection.form !== 'fields') return sourcesIn(connection.text, entry.path, `conn_${connection.form}`)
    return Object.entries(connection.fields).flatMap(([field, value]) => sourcesIn(value, entry.path, field))
  })
}

function sourcesIn(value: Value, at: string, field: string): Placed[] {
  if (value.kind === 'constant') return []
  if (value.kind === 'source') return [placed(value, at, field)]
  return [...leaves(value.tree)].flatMap(({ path, node }) => {
    const source = leafSource(node)
    const inside = [field, ...path].join('.')
    return source !== undefined && 'source' in source ? [placed(source, at, inside)] : []
  })
}
