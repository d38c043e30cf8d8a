import { createHash } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { LOCAL } from '../manifest/local.ts'
import { asLine } from '../records/fields.ts'

/** A project on this workstation, as its record in Vault calls it. */
export interface LocalConsumer {
  readonly id: string
  readonly name: string
}

const DIGITS = 16

/** What is known of workstations by their id. */
export interface Known {
  /** Where the project was when `local up` ran last; undefined if nothing is up for it. */
  placeOf(id: string): string | undefined
  /** The workstation whose lines the `.env` of a folder has. */
  idIn(folder: string): string | undefined
}

/**
 * Of the project in that folder, a real path: that of the lines in `.env`, also where the folder was moved or the machine has a new
 * name. A copy of a project that is up, and one without lines, has an id by its place: each workstation of a team has a secret-id of
 * its own.
 */
export function localConsumer(here: string, { placeOf, idIn }: Known): LocalConsumer {
  const name = asLine(`${LOCAL} (${whose()})`)
  const id = idIn(here)
  const place = id === undefined ? undefined : placeOf(id)
  if (id !== undefined && place !== undefined && (place === here || idIn(place) !== id)) return { id, name }
  // Where a project was that has moved, there may be another one.
  for (let count = 0; ; count++) {
    const own = idOf([hostname(), here, ...(count === 0 ? [] : [count])])
    if ((placeOf(own) ?? here) === here) return { id: own, name }
  }
}

const idOf = (place: readonly unknown[]): string =>
  `${LOCAL}-${createHash('sha256').update(JSON.stringify(place)).digest('hex').slice(0, DIGITS)}`

function whose(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    // A container may run as a user that has no name.
    return hostname()
  }
}
