import type * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { KvData, Vault } from '../vault/port.ts'
import { type Damage, DamagedRecord, NewerRecord, type RecordPlace, whereIs, wrongIn } from './damaged.ts'
import { NEWER } from './fields.ts'
import { FleetingRecord } from './fleeting.ts'

/**
 * How often a change is tried again after somebody else changed the record. Of those that write at the same time, one always
 * succeeds, and a matrix has at most 256 jobs.
 */
export const ATTEMPTS = 256

/** What records of one kind look like. */
export interface RecordKind<T> {
  /**
   * The field `schema` of the record. A change that an older version of this action must not overlook gets the next number:
   * fields that it does not know are ignored, and lost when it writes the record.
   */
  readonly schema: number
  /** An earlier one, whose records have this shape, too. It is read, and never written. */
  readonly earlier?: number
  readonly shape: z.ZodMiniType<T>
  /** What deleting the record leads to, as half a sentence. */
  readonly whenDeleted: string
  /** What is wrong with a record of the right shape because of where it is. */
  readonly misplaced?: (record: T, place: Pick<RecordPlace, 'mount' | 'name'>) => Damage | undefined
}

/** A record as stored in Vault: JSON text under the key `value` of a KV secret. If it is absent, `value` is undefined. */
export interface Stored<T> {
  readonly value: T | undefined
  /** For check-and-set. */
  readonly version: number
}

/** Characters. Several times what an entry in Vault may have by default. */
const LARGEST = 4 * 1024 * 1024

type Reader = Pick<Vault, 'read' | 'readVersion'>
type Writer = Pick<Vault, 'write'>

/** The same, and why it is not going to stay. */
export type Looked<T> = Stored<T> & { readonly fleeting?: FleetingRecord }

/**
 * Reads `<mount>/_astro-vault-action/<name>`. Anybody may have written what is there, so the result has the shape of its kind and
 * nothing else. Throws `DamagedRecord` for any other content, `NewerRecord` for a record of a newer version of this action,
 * and `FleetingRecord` for one that Vault will delete by itself.
 */
export async function readRecord<T>(vault: Reader, mount: string, name: string, kind: RecordKind<T>): Promise<Stored<T>> {
  const { fleeting, ...stored } = await lookAtRecord(vault, mount, name, kind)
  if (fleeting !== undefined) throw fleeting
  return stored
}

/** Reads it also if Vault will delete it by itself: for records that are not this run's to keep. */
export async function lookAtRecord<T>(vault: Reader, mount: string, name: string, kind: RecordKind<T>): Promise<Looked<T>> {
  const found = await vault.read(mount, `${OWN_FOLDER}/${name}`)
  if (found.state === 'not-visible')
    throw new UserError(found.because, {
      hint: `Either the token of this run is invalid, expired, revoked or from another namespace, or it lacks create, read and update below ${mount}/data/${OWN_FOLDER}, where this action keeps its records.`
    })
  const { version } = found
  if (found.state === 'absent') return { value: undefined, version }
  const place = { mount, name, version }
  const judged = judge(found.data.reveal(), place, kind)
  if (judged instanceof NewerRecord) throw judged
  if ('wrong' in judged) throw new DamagedRecord(place, judged, kind.whenDeleted, await lastGood(vault, place, kind))
  const fleeting = found.until === undefined ? {} : { fleeting: new FleetingRecord(place, found.until, found.data) }
  return { value: judged.value, version, ...fleeting }
}

/** One version of it; undefined if that is deleted or destroyed. Throws `DamagedRecord` or `NewerRecord`. */
export async function readRecordVersion<T>(vault: Reader, place: RecordPlace, kind: RecordKind<T>): Promise<T | undefined> {
  const found = await vault.readVersion(place.mount, `${OWN_FOLDER}/${place.name}`, place.version)
  if (found.state !== 'present') return undefined
  const judged = judge(found.data.reveal(), place, kind)
  if (judged instanceof NewerRecord) throw judged
  if ('wrong' in judged) throw new DamagedRecord(place, judged, kind.whenDeleted)
  return judged.value
}

/** Versions. Each takes a request. */
const LOOK_BACK = 5

/** The newest version before this one that is a good record, if it is not far back. */
export async function lastGood<T>(
  vault: Reader,
  { mount, name, version }: RecordPlace,
  kind: RecordKind<T>
): Promise<number | undefined> {
  for (let earlier = version - 1; earlier > 0 && earlier >= version - LOOK_BACK; earlier--) {
    const there = await vault.readVersion(mount, `${OWN_FOLDER}/${name}`, earlier)
    if (there.state === 'present' && 'value' in judge(there.data.reveal(), { mount, name }, kind)) return earlier
  }
  return undefined
}

type Judged<T> = { readonly value: T } | Damage | NewerRecord

function judge<T>(data: KvData | undefined, place: Pick<RecordPlace, 'mount' | 'name'>, kind: RecordKind<T>): Judged<T> {
  const record = objectIn(data?.['value'])
  if (record === undefined) return { wrong: 'it is not the JSON text that this action writes' }
  const { schema } = record
  if (typeof schema === 'number' && Number.isInteger(schema) && schema > kind.schema)
    return new NewerRecord(place, ` (schema ${schema})`)
  if (schema !== kind.schema && schema !== (kind.earlier ?? kind.schema)) return { wrong: `schema must be ${kind.schema}` }
  const parsed = kind.shape.safeParse(record)
  if (parsed.success) return kind.misplaced?.(parsed.data, place) ?? { value: parsed.data }
  const newer = parsed.error.issues.filter(issue => issue.code === 'custom' && issue.params === NEWER)
  return newer.length > 0 ? new NewerRecord(place, `: ${wrongIn(newer)}`) : { wrong: wrongIn(parsed.error.issues) }
}

/** The names in a folder of our records, whoever wrote them; undefined if they may not be listed. */
export const listRecords = (vault: Pick<Vault, 'list'>, mount: string, folder: string) =>
  vault.list(mount, `${OWN_FOLDER}/${folder}`)

/**
 * Writes a record if nobody else has written it since `version`; returns the new version. Throws for what could not be read back.
 */
export async function writeRecord<T extends object>(
  vault: Writer,
  mount: string,
  name: string,
  kind: RecordKind<T>,
  { value, version }: { readonly value: T; readonly version: number }
): Promise<number> {
  const text = JSON.stringify({ schema: kind.schema, ...value })
  const parsed = kind.shape.safeParse(JSON.parse(text))
  if (!parsed.success)
    throw new UserError(
      `${whereIs({ mount, name })} was not written, because no run could read it back: ${wrongIn(parsed.error.issues)}`
    )
  return await vault.write(mount, `${OWN_FOLDER}/${name}`, new Secret({ value: text }), version)
}

/** Undefined for anything but the JSON text of an object, and for a huge one. The parser's message would quote it. */
function objectIn(text: unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(typeof text === 'string' && text.length <= LARGEST ? text : '')
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
