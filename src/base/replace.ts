import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from './errors.ts'
import { reasonFor, Unreadable } from './files.ts'

/** What a file is called while it is written. A run that was killed may have left one: the next one takes the name again. */
export const unfinished = (path: string): string => `${path}.astro-vault-action`

/**
 * Writes a whole file at once, or with undefined removes it: whoever reads it, also after a kill, finds what was there or what is new.
 * A link is replaced by a file. Rights belong to what the file holds: one that is private is for its owner alone, any other keeps its
 * rights, or gets those of every new file. Its owner stays. Throws a `UserError` for what the system refuses.
 */
export function replaceFile(path: string, after: Buffer | undefined, { isPrivate }: { readonly isPrivate: boolean }): void {
  const next = unfinished(path)
  try {
    mkdirSync(dirname(path), { recursive: true })
    rmSync(next, { force: true })
    if (after === undefined) {
      rmSync(path, { force: true })
      return
    }
    const old = statSync(path, { throwIfNoEntry: false })
    try {
      writeFileSync(next, after, { flag: 'wx', mode: isPrivate ? 0o600 : 0o666, flush: true })
      if (old !== undefined) takeAfter(next, old, isPrivate)
      renameSync(next, path)
    } catch (error) {
      // A full disk may have left a part of it.
      rmSync(next, { force: true })
      throw error
    }
  } catch (error) {
    const reason = reasonFor(path, error)
    if (!(reason instanceof Unreadable)) throw error
    const why = ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '') ? MAY_NOT : reason.why
    throw new UserError(`${path} cannot be written: ${why}`, { cause: error })
  }
}

const MAY_NOT = 'this user may not change it, or not keep its owner'

function takeAfter(next: string, old: Stats, isPrivate: boolean): void {
  const { uid, gid } = statSync(next)
  if (uid !== old.uid || gid !== old.gid) chownSync(next, old.uid, old.gid)
  chmodSync(next, old.mode & (isPrivate ? 0o600 : 0o777))
}
