import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { endGroup } from './ending.ts'
import { UserError } from './errors.ts'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
  /** After this time the child and its children are ended. */
  readonly limitSeconds: number
  readonly signal: AbortSignal
  /** Called with each line as it arrives. */
  readonly onLine?: (line: string) => void
}

export interface Finished {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** The program is not on PATH. */
export class NotFound extends UserError {}

/**
 * Runs a program without standard input, so that a prompt ends at once, and returns what it printed. Not `@actions/exec`, which
 * can neither limit a child's time nor end it. The child leads a group of its own: nothing in it goes on when this is over.
 * Throws `NotFound`, or a `UserError` after the limit.
 */
export function run({ program, args, cwd, environment, limitSeconds, signal, onLine }: Command): Promise<Finished> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(interrupted(program, args, signal))
    const child = spawn(program, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const limit = AbortSignal.timeout(limitSeconds * 1000)
    const over = AbortSignal.any([signal, limit])
    // Undefined where it could not be started.
    const { pid } = child
    const stop = async () => {
      if (pid !== undefined) await endGroup(pid)
      // One that left the group may hold them open.
      for (const stream of [child.stdout, child.stderr]) stream.destroy()
      if (signal.aborted) return reject(interrupted(program, args, signal))
      reject(new UserError(`${program} ${args[0] ?? ''} did not end within ${limitSeconds} s and was stopped`))
    }
    over.addEventListener('abort', stop, { once: true })
    const streams = [child.stdout, child.stderr].map(stream => {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      if (onLine) eachLine(stream, onLine)
      return () => Buffer.concat(chunks).toString()
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      over.removeEventListener('abort', stop)
      // Node says the same of a working directory that is not there.
      if (error.code === 'ENOENT' && !existsSync(cwd))
        reject(new UserError(`${program} cannot run in ${cwd}: there is no such folder`))
      else if (error.code === 'ENOENT') reject(new NotFound(`${program} is not on PATH`))
      else reject(error)
    })
    child.on('close', async exitCode => {
      if (over.aborted) return
      over.removeEventListener('abort', stop)
      if (pid !== undefined) await endGroup(pid)
      resolve({ exitCode: exitCode ?? 1, stdout: streams[0]?.() ?? '', stderr: streams[1]?.() ?? '' })
    })
  })
}

function interrupted(program: string, args: readonly string[], signal: AbortSignal): UserError {
  return new UserError(
    `${(signal.reason as Error).message} while waiting for \`${[program, ...args.slice(0, 2)].join(' ')}\` to finish`
  )
}

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = ''
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest)
  })
}
