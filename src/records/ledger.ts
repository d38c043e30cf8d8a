import type { KeyObject } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../base/errors.ts'
import { VersionConflict } from '../vault/errors.ts'
import type { Vault } from '../vault/port.ts'
import { DamagedRecord } from './damaged.ts'
import { FleetingRecord } from './fleeting.ts'
import { ATTEMPTS, readRecord, type Stored, writeRecord } from './record.ts'
import { EMPTY, forNextVersion, type LedgerEntry, pack, SHARD, type Shard, unpack } from './shard.ts'

/** What belongs to one manifest and may be changed without asking. */
export interface Ledger extends Shard {
  /** Why it cannot be trusted; absent if it can. */
  readonly doubt?: string
}

export interface LedgerPlace {
  readonly mount: string
  readonly manifest: string
  /** Absent if there is no key yet; then there is nothing to trust either. */
  readonly key: KeyObject | undefined
}

export interface Amendment {
  readonly set?: ReadonlyMap<string, LedgerEntry>
  readonly remove?: ReadonlySet<string>
  /** Claims without a version, to be removed if they still have none. */
  readonly unclaim?: ReadonlySet<string>
  readonly roles?: Shard['roles']
  readonly policies?: ReadonlySet<string>
}

/** Entries. A shard of this many stays far below the 1 MiB of an entry in Vault, and few shards need few requests. */
export const LARGEST_SHARD = 5_000

interface StoredShard {
  readonly content: Shard
  /** For check-and-set. */
  readonly version: number
  readonly damaged: boolean
  readonly of: number
}

/** Where a ledger is. Its key may still be on the way, so that both can be requested at once. */
type Readable = Omit<LedgerPlace, 'key'> & { readonly key: LedgerPlace['key'] | Promise<LedgerPlace['key']> }

/** The ledger of one manifest, put together from its shards. */
export async function readLedger(vault: Pick<Vault, 'read'>, place: Readable): Promise<Ledger> {
  const shards = await readShards(vault, place)
  const damaged = shards.some(shard => shard.damaged)
  const doubt = `the ledger of manifest ${place.manifest} is damaged, or was not written for ${place.mount}/ with its current key`
  return {
    // If two shards name one path, the newer version counts.
    entries: new Map(shards.flatMap(({ content }) => [...content.entries]).sort(([, a], [, b]) => a.version - b.version)),
    roles: new Map(shards.flatMap(({ content }) => [...content.roles])),
    policies: new Set(shards.flatMap(({ content }) => [...content.policies])),
    ...(damaged ? { doubt } : {})
  }
}

/** Amends the ledger. Another job of a matrix that amends it at the same time loses nothing. */
export async function amendLedger(vault: Vault, place: LedgerPlace & { key: KeyObject }, amendment: Amendment): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const shards = await readShards(vault, place)
    const contents = shards.map(({ content }) => content)
    const amended = amend(contents, amendment)
    const grown = amended.length !== shards.length
    const changed = [...amended.keys()].filter(
      index => amended[index] !== contents[index] || shards[index]?.damaged || (index === 0 && grown)
    )
    const write = async (index: number) => {
      // A run that was killed may have left a shard that the first one does not count.
      const stored = index === 0 ? shards[0] : (shards[index] ?? (await readShard(vault, place, index)))
      const version = stored?.version ?? 0
      const value = pack(amended[index] ?? EMPTY, amended.length, { ...place, index, version: version + 1 }, place.key)
      await writeRecord(vault, place.mount, nameOf(place.manifest, index), SHARD, { value, version })
    }
    try {
      await Promise.all(changed.filter(index => index > 0).map(write))
      // The first shard counts the others, so it comes last.
      await Promise.all(changed.filter(index => index === 0).map(write))
      return
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error
      if (attempt === ATTEMPTS)
        throw new UserError(`the ledger of manifest ${place.manifest} was changed by other runs ${ATTEMPTS} times in a row`, {
          hint: 'Run again when fewer runs use this manifest.',
          cause: error
        })
    }
  }
}

/** The amended shards: the same object where nothing changes, and one more where there is no room. Pure. */
export function amend(shards: readonly Shard[], { set, remove, unclaim, roles, policies }: Amendment): readonly Shard[] {
  const next = (shards.length === 0 ? [EMPTY] : shards).map(shard => ({
    entries: new Map(shard.entries),
    roles: new Map(shard.roles),
    policies: new Set(shard.policies)
  }))
  for (const [role, fields] of roles ?? []) next[0]?.roles.set(role, fields)
  for (const policy of policies ?? []) next[0]?.policies.add(policy)
  const home = new Map(next.flatMap(shard => [...shard.entries.keys()].map(path => [path, shard] as const)))
  for (const [path, entry] of set ?? []) {
    let shard = home.get(path) ?? next.find(({ entries }) => entries.size < LARGEST_SHARD)
    if (shard === undefined) {
      shard = { entries: new Map(), roles: new Map(), policies: new Set() }
      next.push(shard)
    }
    shard.entries.set(path, entry)
  }
  for (const path of remove ?? []) home.get(path)?.entries.delete(path)
  for (const path of unclaim ?? []) {
    const shard = home.get(path)
    if (shard?.entries.get(path)?.version === 0) shard.entries.delete(path)
  }
  return next.map((shard, index) => {
    const before = shards[index]
    return before !== undefined && isDeepStrictEqual(shard, before) ? before : shard
  })
}

const nameOf = (manifest: string, index: number) => `manifests/${manifest}/${index}`

/** The first one tells how many there are. An absent ledger has no shards. */
async function readShards(vault: Pick<Vault, 'read'>, place: Readable): Promise<readonly StoredShard[]> {
  const first = await readShard(vault, place, 0)
  if (first === undefined) return []
  const others = Array.from({ length: Math.max(first.of - 1, 0) }, (_, index) => readShard(vault, place, index + 1))
  const lost: StoredShard = { content: EMPTY, version: 0, damaged: true, of: 0 }
  return [first, ...(await Promise.all(others)).map(shard => shard ?? lost)]
}

async function readShard(vault: Pick<Vault, 'read'>, place: Readable, index: number): Promise<StoredShard | undefined> {
  const stored = await readRecord(vault, place.mount, nameOf(place.manifest, index), SHARD).catch(
    async (error): Promise<Stored<never> & { damaged: true }> => {
      if (error instanceof FleetingRecord) {
        const { version } = error.place
        throw error.with(forNextVersion(error.data, { ...place, index, version }, await place.key))
      }
      if (!(error instanceof DamagedRecord)) throw error
      return { value: undefined, version: error.version, damaged: true }
    }
  )
  if (stored.value === undefined && !('damaged' in stored) && stored.version === 0) return undefined
  const content = stored.value && unpack(stored.value, { ...place, index, version: stored.version }, await place.key)
  // The number of shards in one without a valid seal is not believed either: it could be anything.
  const of = content === undefined ? 1 : (stored.value?.of ?? 1)
  return { content: content ?? EMPTY, version: stored.version, damaged: content === undefined, of }
}
