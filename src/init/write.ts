import { join } from 'node:path'
import { UserError } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import { replaceFile, unfinished } from '../base/replace.ts'
import { type GitOptions, isIgnored } from '../project/git.ts'
import { isLed } from './found.ts'
import type { PlannedFile } from './plan.ts'

/**
 * Writes one file, whole. Throws a `UserError` if somebody has changed the file since it was planned, and for one with secrets that git
 * would track.
 */
export async function write(options: GitOptions, { path, before, after, secrets }: PlannedFile): Promise<void> {
  const { projectDir } = options
  const place = join(projectDir, path)
  if (isLed(projectDir, path) || readIfThere(place) !== before?.reveal())
    throw new UserError(`${path} was changed meanwhile, and was not written`, { hint: 'Run init again.' })
  const isPrivate = secrets !== undefined
  if (isPrivate && (await isIgnored(options, [path, unfinished(path)])) === false)
    throw new UserError(`${path} was not written: git does not ignore it, or tracks it`, {
      hint: `Take it out of git (\`git rm --cached ${path}\`), or remove what makes .gitignore include it.`
    })
  replaceFile(place, Buffer.from(after.reveal()), { isPrivate })
}
