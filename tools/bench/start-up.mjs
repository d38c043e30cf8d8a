/**
 * From spawn to the first request: the action, the same without the chunk that speaks to GitHub, and the smallest action that asks a
 * server for something.
 */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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
 * @param {number} rounds
 * @param {import('./samples.mjs').Samples} samples `start action`, `start no-github` and `start bare`, ms
 */
export async function startUp(rounds, samples) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    await writeFile(join(folder, 'airflow-secrets.yaml'), manifest(1))
    const bundles = { action: BUNDLE, 'no-github': await withoutGitHub(folder), bare: await bareBundle(folder) }
    for (let round = 0; round < rounds; round++) {
      for (const side of rotate(/** @type {const} */ (['action', 'no-github', 'bare']), round))
        samples.add(`start ${side}`, await untilFirstRequest(bundles[side], folder))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A run that GitHub is not asked by cannot be slower for a chunk that is not even there. */
async function withoutGitHub(/** @type {string} */ folder) {
  const dist = join(folder, 'no-github', 'dist')
  await cp(dirname(BUNDLE), dist, { recursive: true })
  await cp(join(dirname(BUNDLE), '..', 'action.yml'), join(dist, '..', 'action.yml'))
  const chunks = (await readdir(dist)).filter(name => name.endsWith('.index.js'))
  const clients = []
  for (const name of chunks) if ((await readFile(join(dist, name), 'utf8')).includes('function getOctokit')) clients.push(name)
  if (clients.length !== 1) throw new Error(`the client of GitHub is in ${clients.length} chunks`)
  await rm(join(dist, String(clients[0])))
  return join(dist, 'index.js')
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
