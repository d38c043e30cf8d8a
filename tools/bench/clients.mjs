/** The clients that are compared: each brings all secrets of a server's workspace into Vault in one process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { airflowPython, goClientBinary, vaultBinary } from '../real-parts.mjs'
import { runAction } from '../runner/runner.mjs'
import { BUNDLE } from '../runner/stage.mjs'
import { ACTION_MOUNT } from './bench-server.mjs'

/** @typedef {import('./bench-server.mjs').BenchServer} BenchServer */
/** @typedef {(server: BenchServer) => Promise<number>} Client resolves with the life of its process in ms; rejects when it fails */

const here = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url))

/** @satisfies {Record<string, Client>} */
export const writers = {
  action: server => syncAction(server),
  raw: server => run(server, process.execPath, [here('raw.mjs'), 'write', server.url, server.token, 'raw', `${server.count}`]),
  cli: async server => run(server, 'sh', ['-c', CLI_LOOP, await vaultBinary(), 'cli']),
  hvac: async server => run(server, await airflowPython(), [here('hvac_loop.py'), 'hvac']),
  go: async server => run(server, await goClientBinary(), ['go'])
}

/**
 * After the action has written; raw reads what the action reads.
 *
 * @satisfies {Record<string, Client>}
 */
export const readers = {
  action: writers.action,
  raw: server =>
    run(server, process.execPath, [here('raw.mjs'), 'read', server.url, server.token, ACTION_MOUNT, `${server.count}`])
}

/** A tab is one of the characters at which `read` splits; the values have none. */
const CLI_LOOP = `while IFS="$(printf '\\t')" read -r path value; do "$0" kv put -mount="$1" "$path" value="$value" </dev/null || exit 1; done`

/**
 * The step in mode sync, with its own login. Its token is revoked before it ends; the post step, which then finds nothing to
 * do, is not run.
 *
 * @param {BenchServer} server
 * @param {{ inputs?: Record<string, string>, env?: Record<string, string> }} [more]
 * @returns {Promise<number>} the life of its process in ms
 */
export async function syncAction({ login, workspace }, { inputs = {}, env = {} } = {}) {
  return timeAction({ workspace, inputs: { mode: 'sync', ...login, ...inputs }, env })
}

/**
 * @param {Omit<import('../runner/runner.mjs').ActionRun, 'bundle' | 'post' | 'onSpawn'>} step
 * @returns {Promise<number>} the life of its process in ms
 */
export async function timeAction(step) {
  /** @type {Promise<number> | undefined} */
  let life
  const onSpawn = (/** @type {import('node:child_process').ChildProcess} */ child) => {
    life = lifeOf(child)
  }
  const run = await runAction({ ...step, bundle: BUNDLE, post: false, onSpawn })
  await run.remove()
  if (run.exitCode !== 0) throw new Error(`the action ended with ${run.exitCode}:\n${run.log.slice(-2000)}`)
  return /** @type {Promise<number>} */ (life)
}

/**
 * @param {BenchServer} server
 * @param {string} program
 * @param {string[]} args
 */
async function run({ url, token, workspace }, program, args) {
  const secrets = await open(join(workspace, 'secrets.tsv'))
  const address = { VAULT_ADDR: url, VAULT_TOKEN: token, BAO_ADDR: url, BAO_TOKEN: token }
  const env = { PATH: process.env['PATH'], HOME: workspace, ...address }
  const child = spawn(program, args, { env, stdio: [secrets.fd, 'ignore', 'pipe'] })
  const life = lifeOf(child)
  const said = text(/** @type {import('node:stream').Readable} */ (child.stderr))
  await secrets.close()
  const ms = await life
  if (child.exitCode !== 0) throw new Error(`${program} ended with ${child.exitCode ?? child.signalCode}:\n${await said}`)
  return ms
}

/** @param {import('node:child_process').ChildProcess} child just spawned */
async function lifeOf(child) {
  const started = performance.now()
  await once(child, 'exit')
  return performance.now() - started
}
