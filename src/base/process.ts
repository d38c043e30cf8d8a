import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { UserError } from './errors.ts'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
  /** The child is killed when this is over. */
  readonly limitSeconds: number
  readonly signal: AbortSignal
  /** Is given each line as it comes. */
  readonly onLine?: (line: string) => void
  /** Given to its standard input, which is closed after it. */
  readonly input?: string
}

export interface Finished {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * What a child may see of our environment: not the inputs and the state of this step, and nothing that is Astro's or Vault's. The
 * sources of the manifest stay in it: the build of an image, or `sops`, may need them.
 */
export function childEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && !/^(INPUT_|STATE_|ASTRO_|VAULT_|BAO_)/.test(name)
  )
  return Object.fromEntries(passed) as Record<string, string>
}

/** The program is not on PATH. */
export class NotFound extends UserError {}

/**
 * Runs a program whose standard input ends with `input`, so that a prompt ends at once, and gives what it printed. Not
 * `@actions/exec`: that can neither bound a child's time nor end it. Throws `NotFound`, or a `UserError` past the limit.
 */
export function run({ program, args, cwd, environment, limitSeconds, signal, onLine, input }: Command): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitSeconds * 1000)]),
      killSignal: 'SIGKILL'
    })
    // A child that ends early does not read all of it; its exit code says why.
    child.stdin.on('error', () => {}).end(input)
    const streams = [child.stdout, child.stderr].map(stream => {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      if (onLine) eachLine(stream, onLine)
      return () => Buffer.concat(chunks).toString()
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      // Node says the same of a working directory that is not there.
      if (error.code === 'ENOENT' && !existsSync(cwd))
        reject(new UserError(`${program} cannot run in ${cwd}, which is not there`))
      else if (error.code === 'ENOENT') reject(new NotFound(`${program} is not on PATH`))
      else if (signal.aborted) reject(interrupted(program, args, signal))
      else if (error.name === 'AbortError')
        reject(new UserError(`${program} ${args[0] ?? ''} did not end within ${limitSeconds} s and was stopped`))
      else reject(error)
    })
    child.on('close', exitCode =>
      resolve({ exitCode: exitCode ?? 1, stdout: streams[0]?.() ?? '', stderr: streams[1]?.() ?? '' })
    )
  })
}

function interrupted(program: string, args: readonly string[], signal: AbortSignal): UserError {
  return new UserError(
    `${(signal.reason as Error).message}, while it waited for \`${[program, ...args.slice(0, 2)].join(' ')}\` to end`
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
