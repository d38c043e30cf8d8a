import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('read.py', import.meta.url))

/**
 * @typedef {object} AirflowConnection
 * @property {string | null} conn_type
 * @property {string | null} host
 * @property {string | null} login
 * @property {string | null} password
 * @property {string | null} schema
 * @property {number | null} port
 * @property {string | null} extra as Airflow keeps it, a JSON text
 * @property {string | null} description
 * @property {Record<string, unknown>} extra_dejson
 */

/**
 * @typedef {object} AirflowRequest
 * @property {readonly string[]} [variables] names; default: none
 * @property {readonly string[]} [connections] ids; default: none
 * @property {readonly string[]} [uris] to be parsed by Airflow's own Connection; default: none
 */

/**
 * @typedef {object} AirflowView
 * @property {string} backend class of the secrets backend
 * @property {Record<string, string | null>} variables null where the backend has none
 * @property {Record<string, AirflowConnection | null>} connections null where the backend has none
 * @property {(AirflowConnection | null)[]} uris null where Airflow refuses
 * @property {Record<string, string>} raised what Airflow raised, by kind and name: `connections/warehouse`, `uris/0`
 */

/**
 * @typedef {object} AirflowProcess
 * @property {(request: AirflowRequest) => Promise<AirflowView>} read rejects with Airflow's last words when it does not start
 *   or its backend cannot be built; all it said is the `cause`. Not to be called again before it is done
 * @property {() => Promise<void>} stop ends it and removes its folder
 */

/**
 * A process of Airflow as it is in a Deployment, with the backend that Airflow itself builds from the Deployment's variables.
 * It keeps that backend, and so its login, until it is stopped.
 *
 * @param {object} deployment
 * @param {string} deployment.python one that has Airflow: `airflowPython()`, `airflow2Python()`
 * @param {Record<string, string>} deployment.environment the Deployment's variables as they are
 *   (`AIRFLOW__SECRETS__BACKEND`, `AIRFLOW__SECRETS__BACKEND_KWARGS`, …); nothing else of this process's environment is seen
 * @param {'server' | 'task'} [deployment.side] of Airflow 3: its components, or its tasks. Default: server
 * @returns {Promise<AirflowProcess>}
 */
export async function startAirflow({ python, environment, side = 'server' }) {
  const home = await mkdtemp(join(tmpdir(), 'airflow-'))
  const child = spawn(python, [program, side], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, AIRFLOW_HOME: home, ...environment },
    stdio: 'pipe'
  })
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  ended.catch(() => undefined)
  child.stdin.on('error', () => undefined)
  const log = text(child.stderr)
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async read(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`)
      const { value, done } = await answers.next()
      if (!done) return JSON.parse(value)
      await ended
      const said = await log
      throw new Error(`Airflow could not read its secrets: ${said.trimEnd().split('\n').at(-1)}`, { cause: said })
    },
    async stop() {
      child.stdin.end()
      await ended.catch(() => undefined)
      await rm(home, { recursive: true, force: true })
    }
  }
}

/**
 * Reads once, and throws what Airflow raises for one of the names.
 *
 * @param {Parameters<typeof startAirflow>[0] & AirflowRequest} request
 * @returns {Promise<AirflowView>}
 */
export async function readAsAirflow({ variables = [], connections = [], uris = [], ...deployment }) {
  const airflow = await startAirflow(deployment)
  try {
    const view = await airflow.read({ variables, connections, uris })
    const [raised] = Object.entries(view.raised)
    if (raised) throw new Error(`Airflow could not read ${raised.join(': ')}`)
    return view
  } finally {
    await airflow.stop()
  }
}
