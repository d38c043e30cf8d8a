import { join } from 'node:path'
import { BACKEND, BACKEND_KWARGS, conflictingVariables } from '../airflow/kwargs.ts'
import { requirementLine } from '../airflow/provider.ts'
import { withRequirement } from '../airflow/provider-line.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { type GitOptions, inGit } from '../project/git.ts'
import { shipsInImage } from '../project/image.ts'
import { imageFacts } from '../project/project.ts'
import { linesThatSet } from './env-block.ts'
import { ENV } from './env-file.ts'
import { bytesOf } from './file.ts'

/** One file of the project that is to be changed, what for, and its new text. */
export interface Edit {
  readonly said: string
  readonly file: string
  readonly text: string
}

/** Values of secrets that are sources of the manifest. */
export const SECRETS = '.env.secrets'

/**
 * What keeps Airflow from reading, or lets others read, in the project: `.env` that git or docker would take, and an image without the
 * provider. Throws for what nobody but its owner can decide: a `.env` in git, or another secrets backend.
 */
export async function editsFor(options: GitOptions): Promise<readonly Edit[]> {
  const { projectDir } = options
  const wrong = [...(await trackedFiles(options)), ...othersIn(projectDir)]
  if (wrong.length > 0) throw new UserError(wrong)
  const files = [ENV, ...(bytesOf(join(projectDir, SECRETS)) === undefined ? [] : [SECRETS])]
  const toGit: string[] = []
  for (const file of files) if ((await inGit(options, file)) === 'untracked') toGit.push(file)
  const toDocker =
    bytesOf(join(projectDir, 'Dockerfile')) === undefined ? [] : files.filter(file => shipsInImage(projectDir, file))
  return [
    ...ignoring(projectDir, '.gitignore', toGit),
    ...ignoring(projectDir, '.dockerignore', toDocker),
    ...providing(projectDir)
  ]
}

async function trackedFiles(options: GitOptions): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const file of [ENV, SECRETS])
    if ((await inGit(options, file)) === 'tracked')
      found.push({
        severity: 'error',
        message: `${file} is in git, and would bring secrets into it`,
        hint: `Run \`git rm --cached ${file}\`, and commit that.`
      })
  return found
}

/** Airflow obeys one of them alone. */
function othersIn(projectDir: string): readonly Finding[] {
  const isMeant = (name: string) => name === BACKEND || name === BACKEND_KWARGS || conflictingVariables([name]).length > 0
  return linesThatSet(bytesOf(join(projectDir, ENV)), isMeant).map(({ name, line }) => ({
    severity: 'error',
    message: `${ENV} sets ${name} already, in line ${line}`,
    hint: 'Remove that line: `local up` writes its own.'
  }))
}

function ignoring(projectDir: string, ignoreFile: string, files: readonly string[]): readonly Edit[] {
  if (files.length === 0) return []
  const text = files.reduce(withRequirement, bytesOf(join(projectDir, ignoreFile)) ?? '')
  return [{ said: `add ${files.join(' and ')} to ${ignoreFile}`, file: ignoreFile, text }]
}

function providing(projectDir: string): readonly Edit[] {
  if (bytesOf(join(projectDir, 'Dockerfile')) === undefined) return []
  const { provider, airflow } = imageFacts(projectDir)
  if (provider) return []
  const line = requirementLine(airflow)
  const file = 'requirements.txt'
  return [{ said: `add ${line} to ${file}`, file, text: withRequirement(bytesOf(join(projectDir, file)) ?? '', line) }]
}
