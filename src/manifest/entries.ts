import { ByName, type Named } from '../airflow/definition.ts'
import { leafSource } from '../sources/schema.ts'
import { type PlacedSource, placed } from '../sources/values.ts'
import type { ConnectionEntry, Manifest, Value } from './manifest.ts'
import type { Scope } from './scope.ts'
import { leaves } from './source.ts'

/** One variable or connection as one Deployment has it: its own, or the shared one. */
export type Entry = {
  readonly name: string
  /** In the manifest. */
  readonly at: readonly string[]
} & ({ readonly kind: 'variable'; readonly value: Value } | { readonly kind: 'connection'; readonly connection: ConnectionEntry })

/** Path of a variable or connection in Vault, below the mount. */
export const pathOf = ({ variablesPath, connectionsPath }: Scope, { kind, name }: Named): string =>
  // Thousands of these stay in memory for the whole run. A template literal keeps its parts alive; `join` does not.
  [kind === 'variable' ? variablesPath : connectionsPath, name].join('/')

/** All entries of a scope, in the order of the manifest. Those of one Deployment alone come last. */
export function entriesFor(manifest: Manifest, scope: Scope): readonly Entry[] {
  const entries = new ByName<Entry>()
  const add = ({ variables, connections }: Pick<Manifest, 'variables' | 'connections'>, above: readonly string[]) => {
    // A spread array reserves room to grow; `concat` does not.
    for (const [name, value] of variables) entries.add({ kind: 'variable', name, at: above.concat('variables', name), value })
    for (const connection of connections) {
      const name = connection.id
      entries.add({ kind: 'connection', name, at: above.concat('connections', name), connection })
    }
  }
  add(manifest, [])
  const own = scope.deployment === undefined ? undefined : manifest.deployments.get(scope.deployment)
  if (own !== undefined) add(own, ['deployments', scope.deployment ?? ''])
  return [...entries]
}

/** Every source that these entries name, at its place. */
export function sourcesOf(scope: Scope, entries: readonly Entry[]): PlacedSource[] {
  return entries.flatMap(entry => {
    const path = pathOf(scope, entry)
    if (entry.kind === 'variable') return sourcesIn(entry.value, path, '')
    const { connection } = entry
    if (connection.form !== 'fields') return sourcesIn(connection.text, path, `conn_${connection.form}`)
    return Object.entries(connection.fields).flatMap(([field, value]) => sourcesIn(value, path, field))
  })
}

function sourcesIn(value: Value, at: string, field: string): PlacedSource[] {
  if (value.kind === 'constant') return []
  if (value.kind === 'source') return [placed(value, at, field)]
  return [...leaves(value.tree)].flatMap(({ path, node }) => {
    const source = leafSource(node)
    const inside = [field, ...path].join('.')
    return source !== undefined && 'source' in source ? [placed(source, at, inside)] : []
  })
}
