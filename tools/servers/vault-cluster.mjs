import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { vaultBinary } from '../real-parts.mjs'
import { guard } from './guard.mjs'
import { startBalancer } from './tcp-balancer.mjs'

const startLimit = 90_000
const names = ['n1', 'n2', 'n3']

/**
 * @typedef {object} ClusterNode
 * @property {string} name
 * @property {string} url
 */

/**
 * @typedef {object} VaultCluster
 * @property {readonly ClusterNode[]} nodes
 * @property {string} balancer one URL for all of them, each new connection to the next node that takes it
 * @property {string} rootToken
 * @property {() => Promise<ClusterNode>} leader waits while there is none
 * @property {(node: ClusterNode) => Promise<void>} kill -9; the other two are a majority, so one at a time
 * @property {() => Promise<void>} mend starts what was killed, and resolves when every node serves
 * @property {() => Promise<void>} stop kills all and removes their folder
 */

/**
 * Starts three nodes of Vault or OpenBao with integrated storage, each of which may lead; it takes about ten seconds until all
 * three vote.
 * Elections are faster than in production. The nodes end with this process, or by `stop()`.
 *
 * @returns {Promise<VaultCluster>}
 * @throws Error with the nodes' last words when they do not come up
 */
export async function startCluster() {
  const binary = await vaultBinary()
  const folder = await mkdtemp(join(tmpdir(), 'vault-cluster-'))
  // Each node takes its port and the next one; above those of single servers, below the range that systems give to clients.
  const port = 30_000 + 50 * randomInt(50)
  const nodes = names.map((name, index) => ({ name, url: `http://127.0.0.1:${port + 10 * index}` }))
  /** @type {Map<string, import('node:child_process').ChildProcess>} */
  const running = new Map()
  let rootToken = ''
  let unsealKey = ''

  for (const node of nodes) {
    await mkdir(join(folder, node.name))
    await writeFile(join(folder, `${node.name}.hcl`), configuration(node, nodes, folder))
  }
  const balancer = await startBalancer(nodes.map(({ url }) => url))
  const limit = Date.now() + startLimit
  try {
    await mend()
  } catch (error) {
    const words = await Promise.all(nodes.map(({ name }) => readFile(join(folder, `${name}.log`), 'utf8').catch(() => '')))
    await stop()
    throw new Error(`${error}\n${words.map(text => text.trimEnd().split('\n').slice(-10).join('\n')).join('\n\n')}`)
  }
  return { nodes, balancer: `http://127.0.0.1:${balancer.port}`, rootToken, leader, kill, mend, stop }

  /** @param {ClusterNode} node */
  async function start({ name }) {
    const log = await open(join(folder, `${name}.log`), 'a')
    const child = spawn(binary, ['server', `-config=${join(folder, `${name}.hcl`)}`], {
      env: { HOME: folder },
      stdio: ['ignore', log.fd, log.fd]
    })
    await once(child, 'spawn').finally(() => log.close())
    child.unref()
    child.once('exit', guard(Number(child.pid), folder))
    running.set(name, child)
  }

  async function mend() {
    for (const node of nodes) if (!running.has(node.name)) await start(node)
    if (rootToken === '') await initialise()
    for (const node of nodes) await until(`${node.name} is unsealed`, async () => (await unseal(node)).sealed === false)
    await until('three nodes vote', async () => {
      const { data } = await ask(nodes[0], 'sys/storage/raft/configuration')
      const servers = /** @type {{ voter: boolean }[]} */ (data?.config?.servers ?? [])
      return servers.filter(({ voter }) => voter).length === nodes.length
    })
    for (const node of nodes) await until(`${node.name} serves`, async () => (await ask(node, 'auth/token/lookup-self')).data)
  }

  async function initialise() {
    await until('the nodes answer', async () => {
      const states = await Promise.all(nodes.map(node => ask(node, 'sys/seal-status')))
      return states.every(({ status }) => status === 200)
    })
    const made = await ask(nodes[0], 'sys/init', { secret_shares: 1, secret_threshold: 1 }, startLimit)
    rootToken = made.root_token
    unsealKey = made.keys_base64[0]
    await unseal(nodes[0])
    await until('there is a leader', async () => (await ask(nodes[0], 'sys/health')).status === 200)
    // Otherwise a node that has joined waits ten seconds for its vote.
    await ask(nodes[0], 'sys/storage/raft/autopilot/configuration', { server_stabilization_time: '1s' })
  }

  /** @param {ClusterNode | undefined} node one that has not joined yet, or is open, takes no harm */
  function unseal(node) {
    return ask(node, 'sys/unseal', { key: unsealKey })
  }

  async function leader() {
    /** @type {ClusterNode | undefined} */
    let found
    await until('there is a leader', async () => {
      const alive = nodes.filter(({ name }) => running.has(name))
      const states = await Promise.all(alive.map(node => ask(node, 'sys/health')))
      found = alive[states.findIndex(({ status }) => status === 200)]
      return found
    })
    return /** @type {ClusterNode} */ (/** @type {unknown} */ (found))
  }

  /** @param {ClusterNode} node */
  async function kill({ name }) {
    const child = running.get(name)
    if (child === undefined) return
    running.delete(name)
    child.ref()
    const gone = once(child, 'exit')
    process.kill(Number(child.pid), 'SIGKILL')
    await gone
  }

  async function stop() {
    await balancer.stop()
    for (const node of nodes) await kill(node)
    await rm(folder, { recursive: true, force: true })
  }

  /**
   * @param {string} what
   * @param {() => Promise<unknown>} holds
   */
  async function until(what, holds) {
    const end = Math.max(limit, Date.now() + 30_000)
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`the cluster did not come so far that ${what}`)
      await sleep(50)
    }
  }

  /**
   * @param {ClusterNode | undefined} node
   * @param {string} path
   * @param {object} [body]
   * @param {number} [patience] milliseconds
   * @returns {Promise<any>} the answer with its status, which is 0 where there was none
   */
  async function ask(node, path, body, patience = 5_000) {
    try {
      const response = await fetch(`${node?.url}/v1/${path}`, {
        redirect: 'manual',
        method: body === undefined ? 'GET' : 'PUT',
        headers: { 'X-Vault-Token': rootToken },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience)
      })
      const text = await response.text()
      return { ...(text.startsWith('{') ? JSON.parse(text) : {}), status: response.status }
    } catch {
      return { status: 0 }
    }
  }
}

/**
 * @param {ClusterNode} node
 * @param {readonly ClusterNode[]} nodes
 * @param {string} folder
 */
function configuration({ name, url }, nodes, folder) {
  const text = JSON.stringify
  const { hostname, port } = new URL(url)
  const cluster = `${hostname}:${Number(port) + 1}`
  const others = nodes.filter(other => other.name !== name)
  return `storage "raft" {
  path = ${text(join(folder, name))}
  node_id = ${text(name)}
  performance_multiplier = "2"
  autopilot_reconcile_interval = "1s"
  autopilot_update_interval = "1s"
${others.map(other => `  retry_join { leader_api_addr = ${text(other.url)} }\n`).join('')}}
listener "tcp" {
  address = ${text(`${hostname}:${port}`)}
  cluster_address = ${text(cluster)}
  tls_disable = true
}
api_addr = ${text(url)}
cluster_addr = ${text(`https://${cluster}`)}
disable_mlock = true
`
}
