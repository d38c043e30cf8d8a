import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/**
 * Runs a Python program with a home of its own, in which Airflow finds nothing of this machine.
 *
 * @param {object} request
 * @param {string} request.python one that has Airflow: `airflowPython()`, `airflow2Python()`
 * @param {string} request.program its file
 * @param {Record<string, string>} [request.environment] nothing else of this process's environment is seen
 * @param {unknown} request.asked what it gets on stdin, as JSON
 * @param {string} request.failure how its error begins: `Airflow could not …`
 * @returns {Promise<any>} what it prints on stdout, from JSON
 * @throws Error with its last words when it fails; all it said is the `cause`
 */
export async function runPython({ python, program, environment = {}, asked, failure }) {
  const home = await mkdtemp(join(tmpdir(), 'airflow-'))
  try {
    const child = spawn(python, [program], {
      cwd: home,
      env: { PATH: process.env['PATH'] ?? '', HOME: home, AIRFLOW_HOME: home, ...environment },
      stdio: 'pipe'
    })
    const code = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    child.stdin.on('error', () => undefined).end(JSON.stringify(asked))
    const [answer, log, ended] = await Promise.all([text(child.stdout), text(child.stderr), code])
    if (ended !== 0) throw new Error(`${failure}: ${log.trimEnd().split('\n').at(-1)}`, { cause: log })
    return JSON.parse(answer)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
