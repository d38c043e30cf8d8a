import type { Manifest } from '../manifest/manifest.ts'
import { isOfPreview } from '../manifest/preview.ts'
import { isBelow, type Scope, scopeOf } from '../manifest/scope.ts'
import type { Ledger } from '../records/ledger.ts'
import type { Wanted } from '../values/kv.ts'

/** Which secrets a run looks at besides those that it wants, by what the ledger says of them. Pure. */

/** Wanted paths that may not be ours: a run killed while it claimed them may not have checked the other manifests. */
export function unclaimed(wanted: readonly Wanted[], { entries }: Ledger): Set<string> {
  const paths = wanted.filter(({ data }) => data !== undefined).map(({ path }) => path)
  return new Set(paths.filter(path => (entries.get(path)?.version ?? 0) === 0))
}

/** The orphans below the two folders of this scope: the ledger names them, and the manifest does not. */
export function orphansOf(scope: Scope, wanted: readonly Wanted[], { entries }: Ledger): string[] {
  const named = new Set(wanted.map(({ path }) => path))
  return [...entries.keys()].filter(path => isBelow(scope, path) && !named.has(path))
}

/**
 * The orphans in folders that no part of the manifest names any more: a path was changed, or an isolated Deployment removed.
 * Those of previews go with the preview. Prune leaves it alone: its permissions and its limit are about the folders that the manifest names.
 */
export function orphansOutside(manifest: Manifest, scope: Scope, { entries }: Ledger): string[] {
  const isolated = [...manifest.deployments].filter(([, { isolate }]) => isolate).map(([key]) => key)
  const scopes = [scope, ...[undefined, ...isolated].map(key => scopeOf(manifest, key))]
  const left: string[] = []
  const isElsewhere = (path: string) => !isOfPreview(path) && !scopes.some(one => isBelow(one, path))
  for (const [path, { version }] of entries) if (version > 0 && isElsewhere(path)) left.push(path)
  return left
}
