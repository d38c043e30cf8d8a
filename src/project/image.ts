import { join } from 'node:path'
import dockerignoreModule from '@balena/dockerignore'
import { UserError } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import { TooSlow, within } from '../base/within.ts'
import { isAstroProject, isClean } from './checks.ts'
import { DOCKERIGNORE } from './dockerignore.ts'
import type { ProjectPart } from './part.ts'

/** The package's types speak of a default export; what it exports is the function itself. */
const dockerignore = dockerignoreModule as unknown as typeof dockerignoreModule.default

/** BuildKit obeys it instead of `.dockerignore`. */
const DOCKERFILES_OWN = 'Dockerfile.dockerignore'

/** docker sends them in any case. */
const SENT: ReadonlySet<string> = new Set(['Dockerfile', DOCKERIGNORE, DOCKERFILES_OWN])

/** The patterns become regular expressions, and some of those would never end. */
const LIMIT_MS = 10_000

/** The file whose patterns count, there or not. */
export const ignoreFileOf = (projectDir: string): string =>
  readIfThere(join(projectDir, DOCKERFILES_OWN)) === undefined ? DOCKERIGNORE : DOCKERFILES_OWN

/** The build context after `.dockerignore`, without what other parts have. Throws a `UserError` for patterns that cannot be applied. */
export const image: ProjectPart = {
  consistsOf(projectDir, files) {
    const ignoreFile = ignoreFileOf(projectDir)
    const text = readIfThere(join(projectDir, ignoreFile))
    try {
      return within(LIMIT_MS, () => {
        const ignored = dockerignore().add(text ?? '')
        return files.filter(file => SENT.has(file) || !ignored.ignores(file))
      })
    } catch (error) {
      const why = error instanceof TooSlow ? error.message : 'one of its patterns is not valid'
      throw new UserError(`${ignoreFile} cannot be applied: ${why}`, { hint: 'Write simpler patterns.', cause: error })
    }
  },
  checks: [isAstroProject, isClean]
}

/** Whether an image of the project would have that file. */
export const shipsInImage = (projectDir: string, file: string): boolean => image.consistsOf(projectDir, [file]).length > 0
