import pMap from 'p-map'
import { manifestName } from '../vault/names.ts'
import { AT_ONCE, type Vault } from '../vault/port.ts'
import { type Ledger, type LedgerPlace, readLedger } from './ledger.ts'
import { listRecords } from './record.ts'
import type { ClaimedRole } from './shard.ts'

/** What other manifests have claimed. */
export interface Claims {
  /** Path → manifest. */
  readonly by: ReadonlyMap<string, string>
  /** Manifests whose ledger is damaged: they may claim anything. */
  readonly doubtful: readonly string[]
}

/**
 * The `paths` that other manifests have claimed on this mount. Undefined if the records may not be listed, because then nobody can
 * tell.
 */
export async function claimedByOthers(
  vault: Pick<Vault, 'read' | 'list'>,
  place: LedgerPlace,
  paths: Pick<ReadonlySet<string>, 'has'>
): Promise<Claims | undefined> {
  const found = await ofOthers(vault, place, (manifest, { entries, doubt }) => ({
    manifest,
    paths: [...entries.keys()].filter(path => paths.has(path)),
    doubtful: doubt !== undefined
  }))
  return (
    found && {
      by: new Map(found.flatMap(({ manifest, paths }) => paths.map(path => [path, manifest] as const))),
      doubtful: found.filter(({ doubtful }) => doubtful).map(({ manifest }) => manifest)
    }
  )
}

/**
 * Manifest → what it asks of a role, for each other one on this mount that has claimed it. Undefined if the records may not be
 * listed. A damaged ledger claims nothing: its manifest claims the role again when it runs.
 */
export async function roleClaimedByOthers(
  vault: Pick<Vault, 'read' | 'list'>,
  place: LedgerPlace,
  role: string
): Promise<ReadonlyMap<string, ClaimedRole> | undefined> {
  const found = await ofOthers(vault, place, (manifest, { roles }) => [manifest, roles.get(role)] as const)
  return found && new Map(found.flatMap(([manifest, fields]) => (fields === undefined ? [] : [[manifest, fields] as const])))
}

/** What `pick` takes from the ledger of each other manifest. A folder whose name no manifest can have claims nothing, and is not read. */
async function ofOthers<T>(
  vault: Pick<Vault, 'read' | 'list'>,
  place: LedgerPlace,
  pick: (manifest: string, ledger: Ledger) => T
): Promise<readonly T[] | undefined> {
  const names = await listRecords(vault, place.mount, 'manifests')
  if (names === undefined) return undefined
  const manifests = [...names].filter(name => name.endsWith('/')).map(name => name.slice(0, -1))
  const others = manifests.filter(name => name !== place.manifest && manifestName.safeParse(name).success)
  const read = async (manifest: string) => pick(manifest, await readLedger(vault, { ...place, manifest }))
  return await pMap(others, read, { concurrency: AT_ONCE })
}
