import { counted } from '../../base/counted.ts'
import { isBelow, scopeOf } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import type { Ledger } from '../../records/ledger.ts'
import { note, type Plan, planOf, told } from '../plan.ts'
import type { VaultIntentions } from './intentions.ts'

/**
 * What is ours and lies in folders that no part of the manifest names any more: a path was changed, or an isolated Deployment
 * taken out. Prune never goes there: its rights and its limit are those of the folders that are named.
 */
export function leftBehindOf({ manifest, scope }: Pick<VaultIntentions, 'manifest' | 'scope'>, { entries }: Ledger): string[] {
  const isolated = [...manifest.deployments].filter(([, { isolate }]) => isolate).map(([key]) => key)
  const scopes = [scope, ...[undefined, ...isolated].map(key => scopeOf(manifest, key))]
  const left: string[] = []
  for (const [path, { version }] of entries) if (version > 0 && !scopes.some(one => isBelow(one, path))) left.push(path)
  return left
}

/** Tells of it as long as it is there. */
export function planLeftBehind(intentions: VaultIntentions, { ledger, orphans }: ObservedVault): Plan<never> {
  const left = leftBehindOf(intentions, ledger).filter(path => orphans.get(path)?.state !== 'absent')
  if (left.length === 0) return planOf({})
  const [first] = left
  return told({
    ...note(
      `${counted(left.length, 'secret')} of this action`,
      `${left.length === 1 ? 'lies' : 'lie'} in folders that the manifest no longer names, such as ${intentions.scope.mount}/${first}; prune never goes there`
    ),
    hint: 'Delete by hand what nobody needs.'
  })
}
