import * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { VersionConflict } from '../vault/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { Vault } from '../vault/port.ts'
import { whereIs } from './damaged.ts'
import { tableOf } from './fields.ts'
import { ATTEMPTS, type RecordKind, readRecord, writeRecord } from './record.ts'

/** A value that was generated once, and the `rotate` that it was generated for. */
export interface Generated {
  readonly value: Secret
  readonly rotate: string
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
  )
})

/**
 * `generated/<manifest>`: the values drawn for `generate`, by place in the manifest.
 *
 *     { "schema": 1, "values": { "connections/warehouse#password": { "value": "…", "rotate": "" } } }
 */
export const GENERATED: RecordKind<z.output<typeof shape>> = {
  schema: 1,
  shape,
  whenDeleted: 'the next run generates new values, and you must give them to whatever uses the old ones'
}

interface Place {
  readonly mount: string
  readonly manifest: string
}

const nameOf = (manifest: string) => `generated/${manifest}`

/**
 * The values generated for a manifest so far, by place. A mount that does not exist yet has none. Throws if the record was
 * deleted or damaged, because new values would replace passwords that are in use.
 */
export async function generatedOf(
  vault: Pick<Vault, 'read' | 'readVersion'>,
  { mount, manifest }: Place
): Promise<ReadonlyMap<string, Generated>> {
  const { values } = await readGenerated(vault, { mount, manifest })
  return new Map(Object.entries(values).map(([at, { value, rotate }]) => [at, { value: new Secret(value), rotate }]))
}

async function readGenerated(
  vault: Pick<Vault, 'read' | 'readVersion'>,
  { mount, manifest }: Place
): Promise<{ readonly values: Readonly<Record<string, Kept>>; readonly version: number }> {
  const name = nameOf(manifest)
  const path = `${OWN_FOLDER}/${name}`
  const { value, version } = await readRecord(vault, mount, name, GENERATED)
  if (value === undefined && version > 0)
    throw new UserError(`${whereIs({ mount, name })} was deleted (it had version ${version}), and with it all generated values`, {
      hint: `Undelete it with \`vault kv undelete -mount=${mount} -versions=${version} ${path}\`. To generate new values instead, delete its metadata with \`vault kv metadata delete -mount=${mount} ${path}\`.`
    })
  const kept = Object.entries(value?.values ?? {}).map(([at, { value, rotate }]) => [at, { value, rotate }] as const)
  return { values: Object.fromEntries(kept), version }
}

/** Stores drawn values. If two runs draw at the same time, the first wins, and the second gets what the first stored. */
export async function keepGenerated(
  vault: Vault,
  place: Place,
  drawn: ReadonlyMap<string, Generated>
): Promise<ReadonlyMap<string, Generated>> {
  for (let attempt = 1; ; attempt++) {
    const { values: there, version } = await readGenerated(vault, place)
    const added = [...drawn].filter(([at, { rotate }]) => there[at]?.rotate !== rotate)
    const plain = added.map(([at, { value, rotate }]) => [at, { value: value.reveal(), rotate }] as const)
    const values = { ...there, ...Object.fromEntries(plain) }
    try {
      if (added.length > 0)
        await writeRecord(vault, place.mount, nameOf(place.manifest), GENERATED, { value: { values }, version })
      return new Map(
        [...drawn.keys()].map(at => [at, { value: new Secret(values[at]?.value ?? ''), rotate: values[at]?.rotate ?? '' }])
      )
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
    }
  }
}

/** Drops the values below a folder. */
export async function dropGenerated(vault: Vault, place: Place, folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { values, version } = await readGenerated(vault, place)
    const left = Object.entries(values).filter(([at]) => !at.startsWith(`${folder}/`))
    if (left.length === Object.keys(values).length) return
    try {
      const value = { values: Object.fromEntries(left) }
      await writeRecord(vault, place.mount, nameOf(place.manifest), GENERATED, { value, version })
      return
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
    }
  }
}
