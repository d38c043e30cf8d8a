/** The terminal sessions that the pictures show: the shipped bundle, typed on a terminal, with a real Vault server and the real astro CLI. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { airflowPython, vaultBinary } from '../real-parts.mjs'
import { atTerminal } from '../runner/at-terminal.mjs'
import { BUNDLE, openStage, QUICKSTART_SECRETS } from '../runner/stage.mjs'

/** The names of the pictures. */
export const SESSIONS = ['sync', 'doctor', 'local', 'deploy']

const EXAMPLE = new URL('../../examples/quickstart/airflow-secrets.yaml', import.meta.url)
/** Where Airflow would reach a server with TLS. */
const ADDRESS = "vault: { airflow-url: 'https://vault.example.com:8200' }\n"

/** The project that docs/tutorial.md begins with. */
const HELLO = {
  'airflow-secrets.yaml': `version: 1\nname: hello-vault\nvariables:\n  greeting:\n    env: VAR_GREETING\n${ADDRESS}`,
  '.astro/test_dag_integrity_default.py': '',
  'dags/hello.py': 'from airflow.sdk import Variable\n\nVariable.get("greeting")\n'
}

/**
 * What each session wrote to its terminal, with escape sequences; the same each time.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function takeSessions() {
  const quickstart = { 'airflow-secrets.yaml': `${await readFile(EXAMPLE, 'utf8')}${ADDRESS}` }
  const example = await onStage(quickstart, async ({ type, vault }) => {
    const sync = await type('sync', { keys: 'y\n' })
    await type('deploy --deployment-name prod', { keys: 'y\n' })
    await fetch(`${vault.url}/v1/sys/policies/acl/astro_policy`, {
      method: 'DELETE',
      headers: { 'X-Vault-Token': vault.rootToken }
    })
    return { sync, doctor: await type('doctor --deployment-name prod', { exits: 1 }) }
  })
  const hello = await onStage(HELLO, async ({ type, project }) => {
    const deploy = await type('deploy --deployment-name prod', { keys: 'y\n' })
    await symlink(dirname(dirname(await airflowPython())), join(project, '.venv'))
    const up = await type('local up --standalone --fake', { keys: 'y\ny\n' })
    try {
      return { deploy, local: up + (await type('local check')) }
    } finally {
      await type('local down --yes')
    }
  })
  return { ...example, ...hello }
}

/**
 * @template T
 * @param {Record<string, string>} files of the project
 * @param {(scene: { type: ReturnType<typeof typing>, vault: Stage['vault'], project: string }) => Promise<T>} act
 */
async function onStage(files, act) {
  const stage = await openStage({ files })
  try {
    const home = join(stage.folder, 'home')
    await mkdir(home)
    const env = {
      ...{ HOME: home, PATH: `${dirname(await vaultBinary())}:${stage.path}`, TERM: 'xterm-256color' },
      ...{ VAULT_ADDR: stage.vault.url, VAULT_TOKEN: stage.vault.rootToken, ASTRO_API_TOKEN: stage.astro.token() },
      ...{ DOCKER_HOST: 'unix:///nowhere.sock', VAR_GREETING: 'Hello from Vault', ...QUICKSTART_SECRETS }
    }
    return await act({ type: typing(stage, env), vault: stage.vault, project: stage.project })
  } finally {
    await stage.stop()
  }
}

/** @typedef {Awaited<ReturnType<typeof openStage>>} Stage */

/** @param {Stage} stage @param {Record<string, string>} env */
function typing({ project, astro }, env) {
  const toAstro = ['--astro-domain', 'localhost', '--astro-api-url', astro.url]
  /**
   * The line as it was typed, and what came of it.
   *
   * @param {string} line
   * @param {{ keys?: string, exits?: number }} [how]
   */
  return async (line, { keys = '', exits = 0 } = {}) => {
    const words = [process.execPath, BUNDLE, ...line.split(' '), ...(line.includes('--deployment') ? toAstro : [])]
    const [program = '', ...args] = atTerminal(keys, words)
    const child = spawn(program, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'inherit'] })
    const [shown, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')])
    if (exitCode !== exits) throw new Error(`${line} ended with ${exitCode}:\n${shown}`)
    return `\u001b[90m$\u001b[39m \u001b[1mastro-vault-action ${line}\u001b[22m\r\n${steady(shown)}`
  }
}

/** Without what differs from one time to the next. */
const steady = (/** @type {string} */ shown) =>
  shown
    .replaceAll(/\/\S+\/project\//g, '')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.-]+Z/g, '2026-01-05T08:00:00Z')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8200')
    .replaceAll(/\blocal-[0-9a-f]{8}-[0-9a-f-]{27}\b/g, 'local-0b3f6c1e-58a4-4d7e-9c02-7f1de2a86b35')
