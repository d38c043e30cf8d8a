import { accessSync, constants, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { environmentFor, type Environment as StepEnvironment } from '../base/environment.ts'
import { UserError } from '../base/errors.ts'
import { run } from '../base/process.ts'
import type { Workshop } from './install/install.ts'
import type { CliChoice } from './install/release.ts'
import { isNewEnough, OLDEST, TESTED, versionIn } from './version.ts'

/** What the CLI runs with, without the token. */
type Environment = Workshop['environment']

/** Where a program runs, and what ends it. */
type Place = Pick<Surroundings, 'folder' | 'signal'>

export interface Surroundings extends Omit<Workshop, 'environment'> {
  readonly signal: AbortSignal
}

/**
 * Finds the CLI, or installs it, at the first call, and returns its path, or its name if it is on PATH. What is on PATH is taken
 * unless another version was chosen. Throws a `UserError`.
 */
export function cliProgram(choice: CliChoice, around: Surroundings): (environment: Environment) => Promise<string> {
  let found: Promise<string> | undefined
  return environment => {
    found ??= locate(choice, around, environment)
    return found
  }
}

async function locate(choice: CliChoice, around: Surroundings, environment: Environment): Promise<string> {
  const isWanted = async () => choice.version === undefined || (await versionOf('astro', around, environment)) === choice.version
  if (isOnPath(environment) && (await isWanted())) return 'astro'
  const version = choice.version ?? TESTED
  // The libraries that install cannot be stopped: the run does not wait for them, and ends what they have started.
  return await orEnd(around.signal, `installing the astro CLI ${version}`, async () => {
    const { install } = await import('./install/install.ts')
    return await install(version, choice, { ...around, folder: join(around.folder, 'cli'), environment })
  })
}

/** Throws a `UserError` if the CLI is too old. To ask before it has failed would cost every run that changes something a start. */
export async function refuseOld(program: string, around: Place, environment: Environment): Promise<void> {
  const version = await versionOf(program, around, environment)
  if (version === undefined || isNewEnough(version)) return
  throw new UserError(`the astro CLI on PATH failed; it is ${version}, and this action needs ${OLDEST} or newer`, {
    hint: `Install version ${OLDEST} or newer, or set \`astro-version\` to have this action install one. Then run again.`
  })
}

function isOnPath({ PATH = '' }: Environment): boolean {
  return PATH.split(delimiter).some(folder => isAbsolute(folder) && isProgram(join(folder, 'astro')))
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** What is on PATH as `astro`: nothing, or its version, which is undefined if it says none. Leaves nothing behind. */
export async function cliOnPath(
  environment: StepEnvironment,
  signal: AbortSignal
): Promise<{ readonly version: string | undefined } | undefined> {
  const own = environmentFor(environment, [])
  if (!isOnPath(own)) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'astro-vault-action-'))
  try {
    return {
      version: await versionOf('astro', { folder, signal }, { ...own, ASTRO_HOME: folder, ASTRO_TELEMETRY_DISABLED: '1' })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The version that a program says it is; undefined if it says none. */
async function versionOf(program: string, { folder, signal }: Place, environment: Environment): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await run({ program, args: ['version'], cwd: folder, environment, limitSeconds: 60, signal })
    return exitCode === 0 ? versionIn(stdout) : undefined
  } catch (error) {
    if (signal.aborted || !(error instanceof UserError)) throw error
    // It cannot be started, or hangs.
    return undefined
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
