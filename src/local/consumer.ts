import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { LOCAL } from '../manifest/local.ts'
import { asLine } from '../records/fields.ts'

/** A project on this workstation, as its record in Vault calls it. */
export interface LocalConsumer {
  readonly id: string
  readonly name: string
}

const DIGITS = 16

/** The same for the same folder on the same machine, so that each workstation of a team has a secret-id of its own. */
export function localConsumer(projectDir: string): LocalConsumer {
  const place = JSON.stringify([hostname(), realpathSync(projectDir)])
  const hash = createHash('sha256').update(place).digest('hex')
  return { id: `${LOCAL}-${hash.slice(0, DIGITS)}`, name: asLine(`${LOCAL} (${whose()})`) }
}

function whose(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    // A container may run as a user that has no name.
    return hostname()
  }
}
