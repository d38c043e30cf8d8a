import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import dockerignoreModule from '@balena/dockerignore'
import { isAstroProject, isClean } from './checks.ts'
import { isDag } from './dags.ts'
import { DOCKERIGNORE } from './dockerignore.ts'
import type { ProjectPart } from './part.ts'

/** The package's types speak of a default export; what it exports is the function itself. */
const dockerignore = dockerignoreModule as unknown as typeof dockerignoreModule.default

/** The build context after `.dockerignore`. DAGs travel beside it. */
export const image: ProjectPart = {
  consistsOf(projectDir) {
    const ignoreFile = join(projectDir, DOCKERIGNORE)
    const ignored = dockerignore().add(existsSync(ignoreFile) ? readFileSync(ignoreFile, 'utf8') : '')
    return file => !isDag(file) && !ignored.ignores(file)
  },
  checks: [isAstroProject, isClean]
}
