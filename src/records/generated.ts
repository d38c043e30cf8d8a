import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { VersionConflict } from '../vault/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { Vault } from '../vault/port.ts'
import { ATTEMPTS } from './attempts.ts'
import { DamagedRecord, readRecord, writeRecord } from './record.ts'

/** A value that was drawn once, and the text that would ask for another one. */
export interface Generated {
  readonly value: Secret
  readonly rotate: string
}

interface GeneratedRecord {
  readonly values: Readonly<Record<string, { readonly value: string; readonly rotate: string }>>
}

interface Place {
  readonly mount: string
  readonly manifest: string
}

const nameOf = (manifest: string) => `generated/${manifest}`

/**
 * What was generated for a manifest so far, by place. A mount that is not there yet has none. Throws where the record was
 * deleted or damaged: drawing anew would change passwords that are in use.
 */
export async function generatedOf(
  vault: Pick<Vault, 'read'>,
  { mount, manifest }: Place
): Promise<ReadonlyMap<string, Generated>> {
  const { values } = await readGenerated(vault, { mount, manifest })
  return new Map(Object.entries(values).map(([at, { value, rotate }]) => [at, { value: new Secret(value), rotate }]))
}

async function readGenerated(
  vault: Pick<Vault, 'read'>,
  { mount, manifest }: Place
): Promise<GeneratedRecord & { version: number }> {
  const { value, version } = await readRecord<GeneratedRecord>(vault, mount, nameOf(manifest))
  const where = `${mount}/${OWN_FOLDER}/${nameOf(manifest)}`
  if (value === undefined && version > 0)
    throw new UserError(`${where} was deleted (it had version ${version}), and with it the values that were generated once`, {
      hint: 'Undelete it in Vault, or an earlier version of it. To have new values drawn instead, delete its metadata as well.'
    })
  if (value === undefined) return { values: {}, version }
  if (!isWhole(value)) throw new DamagedRecord(where, version)
  return { values: value.values, version }
}

const isWhole = ({ values }: GeneratedRecord) =>
  typeof values === 'object' &&
  values !== null &&
  Object.values(values).every(one => typeof one?.value === 'string' && typeof one.rotate === 'string')

/** Keeps drawn values. Of two runs that draw at once the first one wins: the second is given what the first has kept. */
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
      if (added.length > 0) await writeRecord(vault, place.mount, nameOf(place.manifest), { values }, version)
      return new Map(
        [...drawn.keys()].map(at => [at, { value: new Secret(values[at]?.value ?? ''), rotate: values[at]?.rotate ?? '' }])
      )
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error
    }
  }
}
