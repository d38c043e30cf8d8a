/** From spawn to the first request: the action, and the smallest action that asks a server for something. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runAction } from '../runner/runner.mjs'
import { BUNDLE } from '../runner/stage.mjs'
import { rotate } from './samples.mjs'
import { manifest } from './secrets.mjs'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

const BARE = `import * as core from '@actions/core'
import { get } from 'node:http'
get(core.getInput('vault-url'))
`

/**
 * @param {number} pairs
 * @param {import('./samples.mjs').Samples} samples `start action` and `start bare`, ms
 */
export async function startUp(pairs, samples) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    await writeFile(join(folder, 'airflow-secrets.yaml'), manifest(1))
    const bundles = { action: BUNDLE, bare: await bareBundle(folder) }
    for (let pair = 0; pair < pairs; pair++) {
      for (const side of rotate(/** @type {const} */ (['action', 'bare']), pair))
        samples.add(`start ${side}`, await untilFirstRequest(bundles[side], folder))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Made by ncc with the options of `npm run bundle`. */
async function bareBundle(/** @type {string} */ folder) {
  const source = join(folder, 'bare')
  await mkdir(source)
  await writeFile(join(source, 'package.json'), '{"type":"module"}')
  await writeFile(join(source, 'index.js'), BARE)
  await symlink(modules, join(source, 'node_modules'))
  const ncc = join(modules, '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
  await promisify(execFile)(process.execPath, [ncc, 'build', join(source, 'index.js'), '-o', join(source, 'dist'), '--no-cache'])
  return join(source, 'dist', 'index.js')
}

/**
 * @param {string} bundle
 * @param {string} workspace
 */
async function untilFirstRequest(bundle, workspace) {
  let [started, asked] = [0, 0]
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  const server = createServer(() => {
    asked = performance.now()
    child?.kill('SIGKILL')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  try {
    const login = { 'vault-auth-method': 'approle', 'vault-role-id': 'bench', 'vault-secret-id': 'bench' }
    const inputs = { mode: 'sync', 'vault-url': `http://127.0.0.1:${port}`, ...login }
    const onSpawn = (/** @type {import('node:child_process').ChildProcess} */ spawned) => {
      started = performance.now()
      child = spawned
    }
    const run = await runAction({ bundle, workspace, inputs, post: false, onSpawn })
    await run.remove()
    if (asked === 0) throw new Error(`${bundle} ended with ${run.exitCode} before its first request:\n${run.log}`)
    return asked - started
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
