import type { Vault } from '../vault/port.ts'
import { type LedgerPlace, readLedger } from './ledger.ts'
import { listRecords } from './record.ts'

/**
 * Which of `paths` other manifests have claimed on this mount, and which manifest. Undefined where the records may not be
 * listed: then nobody can tell.
 */
export async function claimedByOthers(
  vault: Pick<Vault, 'read' | 'list'>,
  place: LedgerPlace,
  paths: Pick<ReadonlySet<string>, 'has'>
): Promise<ReadonlyMap<string, string> | undefined> {
  const names = await listRecords(vault, place.mount, 'manifests')
  if (names === undefined) return undefined
  const others = [...names].map(name => name.replace(/\/$/, '')).filter(name => name !== place.manifest)
  const found = await Promise.all(
    others.map(async manifest => {
      const { entries } = await readLedger(vault, { ...place, manifest })
      return [...entries.keys()].filter(path => paths.has(path)).map(path => [path, manifest] as const)
    })
  )
  return new Map(found.flat())
}
