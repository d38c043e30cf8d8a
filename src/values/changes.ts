import { isDeepStrictEqual } from 'node:util'
import { type Entry, entriesFor } from '../manifest/entries.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { type Scope, scopeOf } from '../manifest/scope.ts'
import { constantsOf, keysOf } from './constants.ts'

/**
 * A key that two manifests have different things for. Each text is there only if that manifest spells it out and it does not look like
 * a secret; null: that manifest does not have the key.
 */
export interface ChangedKey {
  readonly key: string
  readonly was?: string | null
  readonly becomes?: string | null
}

/** Undefined: it is not shown. */
type Side = string | null | undefined

export const changedKey = (key: string, was: Side, becomes: Side): ChangedKey => ({
  key,
  ...(was === undefined ? {} : { was }),
  ...(becomes === undefined ? {} : { becomes })
})

/** What became of one variable or connection, or of the settings of a section, from one manifest to another. */
export interface EntryChange {
  /** As in the manifest: `connections.warehouse`, `vault`, `deployments.prod`. */
  readonly name: string
  readonly change: 'added' | 'changed' | 'removed'
  readonly keys: readonly ChangedKey[]
  /** Whether a password is there and has the same source as before; what is in that source, no manifest knows. */
  readonly samePassword?: true
}

/** One manifest with the names that a Deployment has in it. */
export interface Scoped {
  readonly manifest: Manifest
  readonly scope: Scope
}

/** What differs between two manifests, without any value: constants, fields and names. Imported files are not read. */
export function entryChanges(before: Scoped, after: Scoped): readonly EntryChange[] {
  const [was, becomes] = [namesIn(before), namesIn(after)]
  const names = [...new Set([...becomes.keys(), ...was.keys()])]
  return names.flatMap(
    name => changeOf(name, was.get(name), becomes.get(name), before.scope.deployment, after.scope.deployment) ?? []
  )
}

const namesIn = ({ manifest, scope }: Scoped): ReadonlyMap<string, Entry> =>
  new Map(entriesFor(manifest, scope).map(entry => [`${entry.kind}s.${entry.name}`, entry]))

function changeOf(
  name: string,
  before: Entry | undefined,
  after: Entry | undefined,
  ...[wasIn, becomesIn]: readonly (string | undefined)[]
): EntryChange | undefined {
  const [was, becomes] = [before ? keysOf(before) : new Map(), after ? keysOf(after) : new Map()]
  const [old, spelled] = [before && constantsOf(before, wasIn), after && constantsOf(after, becomesIn)]
  const differing = [...new Set([...becomes.keys(), ...was.keys()])].filter(
    key => !isDeepStrictEqual(sourceOf(was.get(key)), sourceOf(becomes.get(key))) || old?.[key] !== spelled?.[key]
  )
  if (after === undefined) return { name, change: 'removed', keys: [] }
  if (before === undefined) {
    const spelledOut = differing.filter(key => spelled?.[key] !== undefined)
    return { name, change: 'added', keys: spelledOut.map(key => changedKey(key, undefined, spelled?.[key])) }
  }
  const keys = differing.map(key => changedKey(key, was.has(key) ? old?.[key] : null, becomes.has(key) ? spelled?.[key] : null))
  if (keys.length === 0) return undefined
  return { name, change: 'changed', keys, ...(was.has('password') && !differing.includes('password') && { samePassword: true }) }
}

/** When a value expires, and who replaces it, is nothing that Vault has. */
function sourceOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { reminder: _, $expires: __, $owner: ___, ...source } = value as Record<string, unknown>
  return source
}

/** What differs in what each Deployment has for itself. */
export function ownChanges(before: Manifest, after: Manifest): readonly EntryChange[] {
  return [...new Set([...after.deployments.keys(), ...before.deployments.keys()])].flatMap(key => {
    const alone = (manifest: Manifest): Scoped => {
      const { variables = new Map(), connections = [] } = manifest.deployments.get(key) ?? {}
      return { manifest: { ...manifest, variables, connections }, scope: scopeOf(manifest, key) }
    }
    return entryChanges(alone(before), alone(after)).map(one => ({ ...one, name: `deployments.${key}.${one.name}` }))
  })
}
