/** A fresh server with what all clients of one measurement need: mounts, one policy for everybody, a login for the action. */
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startVault } from '../servers/vault-server.mjs'
import { openRelay } from './relay.mjs'
import { manifest, table } from './secrets.mjs'

/** Where the manifest has the secrets of the action: its default. */
export const ACTION_MOUNT = 'airflow'

/** KV v2 mounts of the other clients, one for each, so that nobody meets another's secrets. */
const MOUNTS = ['raw', 'cli', 'hvac', 'go']

/**
 * @typedef {object} BenchServer
 * @property {string} url as the clients reach it
 * @property {string} token a service token with the same policy as the action's login; root's would skip that work of the server
 * @property {Record<string, string>} login inputs with which the action logs in by itself
 * @property {number} count of secrets
 * @property {string} workspace has `airflow-secrets.yaml` and `secrets.tsv` with that many secrets
 * @property {() => Promise<number>} requests that the server took so far, by its audit file
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} BenchOptions
 * @property {number} count of secrets
 * @property {number} [latency] milliseconds by which every answer comes later, default 0
 * @property {string} [binary] of the server; default: the one that the tests have
 */

/**
 * @param {BenchOptions} options
 * @param {(server: BenchServer) => Promise<void>} work
 */
export async function onServer(options, work) {
  const server = await openBenchServer(options)
  try {
    await work(server)
  } finally {
    await server.stop()
  }
}

/**
 * @param {BenchOptions} options
 * @returns {Promise<BenchServer>}
 */
export async function openBenchServer({ count, latency = 0, binary }) {
  const workspace = await mkdtemp(join(tmpdir(), 'bench-'))
  const auditFile = join(workspace, 'audit.log')
  // Without `fast` OpenBao's in-memory storage slows down with every secret stored, and the storage would be measured.
  const vault = await startVault({ fast: true, auditFile, ...(binary === undefined ? {} : { binary }) })
  const relay = latency > 0 ? await openRelay(vault.url, latency) : undefined
  const stop = async () => {
    await relay?.stop()
    await vault.stop()
    await rm(workspace, { recursive: true, force: true })
  }
  try {
    await writeFile(join(workspace, 'airflow-secrets.yaml'), manifest(count))
    await writeFile(join(workspace, 'secrets.tsv'), table(count))
    const url = relay?.url ?? vault.url
    const { token, roleId, secretId } = await setUp(vault)
    const login = {
      'vault-url': url,
      'vault-auth-method': 'approle',
      'vault-auth-mount': 'pipeline',
      'vault-role-id': roleId,
      'vault-secret-id': secretId
    }
    return { url, token, login, count, workspace, requests: () => requestsIn(auditFile), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Each has two lines. The file of 100,000 secrets is too large to be kept as a text. */
async function requestsIn(/** @type {string} */ auditFile) {
  let requests = 0
  for await (const line of createInterface({ input: createReadStream(auditFile) }))
    if (line.includes('"type":"request"')) requests++
  return requests
}

/** @param {import('../servers/vault-server.mjs').VaultServer} vault */
async function setUp({ url, rootToken }) {
  const ask = async (/** @type {string} */ path, /** @type {object} */ body) => {
    const headers = { 'X-Vault-Token': rootToken }
    const sent = Object.keys(body).length === 0 ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(`${url}/v1/${path}`, sent)
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.status === 204 ? {} : answer.json()
  }
  for (const mount of MOUNTS) await ask(`sys/mounts/${mount}`, { type: 'kv', options: { version: '2' } })
  const capabilities = ['create', 'read', 'update', 'patch', 'delete', 'list', 'sudo']
  await ask('sys/policies/acl/pipeline', { policy: `path "*" { capabilities = ${JSON.stringify(capabilities)} }` })
  await ask('sys/auth/pipeline', { type: 'approle' })
  await ask('auth/pipeline/role/bench', { token_policies: ['pipeline'], token_ttl: '1h' })
  const role = await ask('auth/pipeline/role/bench/role-id', {})
  const secret = await ask('auth/pipeline/role/bench/secret-id', { ttl: '1h' })
  const created = await ask('auth/token/create', { policies: ['pipeline'], ttl: '1h' })
  return { token: created.auth.client_token, roleId: role.data.role_id, secretId: secret.data.secret_id }
}
