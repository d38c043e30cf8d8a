import { manifestName } from '../vault/names.ts'
import type { Vault } from '../vault/port.ts'
import { type LedgerPlace, readLedger } from './ledger.ts'
import { listRecords } from './record.ts'

/**
 * The `paths` that other manifests have claimed on this mount, each with its manifest. Undefined if the records may not be
 * listed, because then nobody can tell. A folder whose name no manifest can have claims nothing and is not read.
 */
export async function claimedByOthers(
  vault: Pick<Vault, 'read' | 'list'>,
  place: LedgerPlace,
  paths: Pick<ReadonlySet<string>, 'has'>
): Promise<ReadonlyMap<string, string> | undefined> {
  const names = await listRecords(vault, place.mount, 'manifests')
  if (names === undefined) return undefined
  const manifests = [...names].filter(name => name.endsWith('/')).map(name => name.slice(0, -1))
  const others = manifests.filter(name => name !== place.manifest && manifestName.safeParse(name).success)
  const found = await Promise.all(
    others.map(async manifest => {
      const { entries } = await readLedger(vault, { ...place, manifest })
      return [...entries.keys()].filter(path => paths.has(path)).map(path => [path, manifest] as const)
    })
  )
  return new Map(found.flat())
}
