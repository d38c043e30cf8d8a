import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { endGroup } from './ending.ts'
import { UserError } from './errors.ts'
import { everything, lastLines } from './output.ts'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
  /** After this time the child and its children are ended. */
  readonly limitSeconds: number
  readonly signal: AbortSignal
  /** Gets each line as it arrives. The child waits while this does. */
  readonly onLine?: (line: string) => void | Promise<void>
}

export interface Finished {
  readonly exitCode: number
  /** All of it, at most 64 MiB; with `onLine` the last MiB. */
  readonly stdout: string
  /** The last MiB. */
  readonly stderr: string
}

/** The program is not on PATH. */
export class NotFound extends UserError {}

/**
 * Runs a program without standard input, so that a prompt ends at once, and returns what it printed. Not `@actions/exec`, which
 * can neither limit a child's time nor end it. The child leads a group of its own: nothing in it goes on when this is over.
 * Throws `NotFound`, or a `UserError` past a limit.
 */
export function run({ program, args, cwd, environment, limitSeconds, signal, onLine }: Command): Promise<Finished> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(interrupted(program, args, signal))
    const child = spawn(program, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const limit = AbortSignal.timeout(limitSeconds * 1000)
    const over = AbortSignal.any([signal, limit])
    // Undefined where it could not be started.
    const { pid } = child
    const stop = async (why: () => unknown) => {
      over.removeEventListener('abort', onOver)
      if (pid !== undefined) await endGroup(pid)
      // One that left the group may hold them open.
      for (const stream of [child.stdout, child.stderr]) stream.destroy()
      reject(why())
    }
    const name = `${basename(program)} ${args[0] ?? ''}`
    const onOver = () =>
      stop(() =>
        signal.aborted
          ? interrupted(program, args, signal)
          : new UserError(`${name} did not end within ${limitSeconds} s and was stopped`)
      )
    over.addEventListener('abort', onOver, { once: true })
    const printed = Promise.all([
      onLine === undefined ? everything(child.stdout, name) : lastLines(child.stdout, onLine),
      lastLines(child.stderr, onLine)
    ])
    // What else can fail here is a stream that ended too soon; `error` or `over` says why.
    printed.catch(error => {
      if (error instanceof UserError) stop(() => error)
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      over.removeEventListener('abort', onOver)
      // Node says the same of a working directory that is not there.
      if (error.code === 'ENOENT' && !existsSync(cwd))
        reject(new UserError(`${program} cannot run in ${cwd}: there is no such folder`))
      else if (error.code === 'ENOENT') reject(new NotFound(`${program} is not on PATH`))
      else reject(new UserError(`${program} cannot be started: ${error.message}`))
    })
    child.on('close', async exitCode => {
      if (over.aborted) return
      over.removeEventListener('abort', onOver)
      if (pid !== undefined) await endGroup(pid)
      printed.then(([stdout, stderr]) => resolve({ exitCode: exitCode ?? 1, stdout, stderr }), reject)
    })
  })
}

/**
 * Starts a program that goes on when this process has ended, without input and output, and gives its process id. It leads a group of its
 * own. Rejects with `NotFound`, or where it cannot be started.
 */
export async function startDetached({
  program,
  args,
  cwd,
  environment
}: Pick<Command, 'program' | 'args' | 'cwd' | 'environment'>): Promise<number> {
  const child = spawn(program, args, { cwd, env: environment, stdio: 'ignore', detached: true })
  try {
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NotFound(`${program} is not on PATH`)
    throw new UserError(`${program} cannot be started: ${(error as Error).message}`)
  }
  child.unref()
  return child.pid ?? 0
}

function interrupted(program: string, args: readonly string[], signal: AbortSignal): UserError {
  return new UserError(
    `${(signal.reason as Error).message} while waiting for \`${[basename(program), ...args.slice(0, 2)].join(' ')}\` to finish`
  )
}
