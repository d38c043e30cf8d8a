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

/**
 * What the folder has that the last commit has not, or not so: changed and staged files, submodules with changes, and untracked files
 * whether ignored or not; a folder without any tracked file is one path that ends with `/`. Undefined without git or a repository.
 * Throws if git refuses the repository.
 */
export async function notInGit(options: GitOptions): Promise<readonly string[] | undefined> {
  const args = [
    'status',
    '--porcelain',
    '-z',
    '--ignored',
    '--untracked-files=normal',
    '--ignore-submodules=none',
    '--no-renames'
  ]
  const [status, place] = await Promise.all([git(options, [...args, '--', '.']), git(options, ['rev-parse', '--show-prefix'])])
  if (status === undefined || status.stderr.includes('not a git repository')) return undefined
  if (status.exitCode !== 0) throw refused(options, status)
  // Its paths are those of the whole repository.
  const prefix = place?.stdout.replace(/\n$/, '') ?? ''
  const paths = status.stdout.split('\0').map(entry => entry.slice(3))
  return [...new Set(paths)]
    .filter(path => path !== '')
    .map(path => (path === prefix ? './' : path.startsWith(prefix) ? path.slice(prefix.length) : path))
    .sort()
}

/** The folder from the root of its repository, such as `airflow/`; empty for the root itself. Undefined without git or a repository. */
export async function placeInRepository(options: GitOptions): Promise<string | undefined> {
  const place = await git(options, ['rev-parse', '--show-prefix'])
  if (place === undefined || place.stderr.includes('not a git repository')) return undefined
  if (place.exitCode !== 0) throw refused(options, place)
  return place.stdout.replace(/\n$/, '')
}

/**
 * Whether git has a file of the project, ignores it, or would add it, there or not. Undefined without git or a repository. Throws if
 * git refuses the repository, because then nobody looked.
 */
export async function inGit(options: GitOptions, file: string): Promise<'tracked' | 'ignored' | 'untracked' | undefined> {
  const listed = await git(options, ['ls-files', '--', `:(literal)${file}`])
  if (listed === undefined || listed.stderr.includes('not a git repository')) return undefined
  if (listed.exitCode !== 0) throw refused(options, listed)
  if (listed.stdout !== '') return 'tracked'
  const ignored = await git(options, ['check-ignore', '--quiet', '--', file])
  if (ignored === undefined || ignored.exitCode === 0) return ignored && 'ignored'
  if (ignored.exitCode !== 1) throw refused(options, ignored)
  return 'untracked'
}

/** Whether git ignores each of these files, as `inGit` says it. */
export async function isIgnored(options: GitOptions, files: readonly string[]): Promise<boolean | undefined> {
  const each = await Promise.all(files.map(file => inGit(options, file)))
  return each.includes(undefined) ? undefined : each.every(one => one === 'ignored')
}

/** The branch that the remote calls its own, otherwise `main` or the `master` that is checked out. */
export async function defaultBranch(options: GitOptions): Promise<string> {
  const remote = (await answer(options, ['symbolic-ref', '--short', 'refs/remotes/origin/HEAD']))?.trim().replace(/^origin\//, '')
  if (remote !== undefined && /^[A-Za-z][\w./-]*$/.test(remote)) return remote
  return (await answer(options, ['symbolic-ref', '--short', 'HEAD']))?.trim() === 'master' ? 'master' : 'main'
}

/** The address of the remote `origin`, which may hold a login; undefined if there is none. */
export async function originUrl(options: GitOptions): Promise<string | undefined> {
  return (await answer(options, ['remote', 'get-url', 'origin']))?.trim() || undefined
}

/** First line of the last commit's message. */
export async function lastSubject(options: GitOptions): Promise<string | undefined> {
  return (await answer(options, ['log', '-1', '--format=%s']))?.trim() || undefined
}

/** The id of the last commit. */
async function lastCommit(options: GitOptions): Promise<string | undefined> {
  return (await answer(options, ['rev-parse', 'HEAD']))?.trim()
}

/**
 * Whether the whole checkout around the folder is that commit: nothing in it is changed, staged, untracked or ignored. `false` also
 * where git cannot say.
 */
export async function isCheckoutOf(options: GitOptions, commit: string): Promise<boolean> {
  const status = ['status', '--porcelain', '--ignored', '--untracked-files=normal', '--ignore-submodules=none', '--', ':(top)']
  return (await lastCommit(options)) === commit && (await answer(options, status)) === ''
}

/** A file of the project as it is in the last commit; undefined if it is not there. */
export async function committed(options: GitOptions, file: string): Promise<string | undefined> {
  return await answer(options, ['cat-file', 'blob', `HEAD:./${file}`])
}

/**
 * A file of the repository in another commit, by its path from `projectDir`; undefined if that commit does not have it. `unknown`:
 * git has not got the commit, or not all of it, or a link or folder of that name.
 */
export async function fileAt(options: GitOptions, commit: string, file: string): Promise<string | undefined | 'unknown'> {
  const listed = await answer(options, ['ls-tree', commit, '--', `./${file}`])
  if (listed === undefined) return 'unknown'
  if (listed === '') return undefined
  // Of a link, git has the path that it leads to.
  if (!listed.startsWith('100')) return 'unknown'
  return (await answer(options, ['cat-file', 'blob', `${commit}:./${file}`])) ?? 'unknown'
}

/**
 * The commit that a pull request is to be compared with: where the last commit is GitHub's merge of it, what it was merged into;
 * otherwise where its branch began, or the base itself. Undefined if git has none of them.
 */
export async function baseOf(
  options: GitOptions,
  { commit, head }: { commit: string; head: string }
): Promise<string | undefined> {
  const parents = (await answer(options, ['rev-parse', 'HEAD^@']))?.trim().split('\n') ?? []
  // The branch's own last commit may be a merge too, of anything.
  if (parents.length === 2 && parents[1] === head) return parents[0]
  const shared = (await answer(options, ['merge-base', 'HEAD', commit]))?.trim()
  if (shared !== undefined) return shared
  return (await answer(options, ['cat-file', '-e', `${commit}^{commit}`])) === undefined ? undefined : commit
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

function refused({ projectDir, environment }: GitOptions, { exitCode, stderr }: Finished): UserError {
  const [said = ''] = stderr.trim().split('\n')
  const hint = said.includes('bare repository')
    ? 'Remove the files HEAD, config, objects and refs: together they make git take that folder for a repository.'
    : said.includes('beyond a symbolic link')
      ? 'Replace that link by the folder that it leads to.'
      : said.includes('dubious ownership')
        ? environment['GITHUB_ACTIONS'] === 'true'
          ? 'Run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` in a step before this one.'
          : 'The repository belongs to another user. If you trust it, run `git status` there, which names the command that says so.'
        : undefined
  return new UserError(`git cannot say what is committed in ${projectDir} (exit code ${exitCode}): ${said}`, { hint })
}
