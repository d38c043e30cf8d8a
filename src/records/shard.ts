import type { KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import type { Secret } from '../base/secret.ts'
import { vaultName } from '../vault/names.ts'
import type { KvData } from '../vault/port.ts'
import { base64, count, digest, tableOf } from './fields.ts'
import { SECRET_PATH, unzipped, zipped } from './gzip-lines.ts'
import type { RecordKind } from './record.ts'
import { isSealed, sealOf } from './seal.ts'

/** What we last saw or wrote at one path. */
export interface LedgerEntry {
  /** KV version; 0 if nothing has been written yet. */
  readonly version: number
  /** Of the content of that version; empty while a run is about to change it. */
  readonly fingerprint: string
}

/** What a manifest asks of a role that it claims: its fields in Vault, each as text. Empty if nobody has recorded that. */
export type ClaimedRole = Readonly<Record<string, string>>

/** A part of a ledger: KV paths below the mount, roles as `<auth mount>/<role>`, and policies. */
export interface Shard {
  readonly entries: ReadonlyMap<string, LedgerEntry>
  readonly roles: ReadonlyMap<string, ClaimedRole>
  readonly policies: ReadonlySet<string>
}

const role = z.string().check(
  z.maxLength(1_100, { abort: true }),
  z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\/[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/, {
    error: 'must be the mount of an auth method and a role, separated by `/`'
  })
)

/** Of one line each. They are compared with, and shown to people. */
const fields = tableOf<string>(
  (name, value) =>
    /^[a-z_]{1,64}$/.test(name) && typeof value === 'string' && /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{0,1100}$/u.test(value),
  'names of fields to texts of one line'
)

const shape = z.object({
  /** Lines of path, version and fingerprint. */
  paths: base64,
  roles: z.array(role),
  policies: z.exactOptional(z.array(vaultName)),
  /** What is asked of those roles. */
  asked: z.exactOptional(z.array(z.object({ role, fields }))),
  /** The number of shards, in the first one only. */
  of: z.exactOptional(count(1, 1_000)),
  /** HMAC over all of the above and the place that it was written for. */
  seal: digest
})

export type ShardRecord = z.output<typeof shape>

/**
 * `manifests/<name>/<index>`: a part of a ledger. A damaged one stops no run; the run finds out again what it held.
 *
 *     {
 *       "schema": 1,
 *       "paths": "lines of path, version, fingerprint; gzip, base64",
 *       "roles": ["approle/astro_role"],
 *       "policies": ["astro_policy"],
 *       "asked": [{ "role": "approle/astro_role", "fields": { "token_ttl": "3600", … } }],
 *       "of": 1,
 *       "seal": "43 characters"
 *     }
 */
export const SHARD: RecordKind<ShardRecord> = {
  schema: 1,
  shape,
  whenDeleted: 'the next run rebuilds the ledger from the secrets that equal the manifest'
}

const LINE = new RegExp(`^(${SECRET_PATH})\\t(0|[1-9]\\d{0,9})\\t([\\w-]{0,64})$`)
/** Bytes. More than the largest shard has, with the longest paths. */
const LARGEST = 8 * 1024 * 1024

/** Where a shard belongs. A copy at another place is not trusted. */
export interface ShardPlace {
  readonly mount: string
  readonly manifest: string
  readonly index: number
  /** Version of the KV secret. After a rollback or in a copy it is a different one. */
  readonly version: number
}

export const EMPTY: Shard = { entries: new Map(), roles: new Map(), policies: new Set() }

export function pack(shard: Shard, of: number, place: ShardPlace, key: KeyObject): ShardRecord {
  const lines = Array.from(shard.entries, ([path, { version, fingerprint }]) => [path, version, fingerprint].join('\t'))
  const roles = [...shard.roles].sort(([one], [other]) => (one < other ? -1 : 1))
  const asked = roles.flatMap(([role, fields]) => (Object.keys(fields).length === 0 ? [] : [{ role, fields }]))
  const content = {
    paths: zipped(lines.sort()),
    roles: roles.map(([role]) => role),
    ...(asked.length === 0 ? {} : { asked }),
    ...(shard.policies.size === 0 ? {} : { policies: [...shard.policies].sort() }),
    ...(place.index === 0 ? { of } : {})
  }
  return { ...content, seal: sealOf(key, sealable(content, place)) }
}

/**
 * The content of a shard; undefined if it is damaged, or was not written with this key for this place. A valid seal shows who
 * wrote it, not that it is right, so each line must match the rules as well.
 */
export function unpack(record: ShardRecord, place: ShardPlace, key: KeyObject | undefined): Shard | undefined {
  if (key === undefined || !sealed(record, place, key)) return undefined
  try {
    const entries = unzipped(record.paths, LINE, LARGEST).map(
      ([, path = '', version, fingerprint = '']): [string, LedgerEntry] => [path, { version: Number(version), fingerprint }]
    )
    const asked = new Map(record.asked?.map(({ role, fields }) => [role, fields]))
    const roles = record.roles.map(role => [role, asked.get(role) ?? {}] as const)
    return { entries: new Map(entries), roles: new Map(roles), policies: new Set(record.policies) }
  } catch {
    return undefined
  }
}

/** What to write so that the same is believed of the next version; what nobody would believe stays as it is. */
export function forNextVersion(stored: Secret<KvData>, place: ShardPlace, key: KeyObject | undefined): Secret<KvData> {
  return stored.map(({ value }) => {
    const { schema, ...record } = JSON.parse(String(value)) as ShardRecord & { schema: number }
    const content = unpack(record, place, key)
    if (content === undefined || key === undefined) return { value }
    const next = pack(content, record.of ?? 1, { ...place, version: place.version + 1 }, key)
    return { value: JSON.stringify({ schema, ...next }) }
  })
}

const sealed = ({ seal, ...content }: ShardRecord, place: ShardPlace, key: KeyObject): boolean =>
  isSealed(seal, key, sealable(content, place))

const sealable = (
  { paths, roles, policies, asked, of }: Omit<ShardRecord, 'seal'>,
  { mount, manifest, index, version }: ShardPlace
): readonly unknown[] => {
  const more = [...(policies ?? []), ...(asked ?? [])]
  return ['ledger', mount, manifest, index, version, of ?? 0, roles, paths, ...more]
}
