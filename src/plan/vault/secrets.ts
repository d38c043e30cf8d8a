import type { Secret } from '../../base/secret.ts'
import type { ObservedVault, SeenSecret } from '../../observe/observed.ts'
import { secretFingerprint } from '../../records/key.ts'
import type { Entry } from '../../records/shard.ts'
import type { KvData } from '../../vault/port.ts'
import type { Note, Plan, VaultStep } from '../step.ts'
import type { VaultIntentions } from './intentions.ts'
import { ADOPT } from './ownership.ts'

/** Of a secret whose sources are not in the environment. */
export const NOT_GIVEN = 'not given here, not compared'

/** One KV secret for each variable and connection; an equal one is left untouched. */
export function planSecrets({ scope, wanted, adopt }: VaultIntentions, observed: ObservedVault): Plan<VaultStep> {
  const { secrets, ledger, blind } = observed
  const [steps, notes, conflicts]: [VaultStep[], Note[], string[]] = [[], [], []]
  for (const { path, label, data } of wanted) {
    const there = secrets.get(path)
    const entry = ledger.entries.get(path)
    if (data === undefined || there === undefined) notes.push({ subject: label, text: NOT_GIVEN })
    else if (there.state === 'not-visible') conflicts.push(`${label}: ${there.because}`)
    else if (there.state === 'trusted' || (there.state === 'present' && there.data.equals(data))) continue
    else if (there.state === 'absent' || entry !== undefined || adopt) {
      const overwrites = there.state === 'present'
      steps.push({ kind: 'secret', path, data, expected: there.version, overwrites, reason: whyWritten(there, entry) })
    } else {
      const foreign =
        ledger.doubt === undefined
          ? 'that this action did not write'
          : `of which nobody knows whether this action wrote it (${ledger.doubt})`
      conflicts.push(`${label}: ${scope.mount}/${path} holds another value (version ${there.version}) ${foreign}; ${ADOPT}`)
    }
  }
  const text =
    'check: ledger compared fingerprints alone, since this server does not list versions, or not to this token; what was changed or deleted by hand is not seen (check: full sees it)'
  if (ledger.doubt !== undefined)
    notes.push({ subject: 'Secrets', text: `${ledger.doubt}; it vouches for nothing, and what lies there is noted anew` })
  if (blind) notes.push({ subject: 'Secrets', text })
  return { steps, notes, conflicts }
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
