import pMap from 'p-map'
import type { Finding } from '../base/finding.ts'
import { manifestName } from '../vault/names.ts'
import { AT_ONCE, type Vault } from '../vault/port.ts'
import { NewerRecord } from './damaged.ts'
import { type LedgerPlace, type LookedLedger, lookAtLedger } from './ledger.ts'
import { listRecords } from './record.ts'
import { type ClaimedRole, EMPTY } from './shard.ts'

type Reader = Pick<Vault, 'read' | 'readVersion' | 'list'>

/** What other manifests have claimed. */
export interface Claims {
  /** Path → manifest. */
  readonly by: ReadonlyMap<string, string>
  /** Manifests whose ledger cannot be read: they may claim anything. */
  readonly doubtful: readonly Doubtful[]
  /** About ledgers that were read and will not stay; absent if there are none. */
  readonly warnings?: readonly Finding[]
}

interface Doubtful {
  readonly manifest: string
  /** Why, as the rest of a sentence that begins with the ledger. */
  readonly why: string
  readonly hint: string
}

/**
 * The `paths` that other manifests have claimed on this mount. Undefined if the records may not be listed, because then nobody can
 * tell.
 */
export async function claimedByOthers(
  vault: Reader,
  place: LedgerPlace,
  paths: Pick<ReadonlySet<string>, 'has'>
): Promise<Claims | undefined> {
  const found = await ofOthers(vault, place)
  if (found === undefined) return undefined
  const claimed = found.flatMap(({ manifest, entries }) => [...entries.keys()].map(path => [path, manifest] as const))
  const warnings = found.flatMap(({ manifest, fleeting }) => fleeting?.ofManifest(manifest) ?? [])
  return {
    by: new Map(claimed.filter(([path]) => paths.has(path))),
    doubtful: found.flatMap(({ manifest, doubt, newer }) => {
      if (newer !== undefined) return { manifest, ...newer }
      return doubt === undefined ? [] : { manifest, why: 'is damaged', hint: 'Run that manifest once: it rebuilds its ledger.' }
    }),
    ...(warnings.length === 0 ? {} : { warnings })
  }
}

/**
 * Manifest → what it asks of a role, for each other one on this mount that has claimed it. Undefined if the records may not be
 * listed. A ledger that cannot be read claims nothing: its manifest claims the role again when it runs.
 */
export async function roleClaimedByOthers(
  vault: Reader,
  place: LedgerPlace,
  role: string
): Promise<ReadonlyMap<string, ClaimedRole> | undefined> {
  const found = await ofOthers(vault, place)
  const claimed = found?.map(({ manifest, roles }) => [manifest, roles.get(role)] as const)
  return claimed && new Map(claimed.flatMap(([manifest, fields]) => (fields === undefined ? [] : [[manifest, fields] as const])))
}

type Others = LookedLedger & { readonly manifest: string; readonly newer?: Omit<Doubtful, 'manifest'> }

const NEWER = { why: 'was written by a newer version of this action', hint: 'Use that version for this manifest, too.' }

/**
 * The ledger of each other manifest; this run never writes one. A folder whose name no manifest can have claims nothing, and is not
 * read.
 */
async function ofOthers(vault: Reader, place: LedgerPlace): Promise<readonly Others[] | undefined> {
  const names = await listRecords(vault, place.mount, 'manifests')
  if (names === undefined) return undefined
  const manifests = [...names].filter(name => name.endsWith('/')).map(name => name.slice(0, -1))
  const others = manifests.filter(name => name !== place.manifest && manifestName.safeParse(name).success)
  const read = async (manifest: string): Promise<Others> => {
    try {
      return { manifest, ...(await lookAtLedger(vault, { ...place, manifest })) }
    } catch (error) {
      if (!(error instanceof NewerRecord)) throw error
      return { manifest, ...EMPTY, newer: NEWER }
    }
  }
  return await pMap(others, read, { concurrency: AT_ONCE })
}
