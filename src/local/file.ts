import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readBytes, SMALL, Unreadable } from '../base/files.ts'

/** Beside the file that it becomes. A run that was killed may have left one: the next one removes it. */
const NEXT = '.astro-vault-action'

/** One character for each byte (latin1); undefined if there is no file. Throws `Unreadable`. */
export function bytesOf(path: string): string | undefined {
  try {
    return readBytes(path, SMALL).toString('latin1')
  } catch (error) {
    if (error instanceof Unreadable && error.isAbsent) return undefined
    throw error
  }
}

/**
 * Writes a whole file at once, or with undefined removes it: whoever reads it, also after a kill, finds what was there or what is new.
 * It keeps its rights, and a link stays a link; a new file is for its owner alone.
 */
export function replaceFile(path: string, text: string | undefined): void {
  const real = realOf(path)
  const next = `${real}${NEXT}`
  rmSync(next, { force: true })
  if (text === undefined) {
    rmSync(real, { force: true })
    return
  }
  const mode = statSync(real, { throwIfNoEntry: false })?.mode ?? 0o600
  writeFileSync(next, Buffer.from(text, 'latin1'), { flag: 'wx', mode: 0o600, flush: true })
  chmodSync(next, mode & 0o777)
  renameSync(next, real)
}

/** What an earlier run has left beside the file. */
export const removeLeftover = (path: string): void => rmSync(`${realOf(path)}${NEXT}`, { force: true })

function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
