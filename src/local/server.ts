import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endGroup, endProcessesOf, RUN_VARIABLE } from '../base/ending.ts'
import { type Environment, environmentFor } from '../base/environment.ts'
import { UserError } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import { NotFound, run, startDetached } from '../base/process.ts'
import { replaceFile } from '../base/replace.ts'

/** A Vault for development, started by `local up`: in memory, on this machine alone, until `local down`. */
export interface Server {
  readonly url: string
  readonly token: string
}

interface Around {
  /** What a server is found by again: the folder of the project's state. */
  readonly folder: string
  readonly environment: Environment
  readonly signal: AbortSignal
}

const PROGRAMS = ['vault', 'bao'] as const
const USUAL_PORT = 8200
const LIMIT_MS = 30_000
const LOOK_AGAIN_MS = 50
const PID = 'server.pid'

/** Which of the two programs is there; throws if none is. */
export async function serverProgram({ environment, folder, signal }: Around): Promise<string> {
  for (const program of PROGRAMS) {
    const version = { program, args: ['version'], cwd: folder, environment: environmentFor(environment, []) }
    try {
      if ((await run({ ...version, limitSeconds: 60, signal })).exitCode === 0) return program
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
    }
  }
  throw new UserError('there is no Vault to start: neither vault nor bao is on PATH', {
    hint: 'Install one of them, or use `--vault-url` for one that is there.'
  })
}

/** An address and a token for a server that is going to be started. */
export async function newServer(): Promise<Server> {
  return { url: `http://127.0.0.1:${await freePort()}`, token: `dev-${randomBytes(16).toString('hex')}` }
}

/** Starts it, unless it serves already. Throws, with its last words, if it does not. */
export async function startServer(
  program: string,
  { url, token }: Server,
  { folder, environment, signal }: Around
): Promise<void> {
  if (await serves({ url, token })) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pid = await startDetached({
    program,
    args: ['server', '-dev', '-dev-no-store-token', `-dev-listen-address=${new URL(url).host}`],
    cwd: folder,
    // The arguments of a program are visible to others on the machine.
    environment: {
      ...environmentFor(environment, []),
      VAULT_DEV_ROOT_TOKEN_ID: token,
      BAO_DEV_ROOT_TOKEN_ID: token,
      [RUN_VARIABLE]: folder
    }
  })
  replaceFile(join(folder, PID), Buffer.from(String(pid)), { isPrivate: true })
  for (const until = performance.now() + LIMIT_MS; performance.now() < until; await sleep(LOOK_AGAIN_MS, undefined, { signal }))
    if (await serves({ url, token })) return
  await stopServer({ url, token }, { folder })
  throw new UserError(`${program} did not start at ${url} within ${LIMIT_MS / 1000} s`, {
    hint: `Run \`${program} server -dev\` to see why.`
  })
}

/** Ends what was started for this folder. Only Linux tells whose a process is; elsewhere its id has to be enough, if it still serves. */
export async function stopServer(server: Server, { folder }: Pick<Around, 'folder'>): Promise<void> {
  await endProcessesOf(folder)
  const pid = Number(readIfThere(join(folder, PID)))
  if (pid > 1 && (await serves(server))) await endGroup(pid)
}

/** Whether a server there takes that token. */
export async function serves({ url, token }: Server): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/v1/auth/token/lookup-self`, {
      headers: { 'x-vault-token': token },
      signal: AbortSignal.timeout(5_000)
    })
    return answer.ok
  } catch {
    return false
  }
}

/** The usual one, if it is free. A server also takes the next one, for its cluster. */
async function freePort(): Promise<number> {
  const isFree = async (port: number) => (await isOpen(port)) && (await isOpen(port + 1))
  for (let port = USUAL_PORT; port < USUAL_PORT + 1_000; port += 10) if (await isFree(port)) return port
  throw new UserError(`no port from ${USUAL_PORT} on is free on this machine`)
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
