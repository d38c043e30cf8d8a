import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { atTerminal } from '../../tools/runner/at-terminal.mjs'
import { BUNDLE, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import type { Stage } from './attempt.ts'

export interface Typing {
  /** Beside what users of the vault and the astro CLI have set, which it may replace; undefined: not set. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What somebody types who is asked, on a terminal; absent: there is none. */
  readonly keys?: string
  /** Default: the project of the stage. */
  readonly cwd?: string
  /** A JavaScript file of the bundle, or a program; default: the bundle, by this Node. */
  readonly program?: readonly string[]
}

/** Where the simulated Astro API is. */
export const astroOf = ({ astro }: Stage): readonly string[] => ['--astro-domain', 'localhost', '--astro-api-url', astro.url]

/** A command typed in the project of a stage, on a workstation with its own home and folder for temporary files. */
export async function type(stage: Stage, args: readonly string[], { env = {}, keys, cwd = stage.project, program }: Typing = {}) {
  const home = await mkdtemp(join(stage.folder, 'home-'))
  const temp = join(home, 'tmp')
  await mkdir(temp)
  const given = {
    ...{ HOME: home, TMPDIR: temp, PATH: stage.path, TERM: 'xterm-256color', DOCKER_HOST: 'unix:///nowhere.sock' },
    ...{ VAULT_ADDR: stage.vault.url, VAULT_TOKEN: stage.vault.rootToken, ASTRO_API_TOKEN: stage.astro.token() },
    ...QUICKSTART_SECRETS,
    ...env
  }
  const words = [...(program ?? [process.execPath, BUNDLE]), ...args]
  const [name = '', ...first] = keys === undefined ? words : atTerminal(keys, words)
  const environment = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const child = spawn(name, first, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const [exitCode] = await once(child, 'close')
  return { exitCode, stdout: stdout(), stderr: stderr(), temp }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', part => {
    text += part
  })
  return () => text
}
