import type { Ledger } from '../state/ledger.ts'
import { counted } from './describe.ts'
import type { VaultIntentions } from './intentions.ts'
import type { ObservedVault } from './observed.ts'
import { join, type Plan, planOf, type VaultStep } from './step.ts'

/** Fewer than this may always go: a part of a small manifest says nothing. */
const ALWAYS = 3
const SUBJECT = 'secrets that are no longer in the manifest'

/** What the ledger names below the two folders of this scope, and the manifest does not. */
export function orphansOf({ scope, wanted }: Pick<VaultIntentions, 'scope' | 'wanted'>, { entries }: Ledger): string[] {
  const named = new Set(wanted.map(({ path }) => path))
  return ownedIn(scope, entries.keys()).filter(path => !named.has(path))
}

const ownedIn = ({ variablesPath, connectionsPath }: VaultIntentions['scope'], paths: Iterable<string>): string[] =>
  [...paths].filter(path => path.startsWith(`${variablesPath}/`) || path.startsWith(`${connectionsPath}/`))

/** Soft-deletes what is ours and was taken out of the manifest. Whatever looks like an accident ends the run instead. */
export function planPrune(intentions: VaultIntentions, observed: ObservedVault): Plan<VaultStep> {
  const { scope, wanted, prune } = intentions
  const { ledger } = observed
  const paths = orphansOf(intentions, ledger)
  if (paths.length === 0) return planOf({})
  if (prune.mode === 'off') {
    const text = `${counted(paths.length, 'secret')} of this action; prune: plan names them, prune: apply deletes them`
    return planOf({ notes: [{ subject: SUBJECT, text }] })
  }
  if (ledger.doubt !== undefined) return planOf({ notes: [{ subject: SUBJECT, text: `are left alone: ${ledger.doubt}` }] })

  const conflicts: string[] = []
  if (wanted.length === 0)
    conflicts.push(
      `the manifest has no variables and no connections, and prune would delete all ${paths.length} secrets; set prune: off if that is meant, and delete them by hand`
    )
  const owned = ownedIn(scope, ledger.entries.keys()).length
  const most = Math.max(ALWAYS, Math.floor(owned * prune.limit))
  if (paths.length > most && conflicts.length === 0)
    conflicts.push(
      `prune would delete ${paths.length} of ${owned} secrets, more than the ${most} that prune-limit (${Math.round(prune.limit * 100)} %) allows; look at them with prune: plan, and raise prune-limit for one run if that is meant`
    )
  const plans = paths.map(path => planOne(path, intentions, observed))
  return join([planOf({ conflicts: prune.mode === 'apply' ? conflicts : [] }), ...plans])
}

function planOne(path: string, { scope, prune }: VaultIntentions, { ledger, orphans }: ObservedVault): Plan<VaultStep> {
  const there = orphans.get(path)
  const version = ledger.entries.get(path)?.version
  const subject = `${scope.mount}/${path}`
  if (there === undefined || there.state === 'not-visible')
    return planOf({ notes: [{ subject, text: 'is no longer in the manifest, but may not be read, so it is not deleted' }] })
  if (there.state === 'absent') return planOf({})
  if (there.version !== version)
    return planOf({
      notes: [{ subject, text: `is no longer in the manifest, but somebody else changed it since, so it is not deleted` }]
    })
  if (prune.mode === 'plan')
    return planOf({ notes: [{ subject, text: 'is no longer in the manifest; prune: apply would delete it' }] })
  return planOf({ steps: [{ kind: 'delete', path, version, reason: 'it is no longer in the manifest' }] })
}
