import type { Secret } from '../secret.ts'
import { secretFingerprint } from '../state/key.ts'
import type { Entry } from '../state/shard.ts'
import type { KvData } from '../vault/port.ts'
import type { VaultIntentions } from './intentions.ts'
import type { ObservedVault, SeenSecret } from './observed.ts'
import { ADOPT } from './ownership.ts'
import { join, type Plan, planOf, type VaultStep } from './step.ts'

/** Of a secret whose sources are not in the environment. */
export const NOT_GIVEN = 'not given here, not compared'

/** One KV secret for each variable and connection; an equal one is left untouched. */
export function planSecrets({ scope, wanted, adopt }: VaultIntentions, observed: ObservedVault): Plan<VaultStep> {
  const { secrets, ledger, blind } = observed
  const plans = wanted.map(({ path, label, data }): Plan<VaultStep> => {
    const there = secrets.get(path)
    const entry = ledger.entries.get(path)
    if (data === undefined || there === undefined) return planOf({ notes: [{ subject: label, text: NOT_GIVEN }] })
    if (there.state === 'not-visible') return planOf({ conflicts: [`${label}: ${there.because}`] })
    if (there.state === 'trusted' || (there.state === 'present' && there.data.equals(data))) return planOf({})
    if (there.state === 'absent' || entry !== undefined || adopt) {
      const overwrites = there.state === 'present'
      const reason = whyWritten(there, entry)
      return planOf({ steps: [{ kind: 'secret', path, data, expected: there.version, overwrites, reason }] })
    }
    return planOf({
      conflicts: [
        `${label}: ${scope.mount}/${path} holds another value (version ${there.version}) that this action did not write; ${ADOPT}`
      ]
    })
  })
  const text =
    'check: ledger compared fingerprints alone, since this server does not list versions; what was changed or deleted by hand is not seen (check: full sees it)'
  return join([...plans, planOf({ notes: blind ? [{ subject: 'Secrets', text }] : [] })])
}

/** What the ledger knows tells a change of the manifest from one that somebody made in Vault. */
function whyWritten(there: Exclude<SeenSecret, { state: 'trusted' | 'not-visible' }>, entry: Entry | undefined): string {
  const settled = entry !== undefined && entry.fingerprint !== ''
  if (there.state === 'absent') {
    if (!settled) return 'it does not exist yet'
    return `somebody deleted it (it had version ${entry.version})`
  }
  if (!settled || there.version === entry.version) return 'its value has changed'
  return `somebody else changed it (version ${there.version}, this action wrote version ${entry.version})`
}

/** Whether the ledger says the truth about a secret whose content is `data`. */
export function isKnown(
  { ledger, key }: Pick<ObservedVault, 'ledger' | 'key'>,
  { mount, path, version }: { mount: string; path: string; version: number },
  data: Secret<KvData>
): boolean {
  const entry = ledger.entries.get(path)
  return entry?.version === version && key !== undefined && entry.fingerprint === secretFingerprint(key, mount, path, data)
}
