import { UserError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import type { Step } from '../plan/step.ts'
import { claimedBy } from '../records/claimed-by.ts'
import { claimedByOthers } from '../records/claims.ts'
import { noteChanges, readHistory } from '../records/history.ts'
import { secretFingerprint } from '../records/key.ts'
import { amendLedger } from '../records/ledger.ts'
import type { LedgerEntry } from '../records/shard.ts'
import type { KvData } from '../vault/port.ts'
import { changesIn } from './changes.ts'
import type { VaultContext } from './ports.ts'

/**
 * What a run left at a path. `lost`: somebody else was faster, so the claim is given up, unless another run of ours has recorded
 * it.
 */
export type Left = { readonly version: number; readonly data?: Secret<KvData> } | 'nothing' | 'lost'

/**
 * Claims, then checks whether somebody else has claimed the same at the same time: of two that do, at least one sees the other
 * and withdraws.
 */
export async function claim(
  step: Extract<Step, { kind: 'claim' }>,
  { vault, mount, run, key, tell }: VaultContext
): Promise<'done'> {
  const place = { mount, manifest: step.manifest, key: await key() }
  const history = step.changing.length > 0 ? await readHistory(vault, mount, step.manifest) : undefined
  for (const manifest of new Set(step.takenFrom.values())) {
    const remove = new Set([...step.takenFrom].filter(([, other]) => other === manifest).map(([path]) => path))
    await amendLedger(vault, { ...place, manifest }, { remove })
  }
  await amendLedger(vault, place, { set: step.entries, roles: step.roles, policies: step.policies })
  // All of them: what was ours when the run looked may have been taken over meanwhile.
  const claims = step.entries.size > 0 ? await claimedByOthers(vault, place, step.entries) : undefined
  const taken = claims?.by ?? NONE
  const [first] = taken
  if (first !== undefined) {
    await amendLedger(vault, place, { remove: new Set([...step.added, ...taken.keys()]) })
    throw new UserError([claimedBy(mount, ...first)])
  }
  if (history === undefined) return 'done'
  const ofData = (path: string, data: Secret<KvData>) => secretFingerprint(place.key, mount, path, data)
  if (history.warning !== undefined) tell({ kind: 'found', finding: history.warning })
  await noteChanges(vault, { ...place, run: run.id }, changesIn(step.changing, ofData, step.foreign), history)
  return 'done'
}

const NONE: ReadonlyMap<string, string> = new Map()

/** Records versions and fingerprints of what is there now. */
export async function recordVersions(
  { manifest, known, gone, released = NOBODY }: Extract<Step, { kind: 'ledger' }>,
  changed: ReadonlyMap<string, Left>,
  { vault, mount, ...context }: VaultContext
): Promise<'done'> {
  const key = await context.key()
  const set = new Map<string, LedgerEntry>()
  const remove = new Set(gone)
  const unclaim = new Set<string>()
  for (const [path, left] of [...known, ...changed]) {
    if (left === 'lost') unclaim.add(path)
    else if (left === 'nothing' || released.has(path)) remove.add(path)
    else set.set(path, { version: left.version, fingerprint: left.data ? secretFingerprint(key, mount, path, left.data) : '' })
  }
  await amendLedger(vault, { mount, manifest, key }, { set, remove, unclaim })
  return 'done'
}

const NOBODY: ReadonlySet<string> = new Set()
