import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { guard } from '../servers/guard.mjs'
import { listen } from '../servers/listen.mjs'

const run = promisify(execFile)

/** Two idle cores take 10 s. */
const startLimit = 240_000

/** Several commands of Airflow in one process: each start takes seconds. */
const SEVERAL = `
import json, sys
from airflow.cli.cli_parser import get_parser
parser = get_parser()
for command in json.loads(sys.argv[1]):
    args = parser.parse_args(command)
    args.func(args)
`

/** Of the one user there is: `admin` with this password. */
export const PASSWORD = 'admin-of-a-test'

/**
 * Starts Airflow's REST API on loopback, with a database of its own that holds what is given. Airflow 2 has a user, Airflow 3 a simple
 * auth manager that gives a token to whoever asks, and lets nobody in without one.
 *
 * @param {object} request
 * @param {string} request.python `airflowPython()` or `airflow2Python()`
 * @param {2 | 3} request.version
 * @param {Record<string, import('./export.mjs').Fields>} request.connections
 * @param {Record<string, unknown>} request.variables
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function serveAirflow({ python, version, connections, variables }) {
  const home = await mkdtemp(join(tmpdir(), 'airflow-'))
  const env = {
    PATH: `${dirname(python)}:${process.env['PATH']}`,
    HOME: home,
    AIRFLOW_HOME: home,
    AIRFLOW__CORE__LOAD_EXAMPLES: 'false',
    ...(version === 2
      ? { AIRFLOW__API__AUTH_BACKENDS: 'airflow.providers.fab.auth_manager.api.auth.backend.basic_auth' }
      : {
          AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: 'admin:admin',
          AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: join(home, 'passwords.json')
        })
  }
  await writeFile(join(home, 'passwords.json'), JSON.stringify({ admin: PASSWORD }))
  await writeFile(join(home, 'connections.json'), JSON.stringify(connections))
  await writeFile(join(home, 'variables.json'), JSON.stringify(variables))
  const user = ['--username', 'admin', '--password', PASSWORD, '--role', 'Admin', '--email', 'a@example.com']
  const commands = [
    ['db', 'migrate'],
    ['connections', 'import', join(home, 'connections.json')],
    ['variables', 'import', join(home, 'variables.json')],
    ...(version === 2 ? [['users', 'create', ...user, '--firstname', 'A', '--lastname', 'B']] : [])
  ]
  await run(python, ['-c', SEVERAL, JSON.stringify(commands)], { cwd: home, env })
  const port = await freePort()
  const server = version === 2 ? ['webserver', '-H', '127.0.0.1'] : ['api-server', '--apps', 'core', '-H', '127.0.0.1']
  const child = spawn(python, ['-m', 'airflow', ...server, '-p', String(port), '-w', '1'], {
    cwd: home,
    env,
    stdio: 'ignore',
    detached: true
  })
  // Its group.
  const release = guard(-(child.pid ?? 0), home)
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    release()
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit')
      end(child)
      await gone
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    for (const until = performance.now() + startLimit; ; await sleep(250)) {
      const answer = await fetch(`${url}/api/v${version === 2 ? 1 : 2}/version`).catch(() => undefined)
      if (answer?.ok) return { url, stop }
      if (child.exitCode !== null || performance.now() > until) throw new Error(`Airflow ${version} did not start to serve`)
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** With all of its workers. @param {import('node:child_process').ChildProcess} child */
function end({ pid }) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {}
}

async function freePort() {
  const server = createServer()
  const port = await listen(server)
  server.close()
  await once(server, 'close')
  return port
}
