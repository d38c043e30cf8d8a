import { join } from 'node:path'
import { UserError } from '../base/errors.ts'
import { type Finished, NotFound, run } from '../base/process.ts'
import type { Workshop } from './install/install.ts'
import type { CliChoice } from './install/release.ts'
import { isNewEnough, OLDEST, TESTED, versionIn } from './version.ts'

/** What the CLI runs with, without the token. */
type Environment = Workshop['environment']

export interface Surroundings extends Omit<Workshop, 'environment'> {
  readonly signal: AbortSignal
}

/**
 * Finds the CLI, or installs it, at the first call, and returns its path, or its name if it is on PATH. What is on PATH is taken if
 * it is the version that was chosen or, if none was, new enough. Throws a `UserError`.
 */
export function cliProgram(choice: CliChoice, around: Surroundings): (environment: Environment) => Promise<string> {
  let found: Promise<string> | undefined
  return environment => {
    found ??= locate(choice, around, environment)
    return found
  }
}

async function locate(choice: CliChoice, around: Surroundings, environment: Environment): Promise<string> {
  const there = await onPath(around, environment)
  if (there !== undefined && isWanted(there, choice.version)) return 'astro'
  const version = choice.version ?? TESTED
  // The libraries that install cannot be stopped: the run does not wait for them, and ends what they have started.
  return await orEnd(around.signal, `installing the astro CLI ${version}`, async () => {
    const { install } = await import('./install/install.ts')
    return await install(version, choice, { ...around, folder: join(around.folder, 'cli'), environment })
  })
}

/** Throws if it does not fit and nobody asked for another one. */
function isWanted({ exitCode, stdout, stderr }: Finished, wanted: string | undefined): boolean {
  const version = exitCode === 0 ? versionIn(stdout) : undefined
  if (wanted !== undefined) return version === wanted
  const hint = `Install version ${OLDEST} or newer, or set \`astro-version\` to have this action install one.`
  if (version === undefined)
    throw new UserError(`the astro CLI on PATH does not tell its version; it said: ${(stderr || stdout).trim() || 'nothing'}`, {
      hint
    })
  if (!isNewEnough(version))
    throw new UserError(`the astro CLI on PATH is ${version}; this action needs ${OLDEST} or newer`, { hint })
  return true
}

/** What the CLI on PATH says about its version; undefined if there is none. */
async function onPath({ folder, signal }: Surroundings, environment: Environment): Promise<Finished | undefined> {
  try {
    return await run({ program: 'astro', args: ['version'], cwd: folder, environment, limitSeconds: 60, signal })
  } catch (error) {
    if (error instanceof NotFound) return undefined
    if (error instanceof UserError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    // Files of that name that nobody may start.
    return code === 'EACCES' ? undefined : { exitCode: 1, stdout: '', stderr: message }
  }
}

async function orEnd<T>(signal: AbortSignal, doing: string, act: () => Promise<T>): Promise<T> {
  const ending = new Promise<never>((_, reject) => {
    const end = () => reject(new UserError(`${(signal.reason as Error).message} while ${doing}`))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
  return await Promise.race([act(), ending])
}
