import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { BACKEND_KWARGS } from '../airflow/kwargs.ts'
import { type Environment, environmentFor } from '../base/environment.ts'
import { type Finished, NotFound, run } from '../base/process.ts'
import type { Found } from './check.ts'

interface Around {
  readonly projectDir: string
  readonly environment: Environment
  readonly signal: AbortSignal
  /** Our lines of `.env`. */
  readonly env: ReadonlyMap<string, string>
  /** Vault as this machine reaches it. */
  readonly url: string
}

/** One way to run Airflow's own command line; undefined answer: it does not run in that way here. */
interface Airflow {
  readonly through: string
  run(args: readonly string[]): Promise<Finished | undefined>
}

const LIMIT_SECONDS = 180

export interface Proof {
  readonly isGood: boolean
  /** A line for whoever asked: which Airflow it was, or why there was none. Never a value. */
  readonly said: string
}

/** Lets Airflow itself read one variable and one connection: running in the project, or in its Python; whichever there is first. */
export async function airflowProof(found: readonly Found[], around: Around): Promise<Proof> {
  const home = mkdtempSync(join(tmpdir(), 'astro-vault-action-'))
  try {
    for (const airflow of airflows(around, home)) {
      const version = await airflow.run(['version'])
      if (version?.exitCode === 0) return await ask(airflow, found)
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
  return { isGood: true, said: 'Airflow itself was not asked: it runs neither through `astro dev run` nor in .venv here' }
}

async function ask({ through, run }: Airflow, found: readonly Found[]): Promise<Proof> {
  const asked = (['variable', 'connection'] as const).flatMap(kind => found.find(one => one.kind === kind) ?? [])
  for (const { kind, name, data } of asked) {
    const args = kind === 'variable' ? ['variables', 'get', name] : ['connections', 'get', name, '-o', 'json']
    const answer = await run(args)
    const value = data.reveal()['value']
    const isSame = kind === 'connection' || (typeof value === 'string' && answer?.stdout.includes(value.trim()))
    if (answer?.exitCode !== 0 || !isSame)
      return { isGood: false, said: `✗ Airflow (${through}) does not read ${kind} ${name}, although the credential does` }
  }
  return { isGood: true, said: `✓ Airflow reads ${asked.map(({ kind, name }) => `${kind} ${name}`).join(' and ')} (${through})` }
}

function airflows({ projectDir, environment, signal, env, url }: Around, home: string): readonly Airflow[] {
  const from = async (program: string, args: readonly string[], variables: Record<string, string>) => {
    try {
      return await run({ program, args, cwd: projectDir, environment: variables, limitSeconds: LIMIT_SECONDS, signal })
    } catch (error) {
      if (error instanceof NotFound) return undefined
      throw error
    }
  }
  const here = Object.fromEntries(env)
  // What containers call this machine by is nothing here.
  const kwargs = JSON.stringify({ ...JSON.parse(here[BACKEND_KWARGS] ?? '{}'), url }).replaceAll('$', '\\u0024')
  const python = (path: string): Airflow => ({
    through: 'the Python of the project',
    run: args =>
      from(path, ['-m', 'airflow', ...args], {
        ...environmentFor(environment, []),
        AIRFLOW_HOME: home,
        ...here,
        [BACKEND_KWARGS]: kwargs
      })
  })
  return [
    {
      through: '`astro dev run`',
      run: args => from('astro', ['dev', 'run', ...args], environmentFor(environment, ['ASTRO_HOME', 'DOCKER_*']))
    },
    python(resolve(projectDir, '.venv', 'bin', 'python'))
  ]
}
