import { chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError } from '../base/errors.ts'
import { readIfThere, reasonFor, Unreadable } from '../base/files.ts'
import { type GitOptions, isIgnored } from '../project/git.ts'
import { isLed, unfinished } from './found.ts'
import type { PlannedFile } from './plan.ts'

/**
 * Writes one file: all of it next to its place, then under its name. A run that is killed leaves the file as it was, and what it has
 * begun under a name that the next run takes again. Throws a `UserError` if somebody has changed the file since it was planned, and
 * for one with secrets that git would track.
 */
export async function write(options: GitOptions, { path, before, after, secrets }: PlannedFile): Promise<void> {
  const { projectDir } = options
  const place = join(projectDir, path)
  if (isLed(projectDir, path) || readIfThere(place) !== before?.reveal())
    throw new UserError(`${path} was changed meanwhile, and was not written`, { hint: 'Run init again.' })
  const begun = unfinished(path)
  if (secrets !== undefined && (await isIgnored(options, [path, begun])) === false)
    throw new UserError(`${path} was not written: git does not ignore it, or tracks it`, {
      hint: `Take it out of git (\`git rm --cached ${path}\`), or remove what makes .gitignore include it.`
    })
  const temporary = join(projectDir, begun)
  try {
    mkdirSync(dirname(place), { recursive: true })
    rmSync(temporary, { force: true })
    writeFileSync(temporary, after.reveal(), { flag: 'wx', mode: secrets === undefined ? 0o666 : 0o600, flush: true })
    const mode = secrets === undefined ? statSync(place, { throwIfNoEntry: false })?.mode : undefined
    if (mode !== undefined) chmodSync(temporary, mode & 0o777)
    renameSync(temporary, place)
  } catch (error) {
    const reason = reasonFor(path, error)
    if (!(reason instanceof Unreadable)) throw error
    throw new UserError(`${path} cannot be written: ${reason.why}`, { cause: error })
  }
}
