import { NotFound, run } from '../base/process.ts'

export interface GitOptions {
  readonly projectDir: string
  readonly environment: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** Tracked files with changes that are not committed. None if git or the repository is missing: the CLI checks no further either. */
export async function uncommitted(options: GitOptions): Promise<readonly string[]> {
  const status = await git(options, ['status', '--porcelain', '--untracked-files=no'])
  return status === undefined
    ? []
    : status
        .split('\n')
        .filter(line => line !== '')
        .map(line => line.slice(3))
}

/** First line of the last commit's message. */
export async function lastSubject(options: GitOptions): Promise<string | undefined> {
  return (await git(options, ['log', '-1', '--format=%s']))?.trim() || undefined
}

/** A file of the project as it is in the last commit; undefined if it is not there. */
export async function committed(options: GitOptions, file: string): Promise<string | undefined> {
  return await git(options, ['show', `HEAD:./${file}`])
}

async function git({ projectDir, environment, signal }: GitOptions, args: readonly string[]): Promise<string | undefined> {
  try {
    const done = await run({
      program: 'git',
      args: ['-C', projectDir, ...args],
      cwd: projectDir,
      environment,
      limitSeconds: 60,
      signal
    })
    return done.exitCode === 0 ? done.stdout : undefined
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
