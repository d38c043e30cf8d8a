import { readBytes, SMALL, Unreadable } from '../base/files.ts'

/** One character for each byte (latin1); undefined if there is no file. Throws `Unreadable`. */
export function bytesOf(path: string): string | undefined {
  try {
    return readBytes(path, SMALL).toString('latin1')
  } catch (error) {
    if (error instanceof Unreadable && error.isAbsent) return undefined
    throw error
  }
}
