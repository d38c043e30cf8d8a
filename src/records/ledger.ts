import type { KeyObject } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Vault } from '../vault/port.ts'
import { DamagedRecord, whereIs } from './damaged.ts'
import type { FleetingRecord } from './fleeting.ts'
import { lookAtRecord, writeRecord } from './record.ts'
import { EMPTY, forNextVersion, type LedgerEntry, pack, SHARD, type Shard, unpack } from './shard.ts'
import { amendShards, readShards, type StoredShard } from './sharding.ts'

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
  /** Roles and policies that are gone. */
  readonly gone?: { readonly roles: readonly string[]; readonly policies: readonly string[] }
}

/** Entries. A shard of this many stays far below the 1 MiB of an entry in Vault, and few shards need few requests. */
export const LARGEST_SHARD = 5_000

interface LedgerShard extends StoredShard<Shard> {
  readonly fleeting?: FleetingRecord
}

type Reader = Pick<Vault, 'read' | 'readVersion'>

/** Where a ledger is. Its key may still be on the way, so that both can be requested at once. */
type Readable = Omit<LedgerPlace, 'key'> & { readonly key: LedgerPlace['key'] | Promise<LedgerPlace['key']> }

/** The ledger of one manifest, put together from its shards. Throws `FleetingRecord` if Vault will delete one of them. */
export async function readLedger(vault: Reader, place: Readable): Promise<Ledger> {
  const { fleeting, ...ledger } = await lookAtLedger(vault, place)
  if (fleeting !== undefined) throw fleeting
  return ledger
}

/** A ledger, and why it is not going to stay. */
export type LookedLedger = Ledger & { readonly fleeting?: FleetingRecord | undefined }

/** Reads it also if Vault will delete it by itself: for ledgers that are not this run's to keep. */
export async function lookAtLedger(vault: Reader, place: Readable): Promise<LookedLedger> {
  const shards = await readShards<Shard, LedgerShard>(readerOf(vault, place))
  const doubt = shards.find(shard => shard.doubt !== undefined)?.doubt
  return {
    // If two shards name one path, the newer version counts.
    entries: new Map(shards.flatMap(({ content }) => [...content.entries]).sort(([, a], [, b]) => a.version - b.version)),
    roles: new Map(shards.flatMap(({ content }) => [...content.roles])),
    policies: new Set(shards.flatMap(({ content }) => [...content.policies])),
    fleeting: shards.find(shard => shard.fleeting !== undefined)?.fleeting,
    ...(doubt === undefined ? {} : { doubt })
  }
}

/** Amends the ledger. Another job of a matrix that amends it at the same time loses nothing. */
export async function amendLedger(vault: Vault, place: LedgerPlace & { key: KeyObject }, amendment: Amendment): Promise<void> {
  const write = async (index: number, { content, version, of }: StoredShard<Shard>) => {
    const value = pack(content, of, { ...place, index, version: version + 1 }, place.key)
    return await writeRecord(vault, place.mount, nameOf(place.manifest, index), SHARD, { value, version })
  }
  const name = `the ledger of manifest ${place.manifest}`
  await amendShards({ ...readerOf(vault, place), name, empty: EMPTY, write }, shards => amend(shards, amendment))
}

/** The amended shards: the same object where nothing changes, and one more where there is no room. Pure. */
export function amend(shards: readonly Shard[], { set, remove, unclaim, roles, policies, gone }: Amendment): readonly Shard[] {
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
  for (const shard of next) {
    for (const role of gone?.roles ?? []) shard.roles.delete(role)
    for (const policy of gone?.policies ?? []) shard.policies.delete(policy)
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

const readerOf = (vault: Reader, place: Readable) => ({
  read: (index: number) => readShard(vault, place, index),
  missing: (index: number): LedgerShard => {
    const doubt = `${whereIs({ ...place, name: nameOf(place.manifest, index) })} is missing`
    return { content: EMPTY, version: 0, doubt, of: 0 }
  }
})

async function readShard(vault: Reader, place: Readable, index: number): Promise<LedgerShard | undefined> {
  const name = nameOf(place.manifest, index)
  const untrusted = (version: number, doubt: string): LedgerShard => ({ content: EMPTY, version, doubt, of: 1 })
  try {
    const { value, version, fleeting } = await lookAtRecord(vault, place.mount, name, SHARD)
    if (value === undefined) return version === 0 ? undefined : untrusted(version, `${whereIs({ ...place, name })} was deleted`)
    const key = await place.key
    const content = unpack(value, { ...place, index, version }, key)
    // The number of shards in one without a valid seal is not believed either: it could be anything.
    const shard =
      content === undefined
        ? untrusted(
            version,
            `${whereIs({ ...place, name })} was not written by this action for ${place.mount}/ with its current key`
          )
        : { content, version, of: value.of ?? 1 }
    if (fleeting === undefined) return shard
    return { ...shard, fleeting: fleeting.with(forNextVersion(fleeting.data, { ...place, index, version }, key)) }
  } catch (error) {
    if (!(error instanceof DamagedRecord)) throw error
    return untrusted(error.place.version, error.message)
  }
}
