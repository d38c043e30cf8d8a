import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { Vault } from '../vault/port.ts'

const SCHEMA = 1

/** One of our records in Vault: a JSON text under the key `value`. Absent records have `value` undefined. */
export interface Stored<T> {
  readonly value: T | undefined
  /** For check-and-set. */
  readonly version: number
}

/** What lies there is not one of our records; `version` is what a write over it must name. */
export class DamagedRecord extends UserError {
  readonly version: number

  constructor(where: string, version: number) {
    super(`${where} is damaged: it is not the JSON text that this action writes`, {
      hint: 'Restore an earlier version of this secret in Vault, then run again.'
    })
    this.version = version
  }
}

type Reader = Pick<Vault, 'read'>
type Writer = Pick<Vault, 'write'>

/** Reads `<mount>/_astro-vault-action/<name>`; refuses what a newer version of this action has written. */
export async function readRecord<T>(vault: Reader, mount: string, name: string): Promise<Stored<T>> {
  const path = `${OWN_FOLDER}/${name}`
  const found = await vault.read(mount, path)
  if (found.state === 'not-visible')
    throw new UserError(found.because, {
      hint: `Either the token of this run is unknown, expired, revoked or of another namespace, or it lacks create, read and update below ${mount}/data/${OWN_FOLDER}, where this action keeps its records.`
    })
  if (found.state === 'absent') return { value: undefined, version: found.version }
  const record = jsonOf(String(found.data.reveal()['value']))
  if (typeof record !== 'object' || record === null || !('schema' in record)) {
    throw new DamagedRecord(`${mount}/${path}`, found.version)
  }
  const { schema, ...value } = record
  if (schema !== SCHEMA) {
    throw new UserError(`${mount}/${path} was written by a newer version of this action (schema ${String(schema)})`, {
      hint: 'Use that version, or newer.'
    })
  }
  return { value: value as T, version: found.version }
}

/** The names of our records in a folder; undefined where they may not be listed. */
export const listRecords = (vault: Pick<Vault, 'list'>, mount: string, folder: string) =>
  vault.list(mount, `${OWN_FOLDER}/${folder}`)

/** Writes it if nobody else has since; gives the new version. */
export async function writeRecord(vault: Writer, mount: string, name: string, value: object, version: number): Promise<number> {
  const text = JSON.stringify({ schema: SCHEMA, ...value })
  return await vault.write(mount, `${OWN_FOLDER}/${name}`, new Secret({ value: text }), version)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
