import { fileURLToPath } from 'node:url'
import { runPython } from './run-python.mjs'

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
 * @property {Record<string, unknown>} extra_dejson
 */

/**
 * @typedef {object} AirflowView
 * @property {string} backend class of the secrets backend
 * @property {Record<string, string | null>} variables null where the backend has none
 * @property {Record<string, AirflowConnection | null>} connections null where the backend has none
 */

/**
 * Reads variables and connections as Airflow in a Deployment would: through the backend that Airflow itself builds from the
 * Deployment's variables.
 *
 * @param {object} request
 * @param {string} request.python one that has Airflow: `airflowPython()`
 * @param {Record<string, string>} request.environment the Deployment's variables as they are
 *   (`AIRFLOW__SECRETS__BACKEND`, `AIRFLOW__SECRETS__BACKEND_KWARGS`, …); nothing else of this process's environment is seen
 * @param {string[]} [request.variables] names; default: none
 * @param {string[]} [request.connections] ids; default: none
 * @returns {Promise<AirflowView>}
 * @throws Error with Airflow's last words when it does not start or the backend cannot log in or read; all it said is the `cause`
 */
export async function readAsAirflow({ python, environment, variables = [], connections = [] }) {
  const failure = 'Airflow could not read its secrets'
  return runPython({ python, program, environment, asked: { variables, connections }, failure })
}
