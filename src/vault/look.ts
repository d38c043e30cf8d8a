import { VaultError } from './errors.ts'
import type { Visible } from './port.ts'

/** Reads one thing: what the server says is not there is `absent`, a 403 is `not-visible`, anything else is an error. */
export async function look<T>(
  read: () => Promise<T>,
  isAbsent = (error: VaultError) => error.status === 404
): Promise<Visible<T>> {
  try {
    return { state: 'present', value: await read() }
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    if (isAbsent(error)) return { state: 'absent' }
    if (error.status === 403) return { state: 'not-visible', because: error.message }
    throw error
  }
}
