import { join } from 'node:path'
import { withoutEnd } from '../base/ends.ts'
import { readIfThere } from '../base/files.ts'
import { committed, type GitOptions } from './git.ts'

export const DOCKERIGNORE = '.dockerignore'

/**
 * `.dockerignore` as an image deploy leaves it: without `dags/` and without the last line break. The same files are shipped,
 * but the tracked file has changed, so the next `astro deploy` in this checkout does nothing.
 */
export const asLeftByCli = (text: string): string =>
  withoutEnd(
    text
      .split('\n')
      .filter(line => line.trim() !== 'dags/')
      .join('\n'),
    '\n'
  )

/** The committed text, if the file differs from it only by what the CLI did. */
export async function dockerignoreBeforeCli(options: GitOptions): Promise<string | undefined> {
  const now = readIfThere(join(options.projectDir, DOCKERIGNORE))
  const before = now === undefined ? undefined : await committed(options, DOCKERIGNORE)
  return before !== undefined && now !== undefined && asLeftByCli(before) === asLeftByCli(now) ? before : undefined
}
