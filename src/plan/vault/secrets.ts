import type { Finding } from '../../base/finding.ts'
import type { Secret } from '../../base/secret.ts'
import { type Entry, entriesFor, pathOf } from '../../manifest/entries.ts'
import { isDrift } from '../../observe/authors.ts'
import type { ObservedVault, SeenSecret } from '../../observe/observed.ts'
import { secretFingerprint } from '../../records/key.ts'
import type { LedgerEntry } from '../../records/shard.ts'
import { constantsOf, structureOf } from '../../values/constants.ts'
import type { Wanted } from '../../values/kv.ts'
import type { KvData } from '../../vault/port.ts'
import type { Plan } from '../plan.ts'
import { conflict, notCompared, note } from '../plan.ts'
import type { Found, VaultStep } from '../step.ts'
import type { DesiredVault } from './desired.ts'
import { differingKeys } from './differing-keys.ts'
import { ADOPT } from './managed.ts'

/** The note on a secret whose sources this run was not given. A run that writes fails with the same words. */
export const notGiven = ({ label, lacks }: Wanted): Finding =>
  notCompared(label, `was not compared: ${lacks === undefined ? 'its value is not available here' : `it ${lacks}`}`)

/** One KV secret for each variable and connection; an equal one is left untouched. */
export function planSecrets(desired: DesiredVault, observed: ObservedVault): Plan<VaultStep> {
  const { scope, wanted, adopt } = desired
  const { secrets, authors, ledger, blind } = observed
  const newsOf = newsIn(desired)
  const [steps, findings]: [VaultStep[], Finding[]] = [[], []]
  for (const one of wanted) {
    const { path, label, data } = one
    const there = secrets.get(path)
    const entry = ledger.entries.get(path)
    if (data === undefined || there === undefined) findings.push(notGiven(one))
    else if (there.state === 'not-visible') findings.push(conflict(label, `cannot be compared: ${there.because}`))
    else if (there.state === 'trusted') continue
    else if (there.state === 'present' && there.data.equals(data)) {
      if (there.until === undefined) continue
      const reason = `Vault would delete it by itself on ${there.until}`
      steps.push({ kind: 'secret', path, data, expected: there.version, overwrites: true, reason })
    } else if (there.state === 'absent' || entry !== undefined || adopt) {
      const overwrites = there.state === 'present'
      const news = newsOf(path, overwrites ? there.data : undefined, data)
      const found = foundIn(there, entry)
      const reason = named(whyWritten(there, entry), authors.get(path))
      steps.push({ kind: 'secret', path, data, expected: there.version, overwrites, ...news, ...(found && { found }), reason })
    } else {
      const foreign =
        ledger.doubt === undefined
          ? 'that this action did not write'
          : `that this action may or may not have written (${ledger.doubt})`
      const where = `${scope.mount}/${path}`
      findings.push(conflict(label, `differs: ${where} holds another value (version ${there.version}) ${foreign}`, `${ADOPT}.`))
    }
  }
  if (ledger.doubt !== undefined)
    findings.push(note('secrets', `were compared from scratch, and the ledger is rebuilt: ${ledger.doubt}`))
  if (blind)
    findings.push(
      notCompared(
        'secrets',
        'were compared by the fingerprints in the ledger alone, because this server lists no versions, or not for this token; changes made by hand go unseen (`check: full` finds them)'
      )
    )
  return { steps, findings }
}

type News = Pick<Extract<VaultStep, { kind: 'secret' }>, 'keys' | 'constants'>

/**
 * Tells which keys differ, and what the manifest spells out of them; of a secret that is not there, of all. The manifest is read
 * through once, as soon as there is something to tell. Equal lists share one array: a rotation changes the same keys of thousands of
 * secrets.
 */
function newsIn({ manifest, scope }: DesiredVault) {
  let entries: ReadonlyMap<string, Entry> | undefined
  const lists = new Map<string, readonly string[]>()
  const shared = (keys: readonly string[]) => {
    const text = keys.join('\n')
    const known = lists.get(text)
    if (known === undefined) lists.set(text, keys)
    return known ?? keys
  }
  return (path: string, before: Secret<KvData> | undefined, after: Secret<KvData>): News => {
    entries ??= new Map(entriesFor(manifest, scope).map(entry => [pathOf(scope, entry), entry]))
    const entry = entries.get(path)
    const constants = entry === undefined ? {} : constantsOf(entry, scope.deployment)
    if (before === undefined) return given(constants)
    const keys = differingKeys(before.reveal(), after.reveal(), entry && structureOf(entry))
    if (keys === undefined) return {}
    const differing = Object.entries(constants).filter(([key]) => keys.includes(key))
    return { keys: shared(keys), ...given(Object.fromEntries(differing)) }
  }
}

const given = (constants: Readonly<Record<string, string>>): News => (Object.keys(constants).length > 0 ? { constants } : {})

type Replaced = Exclude<SeenSecret, { state: 'trusted' | 'not-visible' }>

/** What others have left there. */
function foundIn(there: Replaced, entry: LedgerEntry | undefined): Found | undefined {
  const since = there.since === undefined ? {} : { since: there.since }
  if (entry === undefined) return there.state === 'present' ? { by: 'foreign', ...since } : undefined
  return isDrift(there, entry) ? { by: 'drift', ...since } : undefined
}

/** What the ledger knows distinguishes a change of the manifest from drift, which somebody made in Vault. */
function whyWritten(there: Replaced, entry: LedgerEntry | undefined): string {
  if (entry === undefined || !isDrift(there, entry))
    return there.state === 'absent' ? 'it does not exist yet' : 'its value has changed'
  if (there.state === 'absent') return `somebody deleted it (it had version ${entry.version})`
  return `somebody else changed it (version ${there.version}, this action wrote version ${entry.version})`
}

const named = (reason: string, who: string | undefined): string =>
  who === undefined ? reason : reason.replace(/^somebody( else)?/, () => who)

/** Whether the ledger is right about a secret whose content is `data`. */
export function isKnown(
  { ledger, key }: Pick<ObservedVault, 'ledger' | 'key'>,
  { mount, path, version }: { mount: string; path: string; version: number },
  data: Secret<KvData>
): boolean {
  const entry = ledger.entries.get(path)
  return entry?.version === version && key !== undefined && entry.fingerprint === secretFingerprint(key, mount, path, data)
}
