import { type KeyObject, timingSafeEqual } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { fingerprint } from './key.ts'

/** What we last saw or wrote at one path. */
export interface Entry {
  /** KV version; 0 where nothing has been written yet. */
  readonly version: number
  /** Of the content of that version; empty while a run is about to change it. */
  readonly fingerprint: string
}

/** A part of a ledger: KV paths below the mount, and roles as `<auth mount>/<role>`. */
export interface Shard {
  readonly entries: ReadonlyMap<string, Entry>
  readonly roles: ReadonlySet<string>
}

/** A shard as it lies in Vault. */
export interface ShardRecord {
  /** Lines of path, version and fingerprint, with tabs between them; gzip, base64. */
  readonly paths: string
  readonly roles: readonly string[]
  /** How many shards there are; said by the first one alone. */
  readonly of?: number
  /** HMAC over all of the above and the place that it was written for. */
  readonly seal: string
}

/** Where a shard belongs. A copy of it at another place is not believed. */
export interface ShardPlace {
  readonly mount: string
  readonly manifest: string
  readonly index: number
  /** Of the KV secret that it is: one that was rolled back or copied has another. */
  readonly version: number
}

export const EMPTY: Shard = { entries: new Map(), roles: new Set() }

export function pack(shard: Shard, of: number, place: ShardPlace, key: KeyObject): ShardRecord {
  const lines = Array.from(shard.entries, ([path, { version, fingerprint }]) => [path, version, fingerprint].join('\t'))
  const content = {
    paths: gzipSync(lines.sort().join('\n')).toString('base64'),
    roles: [...shard.roles].sort(),
    ...(place.index === 0 ? { of } : {})
  }
  return { ...content, seal: sealOf(content, place, key) }
}

/** The content of a shard; undefined for one that is damaged, or that nobody with this key wrote for this place. */
export function unpack(record: ShardRecord, place: ShardPlace, key: KeyObject | undefined): Shard | undefined {
  if (key === undefined || !sealed(record, place, key)) return undefined
  const lines = gunzipSync(Buffer.from(record.paths, 'base64')).toString().split('\n')
  const entries = lines
    .filter(line => line !== '')
    .map((line): [string, Entry] => {
      const [path = '', version, fingerprint = ''] = line.split('\t')
      return [path, { version: Number(version), fingerprint }]
    })
  return { entries: new Map(entries), roles: new Set(record.roles) }
}

function sealed({ seal, ...content }: ShardRecord, place: ShardPlace, key: KeyObject): boolean {
  const given = Buffer.from(String(seal))
  const right = Buffer.from(sealOf(content, place, key))
  return given.length === right.length && timingSafeEqual(given, right)
}

function sealOf(
  { paths, roles, of }: Omit<ShardRecord, 'seal'>,
  { mount, manifest, index, version }: ShardPlace,
  key: KeyObject
): string {
  const text = JSON.stringify(['ledger', mount, manifest, index, version, of ?? 0, roles, paths])
  return fingerprint(key, text)
}
