import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { BACKEND, BACKEND_KWARGS, conflictingVariables } from '../airflow/kwargs.ts'
import { requirementLine } from '../airflow/provider.ts'
import { withRequirement } from '../airflow/provider-line.ts'
import { providerRequirement } from '../airflow/requirements.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { replaceFile } from '../base/replace.ts'
import { type GitOptions, inGit } from '../project/git.ts'
import { ignoreFileOf, shipsInImage } from '../project/image.ts'
import { imageFacts } from '../project/project.ts'
import { linesThatSet } from './env-block.ts'
import { ENV } from './env-file.ts'
import { bytesOf } from './file.ts'

/** One file of the project that is to be changed, what for, its text (latin1) when that was decided, and its new one. */
export interface Edit {
  readonly said: string
  readonly file: string
  readonly before: string | undefined
  readonly text: string
}

/** Values of this workstation for sources of the manifest. Not the file of `init`, whose values go to GitHub as production's. */
export const SECRETS = '.env.local-secrets'
/** Where the CLI keeps a standalone Airflow: its database, its logs, and what it needs to start it again. */
const STANDALONE = '.astro/standalone/'

/** A project, and how its Airflow runs. */
export interface LocalProject extends GitOptions {
  readonly isStandalone: boolean
}

/**
 * What keeps Airflow from reading, or lets others read, in the project: what of the workstation git or docker would take, and an image
 * without the provider. Throws for what nobody but its owner can decide: a `.env` in git or behind a link, or another secrets backend.
 */
export async function editsFor(options: LocalProject): Promise<readonly Edit[]> {
  const wrong = [...linked(options.projectDir, ENV), ...(await trackedFiles(options)), ...othersIn(options.projectDir)]
  if (wrong.length > 0) throw new UserError(wrong)
  return [...(await hiding(options)), ...providing(options.projectDir)]
}

/**
 * Makes these changes, and looks again, because the next to be written is a secret. Throws a `UserError` for a file that was changed
 * since, and if git or docker would still take one with secrets.
 */
export async function carryOut(edits: readonly Edit[], options: LocalProject): Promise<void> {
  for (const { file, before, text } of edits) {
    const path = join(options.projectDir, file)
    if (bytesOf(path) !== before)
      throw new UserError(`${file} was changed meanwhile, and was not written`, { hint: 'Run `local up` again.' })
    replaceFile(path, Buffer.from(text, 'latin1'), { isPrivate: false })
  }
  const wrong = await trackedFiles(options)
  if (wrong.length > 0) throw new UserError(wrong)
  for (const { said } of await hiding(options))
    throw new UserError(`nothing secret was written: local up would have to ${said} once more`)
}

async function hiding(options: LocalProject): Promise<readonly Edit[]> {
  const { projectDir } = options
  const files = privateIn(options).filter(file => file !== SECRETS || bytesOf(join(projectDir, SECRETS)) !== undefined)
  const toGit: string[] = []
  for (const file of files) if ((await inGit(options, file)) === 'untracked') toGit.push(file)
  // A pattern is for what is in a folder, there or not; one such as `*.db` is not for all of it.
  const inside = (file: string) => (isFolder(file) ? [`${file}airflow.db`, `${file}any`] : [file])
  const isShipped = (file: string) => inside(file).some(one => shipsInImage(projectDir, one))
  const toDocker = bytesOf(join(projectDir, 'Dockerfile')) === undefined ? [] : files.filter(isShipped)
  return [
    ...(toGit.length === 0 ? [] : [adding(projectDir, '.gitignore', toGit)]),
    ...(toDocker.length === 0 ? [] : [adding(projectDir, ignoreFileOf(projectDir), toDocker)])
  ]
}

/** What is of this workstation alone. */
const privateIn = ({ isStandalone }: LocalProject) => [ENV, SECRETS, ...(isStandalone ? [STANDALONE] : [])]
const isFolder = (file: string): boolean => file.endsWith('/')

/** git answers for a link by its name, wherever that leads, and reads no `.gitignore` that is one. */
const linked = (projectDir: string, file: string): readonly Finding[] =>
  lstatSync(join(projectDir, file), { throwIfNoEntry: false })?.isSymbolicLink()
    ? [{ severity: 'error', message: `${file} is a link, and local up has to write into it`, hint: 'Replace it by a file.' }]
    : []

async function trackedFiles(options: LocalProject): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const file of privateIn(options))
    if ((await inGit(options, file)) === 'tracked')
      found.push({
        severity: 'error',
        message: `${file} is in git, and would bring secrets into it`,
        hint: `Run \`git rm ${isFolder(file) ? '-r ' : ''}--cached ${file}\`, and commit that.`
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

function providing(projectDir: string): readonly Edit[] {
  if (bytesOf(join(projectDir, 'Dockerfile')) === undefined) return []
  const { provider, airflow } = imageFacts(projectDir)
  // It may have the line, and an image that does not install it.
  if (provider || providerRequirement(path => bytesOf(join(projectDir, path))).carried) return []
  return [adding(projectDir, 'requirements.txt', [requirementLine(airflow)])]
}

/** `a, b and c` */
const IN_WORDS = new Intl.ListFormat('en-GB')

function adding(projectDir: string, file: string, lines: readonly string[]): Edit {
  const wrong = linked(projectDir, file)
  if (wrong.length > 0) throw new UserError(wrong)
  const before = bytesOf(join(projectDir, file))
  return { said: `add ${IN_WORDS.format(lines)} to ${file}`, file, before, text: lines.reduce(withRequirement, before ?? '') }
}
