import { type Environment, environmentFor } from '../base/environment.ts'
import { UserError } from '../base/errors.ts'
import { type Finished, NotFound, run } from '../base/process.ts'

export interface GitOptions {
  readonly projectDir: string
  readonly environment: Environment
  readonly signal: AbortSignal
}

/**
 * Tracked files of the whole repository with changes that are not committed, but for one file of the project. None if git or the
 * repository is missing: the CLI does not check then either. Throws if git refuses the repository, because then nobody looked.
 */
export async function uncommitted(options: GitOptions, except?: string): Promise<readonly string[]> {
  const status = await git(options, [
    ...['status', '--porcelain', '--untracked-files=no', '--', ':(top)'],
    ...(except === undefined ? [] : [`:(exclude,literal)${except}`])
  ])
  if (status === undefined || status.stderr.includes('not a git repository')) return []
  if (status.exitCode !== 0) throw refused(options, status)
  return status.stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.slice(3))
}

/** First line of the last commit's message. */
export async function lastSubject(options: GitOptions): Promise<string | undefined> {
  return (await answer(options, ['log', '-1', '--format=%s']))?.trim() || undefined
}

/** The id of the last commit. */
export async function lastCommit(options: GitOptions): Promise<string | undefined> {
  return (await answer(options, ['rev-parse', 'HEAD']))?.trim()
}

/** A file of the project as it is in the last commit; undefined if it is not there. */
export async function committed(options: GitOptions, file: string): Promise<string | undefined> {
  return await answer(options, ['cat-file', 'blob', `HEAD:./${file}`])
}

/**
 * A file of the repository in another commit, by its path from `projectDir`; undefined if that commit does not have it. `unknown`:
 * git has not got the commit. Where the last commit is the merge of a pull request, its first parent stands for the base.
 */
export async function fileAt(options: GitOptions, commit: string, file: string): Promise<string | undefined | 'unknown'> {
  for (const one of [commit, 'HEAD^2^{commit}']) {
    if ((await answer(options, ['cat-file', '-e', one])) === undefined) continue
    return await answer(options, ['cat-file', 'blob', `${one === commit ? commit : 'HEAD^1'}:./${file}`])
  }
  return 'unknown'
}

async function answer(options: GitOptions, args: readonly string[]): Promise<string | undefined> {
  const done = await git(options, args)
  return done?.exitCode === 0 ? done.stdout : undefined
}

/** Undefined without git on PATH. */
async function git({ projectDir, environment, signal }: GitOptions, args: readonly string[]): Promise<Finished | undefined> {
  // In English, because one of its sentences is read here; the index stays as it is.
  const variables = { ...environmentFor(environment, []), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' }
  try {
    return await run({ program: 'git', args, cwd: projectDir, environment: variables, limitSeconds: 60, signal })
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

function refused({ projectDir }: GitOptions, { exitCode, stderr }: Finished): UserError {
  const [said = ''] = stderr.trim().split('\n')
  const hint = said.includes('bare repository')
    ? 'Remove the files HEAD, config, objects and refs: together they make git take that folder for a repository.'
    : said.includes('dubious ownership')
      ? 'Run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` in a step before this one.'
      : undefined
  return new UserError(`git cannot say what is committed in ${projectDir} (exit code ${exitCode}): ${said}`, { hint })
}
