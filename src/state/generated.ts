import { Secret } from '../secret.ts'
import { VersionConflict } from '../vault/errors.ts'
import type { Vault } from '../vault/port.ts'
import { ATTEMPTS } from './attempts.ts'
import { readRecord, writeRecord } from './record.ts'

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

/** What was generated for a manifest so far, by place. A mount that is not there yet has none. */
export async function generatedOf(
  vault: Pick<Vault, 'read'>,
  { mount, manifest }: Place
): Promise<ReadonlyMap<string, Generated>> {
  const { value } = await readRecord<GeneratedRecord>(vault, mount, nameOf(manifest))
  const entries = Object.entries(value?.values ?? {})
  return new Map(entries.map(([at, { value, rotate }]) => [at, { value: new Secret(value), rotate }]))
}

/** Keeps drawn values. Of two runs that draw at once the first one wins: the second is given what the first has kept. */
export async function keepGenerated(
  vault: Vault,
  place: Place,
  drawn: ReadonlyMap<string, Generated>
): Promise<ReadonlyMap<string, Generated>> {
  for (let attempt = 1; ; attempt++) {
    const { value, version } = await readRecord<GeneratedRecord>(vault, place.mount, nameOf(place.manifest))
    const there = value?.values ?? {}
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
