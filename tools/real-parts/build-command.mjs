import { spawn } from 'node:child_process'

const kept = 20
const limit = 20_000

/**
 * @typedef {object} BuildOptions
 * @property {string} title
 * @property {string} cwd
 * @property {Record<string, string>} [env] is added to this process's own, which says where packages come from
 * @property {string} missing the remedy when there is no such command
 */

/**
 * Runs one command of a build quietly.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {BuildOptions} options
 * @returns {Promise<string>} what it printed to stdout, the last 20,000 characters at most
 * @throws Error one sentence, followed by the last lines of what the command printed
 */
export async function runBuild(command, args, { title, cwd, env, missing }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let output = ''
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk).slice(-limit)
  }
  child.stdout.on('data', chunk => {
    stdout = (stdout + chunk).slice(-limit)
    keep(chunk)
  })
  child.stderr.on('data', keep)

  const code = await new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new Error(`${title} cannot be built here, because ${command} cannot be started: ${missing}.`))
    )
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  if (code === 0) return stdout
  const last = output.trimEnd().split('\n').slice(-kept).join('\n')
  throw new Error(`${title} could not be built, ${command} ${args[0]} ended with ${code}; it last said:\n${last}`)
}
