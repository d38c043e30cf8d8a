import pMap from 'p-map'
import { manifestName } from '../vault/names.ts'
import { AT_ONCE, type Vault } from '../vault/port.ts'
import { type LedgerPlace, readLedger } from './ledger.ts'
import { listRecords } from './record.ts'

/** What other manifests have claimed. */
export interface Claims {
  /** Path → manifest. */
  readonly by: ReadonlyMap<string, string>
  /** Manifests whose ledger is damaged: they may claim anything. */
  readonly doubtful: readonly string[]
}

/**
 * The `paths` that other manifests have claimed on this mount. Undefined if the records may not be listed, because then nobody can
 * tell. A folder whose name no manifest can have claims nothing and is not read.
 */
export async function claimedByOthers(
  vault: Pick<Vault, 'read' | 'list'>,
  place: LedgerPlace,
  paths: Pick<ReadonlySet<string>, 'has'>
): Promise<Claims | undefined> {
  const names = await listRecords(vault, place.mount, 'manifests')
  if (names === undefined) return undefined
  const manifests = [...names].filter(name => name.endsWith('/')).map(name => name.slice(0, -1))
  const others = manifests.filter(name => name !== place.manifest && manifestName.safeParse(name).success)
  const found = await pMap(
    others,
    async manifest => {
      const { entries, doubt } = await readLedger(vault, { ...place, manifest })
      return { manifest, paths: [...entries.keys()].filter(path => paths.has(path)), doubtful: doubt !== undefined }
    },
    { concurrency: AT_ONCE }
  )
  return {
    by: new Map(found.flatMap(({ manifest, paths }) => paths.map(path => [path, manifest] as const))),
    doubtful: found.filter(({ doubtful }) => doubtful).map(({ manifest }) => manifest)
  }
}
