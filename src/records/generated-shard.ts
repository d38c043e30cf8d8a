import * as z from 'zod/mini'
import { Secret } from '../base/secret.ts'
import { count, tableOf } from './fields.ts'
import type { RecordKind } from './record.ts'

/** A value that was generated once, and the `rotate` that it was generated for. */
export interface Generated {
  readonly value: Secret
  readonly rotate: string
}

/** A part of the values generated for a manifest, by place. */
export interface GeneratedShard {
  readonly values: ReadonlyMap<string, Generated>
  /**
   * It was full once, and gets no further places, also if some have been dropped. So all runs that draw for a new place agree on the
   * shard that it belongs in, and check-and-set lets one of them win.
   */
  readonly full: boolean
}

interface Kept {
  readonly value: string
  readonly rotate: string
}

/** Characters of a place in the manifest, of its `rotate`, and of a value, which has at most 1,024 code points. */
const LONGEST = 4_096

/** By Airflow's rule, which nothing that was drawn can break (`airflow/text.ts`). */
const isText = (text: unknown): boolean =>
  typeof text === 'string' && text.length <= LONGEST && !text.includes('\0') && !/\p{Surrogate}/u.test(text)

/** Neither places nor values can do harm: a place is only looked up, and a value may be whatever a secret may be. */
function isKept(at: string, kept: unknown): boolean {
  const { value, rotate } = (kept ?? {}) as Partial<Kept>
  return isText(at) && at !== '' && isText(value) && value !== '' && isText(rotate)
}

const shape = z.object({
  values: tableOf<Kept>(
    isKept,
    'places in the manifest to two strings, `value` and `rotate`, without NUL and without half a surrogate pair'
  ),
  full: z.exactOptional(z.literal(true)),
  /** The number of shards, in the first one only. Absent in schema 1, which knows one. */
  of: z.exactOptional(count(1, 1_000))
})

export type GeneratedRecord = z.output<typeof shape>

/**
 * `generated/<manifest>`, and where that is full `generated/<manifest>.1` and so on: the values drawn for `generate`, by place in
 * the manifest.
 *
 *     { "schema": 2, "values": { "connections/warehouse#password": { "value": "…", "rotate": "" } }, "full": true, "of": 2 }
 */
export const GENERATED: RecordKind<GeneratedRecord> = {
  schema: 2,
  earlier: 1,
  shape,
  whenDeleted: 'the next run generates new values, and you must give them to whatever uses the old ones'
}

/**
 * Characters of JSON. Vault stores each as six bytes at most (`<` inside of JSON text as `\u003c`), and takes 1 MiB; the last
 * value may exceed this.
 */
const FULL = 128_000

export const EMPTY: GeneratedShard = { values: new Map(), full: false }

export function pack({ values, full }: GeneratedShard, index: number, of: number): GeneratedRecord {
  const plain = [...values].map(([at, kept]) => [at, plainOf(kept)] as const)
  return { values: Object.fromEntries(plain), ...(full ? { full: true } : {}), ...(index === 0 ? { of } : {}) }
}

export function unpack({ values, full }: GeneratedRecord): GeneratedShard {
  const read = Object.entries(values).map(([at, { value, rotate }]) => [at, { value: new Secret(value), rotate }] as const)
  return { values: new Map(read), full: full === true || sizeOf(read) >= FULL }
}

/**
 * The shards with what was drawn, each value where an earlier one of that place is, otherwise in the first that was never full. The
 * same object where nothing changes. Pure.
 */
export function withDrawn(shards: readonly GeneratedShard[], drawn: ReadonlyMap<string, Generated>): readonly GeneratedShard[] {
  const next = shards.map(({ values, full }) => ({ values: new Map(values), full, size: sizeOf(values), changed: false }))
  const home = new Map([...next].reverse().flatMap(shard => [...shard.values.keys()].map(at => [at, shard] as const)))
  for (const [at, kept] of drawn) {
    const earlier = home.get(at)
    if (earlier?.values.get(at)?.rotate === kept.rotate) continue
    const shard = earlier ?? next.find(({ full }) => !full) ?? { values: new Map(), full: false, size: 0, changed: true }
    if (!next.includes(shard)) next.push(shard)
    shard.values.set(at, kept)
    shard.size += sizeOf([[at, kept]])
    shard.full ||= shard.size >= FULL
    shard.changed = true
  }
  return next.map(({ changed, values, full }, index) => (changed ? { values, full } : (shards[index] ?? EMPTY)))
}

/** Without the values below a folder; the same object where there are none. Pure. */
export function withoutFolder(shard: GeneratedShard, folder: string): GeneratedShard {
  const left = [...shard.values].filter(([at]) => !at.startsWith(`${folder}/`))
  return left.length === shard.values.size ? shard : { ...shard, values: new Map(left) }
}

const plainOf = ({ value, rotate }: Generated): Kept => ({ value: value.reveal(), rotate })

const sizeOf = (values: Iterable<readonly [string, Generated]>) =>
  [...values].reduce((sum, [at, kept]) => sum + JSON.stringify([at, plainOf(kept)]).length, 0)
