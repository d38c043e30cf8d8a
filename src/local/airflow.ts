import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { BACKEND_KWARGS } from '../airflow/kwargs.ts'
import { type Environment, environmentFor } from '../base/environment.ts'
import { type Finished, NotFound, run } from '../base/process.ts'
import { answersAlike, isStartedWith, jsonOf } from './airflow-answer.ts'
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

/** One program of the project; an undefined answer: it is not there. */
type Run = (args: readonly string[]) => Promise<Finished | undefined>

const LIMIT_SECONDS = 180

export interface Proof {
  readonly isGood: boolean
  /** A line for whoever asked: which Airflow it was, or why there was none. A tick only for what came from Vault. Never a value. */
  readonly said: string
}

/**
 * Lets Airflow itself read one variable and one connection: running in the project, or in its Python; whichever there is first. Only the
 * Python can ask the secrets backend alone: Airflow's command line also answers from its database.
 */
export async function airflowProof(found: readonly Found[], around: Around): Promise<Proof> {
  const asked = (['variable', 'connection'] as const).flatMap(kind => found.find(one => one.kind === kind) ?? [])
  const home = mkdtempSync(join(tmpdir(), 'astro-vault-action-'))
  try {
    const dev = devRun(around)
    if ((await dev(['version']))?.exitCode === 0) return await fromCommandLine(dev, asked, around)
    const python = pythonOf(around, home)
    if ((await python(['-m', 'airflow', 'version']))?.exitCode === 0) return await fromBackend(python, asked)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
  return { isGood: true, said: 'Airflow itself was not asked: it runs neither through `astro dev run` nor in .venv here' }
}

async function fromCommandLine(dev: Run, asked: readonly Found[], { env }: Around): Promise<Proof> {
  const through = 'Airflow (`astro dev run`)'
  const config = await dev(['config', 'get-value', 'secrets', 'backend_kwargs'])
  if (!isStartedWith(config, env.get(BACKEND_KWARGS) ?? ''))
    return { isGood: false, said: `✗ ${through} does not say that it has the variables of .env: start it again` }
  for (const one of asked) {
    const command = one.kind === 'variable' ? ['variables', 'get', one.name] : ['connections', 'get', one.name, '-o', 'json']
    if (!answersAlike(await dev(command), one))
      return { isGood: false, said: `✗ ${through} does not read ${one.kind} ${one.name} as the secret-id does` }
  }
  const what = namesOf(asked)
  return { isGood: true, said: `${through} has the variables of .env and answers ${what}; it does not say whether from Vault` }
}

/** Vault alone, as Airflow would ask it: prints the value of a variable, or whether there is a connection. Airflow logs to stdout. */
const BACKEND_ALONE = `
import json, os, sys
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
from airflow.providers.hashicorp.secrets.vault import VaultBackend
backend = VaultBackend(**json.loads(os.environ["${BACKEND_KWARGS}"]))
kind, name = sys.argv[1:]
json.dump(backend.get_variable(name) if kind == "variable" else backend.get_connection(name) is not None, answer)
`

async function fromBackend(python: Run, asked: readonly Found[]): Promise<Proof> {
  const through = 'the Python of the project'
  for (const { kind, name, data } of asked) {
    const answer = await python(['-c', BACKEND_ALONE, kind, name])
    const expected = JSON.stringify(kind === 'variable' ? data.reveal()['value'] : true)
    if (answer?.exitCode !== 0 || JSON.stringify(jsonOf(answer.stdout)) !== expected)
      return { isGood: false, said: `✗ Airflow (${through}) does not read ${kind} ${name}, although the secret-id does` }
  }
  return { isGood: true, said: `✓ Airflow reads ${namesOf(asked)} (${through})` }
}

const namesOf = (asked: readonly Found[]) => asked.map(({ kind, name }) => `${kind} ${name}`).join(' and ')

const devRun = (around: Around): Run => {
  const environment = environmentFor(around.environment, ['ASTRO_HOME', 'DOCKER_*'])
  return args => from('astro', ['dev', 'run', ...args], environment, around)
}

function pythonOf(around: Around, home: string): Run {
  const here = Object.fromEntries(around.env)
  // What containers call this machine by is nothing here.
  const kwargs = JSON.stringify({ ...JSON.parse(here[BACKEND_KWARGS] ?? '{}'), url: around.url }).replaceAll('$', '\\u0024')
  const environment = {
    ...environmentFor(around.environment, []),
    AIRFLOW_HOME: home,
    ...here,
    [BACKEND_KWARGS]: kwargs
  }
  return args => from(resolve(around.projectDir, '.venv', 'bin', 'python'), args, environment, around)
}

async function from(
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
  { projectDir, signal }: Around
): Promise<Finished | undefined> {
  try {
    return await run({ program, args, cwd: projectDir, environment, limitSeconds: LIMIT_SECONDS, signal })
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
