import { fileURLToPath } from 'node:url'
import { runPython } from './run-python.mjs'

const program = fileURLToPath(new URL('export.py', import.meta.url))

/**
 * @typedef {object} Fields
 * @property {string | null} [conn_type]
 * @property {string | null} [host]
 * @property {string | null} [login]
 * @property {string | null} [password]
 * @property {string | null} [schema]
 * @property {number | null} [port]
 * @property {string | null} [extra]
 * @property {string | null} [description]
 */

/**
 * @typedef {object} Exports
 * @property {Record<string, string>} files text by name: `connections.json`, `connections.yaml`, `connections-uri.env`,
 *   `connections-json.env`, `variables.json`
 * @property {Record<string, Fields>} stored connections as they are in Airflow's database
 * @property {Record<string, Record<string, Fields | null>>} reads what Airflow itself reads, by file; null where it fails
 * @property {Record<string, string>} variables as they are in Airflow's database
 */

/**
 * What `airflow connections export` and `airflow variables export` write, in a new Airflow that holds what is given.
 *
 * @param {object} request
 * @param {string} request.python `airflowPython()` or `airflow2Python()`
 * @param {Record<string, Fields>} request.connections
 * @param {Record<string, string>} request.variables
 * @param {Record<string, string>} [request.descriptions] of variables; default: none
 * @returns {Promise<Exports>}
 */
export async function exportFromAirflow({ python, connections, variables, descriptions = {} }) {
  return runPython({ python, program, asked: { connections, variables, descriptions }, failure: 'Airflow could not export' })
}
