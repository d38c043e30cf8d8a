import { type Scope, scopeOf } from '../manifest/scope.ts'
import { counted } from './describe.ts'
import type { VaultIntentions } from './intentions.ts'
import type { ObservedVault } from './observed.ts'
import { type Plan, planOf } from './step.ts'

/**
 * Tells of secrets that are ours and lie in folders that no part of the manifest names any more: a path was changed, or an
 * isolated Deployment taken out. Prune never goes there: its rights and its limit are those of the folders that are named.
 */
export function planLeftBehind({ manifest, scope }: VaultIntentions, { ledger }: ObservedVault): Plan<never> {
  const isolated = [...manifest.deployments].filter(([, { isolate }]) => isolate).map(([key]) => key)
  const scopes = [scope, ...[undefined, ...isolated].map(key => scopeOf(manifest, key))]
  const left = [...ledger.entries]
    .filter(([path, { version }]) => version > 0 && !scopes.some(one => isBelow(one, path)))
    .map(([path]) => path)
  if (left.length === 0) return planOf({})
  const text = `${counted(left.length, 'secret')} of this action, such as ${scope.mount}/${left[0]}; delete them by hand, or name the folder again for one run with prune: apply`
  return planOf({ notes: [{ subject: 'secrets in folders that the manifest no longer names', text }] })
}

/** Whether a path lies in one of the two folders of a scope. */
export const isBelow = ({ variablesPath, connectionsPath }: Scope, path: string): boolean =>
  path.startsWith(`${variablesPath}/`) || path.startsWith(`${connectionsPath}/`)
