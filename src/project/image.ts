import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import dockerignoreModule from '@balena/dockerignore'
import { isAstroProject, isClean } from './checks.ts'
import { isDag } from './dags.ts'
import { DOCKERIGNORE } from './dockerignore.ts'
import type { ProjectPart } from './part.ts'

/** The package's types speak of a default export; what it exports is the function itself. */
const dockerignore = dockerignoreModule as unknown as typeof dockerignoreModule.default

/** BuildKit obeys it instead of `.dockerignore`. */
const DOCKERFILES_OWN = 'Dockerfile.dockerignore'

/** docker sends them in any case. */
const SENT: ReadonlySet<string> = new Set(['Dockerfile', DOCKERIGNORE, DOCKERFILES_OWN])

/** The build context after `.dockerignore`. DAGs travel beside it. */
export const image: ProjectPart = {
  consistsOf(projectDir) {
    const ignoreFile = [DOCKERFILES_OWN, DOCKERIGNORE].map(name => join(projectDir, name)).find(existsSync)
    const ignored = dockerignore().add(ignoreFile === undefined ? '' : readFileSync(ignoreFile, 'utf8'))
    return file => SENT.has(file) || (!isDag(file) && !ignored.ignores(file))
  },
  checks: [isAstroProject, isClean]
}
