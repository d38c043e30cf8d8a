import { fileURLToPath } from 'node:url'
import { runPython } from './run-python.mjs'

const program = fileURLToPath(new URL('task.py', import.meta.url))

/**
 * What one task of a DAG prints, run by a real Airflow without a database and a scheduler.
 *
 * @param {object} request
 * @param {string} request.python `airflowPython()` or `airflow2Python()`
 * @param {Record<string, string>} request.environment of the worker
 * @param {string} request.text of the DAG's file
 * @param {string} request.dag the function that makes the DAG
 * @param {string} request.task its id
 * @returns {Promise<string>}
 * @throws Error whose `cause` is all that was logged
 */
export async function runTask({ python, environment, ...asked }) {
  return runPython({ python, program, environment, asked, failure: 'The task failed' })
}
