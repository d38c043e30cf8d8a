import { execFile, spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { vaultBinary } from '../real-parts.mjs'
import { guard } from './guard.mjs'
import { auditReader } from './vault-audit.mjs'

const startLimit = 60_000
const portAttempts = 10

/**
 * @typedef {object} VaultOptions
 * @property {string} [binary] `vault` or `bao`; default: `vaultBinary()`
 * @property {string} [auditFile] where the audit device writes; default: a file that goes with the server
 * @property {number} [auditPort] a loopback port that listens, to which the audit device writes instead of to a file
 * @property {boolean} [fast] OpenBao's in-memory storage slows down with every secret stored, this turns its transactions
 *   off; Vault has no such trouble and ignores it. Default: false
 * @property {{ certFile: string, keyFile: string, clientCaFile?: string }} [tls] serve TLS with this certificate, and with
 *   `clientCaFile` only those who show one of that authority; default: plain http
 * @property {number} [latency] milliseconds added to every access of the storage; default: none
 */

/**
 * @typedef {object} VaultServer
 * @property {string} url
 * @property {string} plainUrl the same without TLS, for the test itself
 * @property {string} rootToken
 * @property {number} pid
 * @property {() => Promise<void>} stop kills it and removes its folder; a second call does nothing
 * @property {() => Promise<void>} seal from here on it answers 503
 * @property {() => Promise<void>} unseal resolves when it serves again, with its data
 * @property {() => Promise<import('./vault-audit.mjs').AuditEntry[]>} audit all requests so far, in order; those to sys/health are not among them
 */

/**
 * Starts a Vault or OpenBao development server: in memory, unsealed, KV v2 at `secret/`, on a free port of the loopback
 * interface, with an audit device. It ends with this process, or by `stop()`.
 *
 * @param {VaultOptions} [options]
 * @returns {Promise<VaultServer>}
 * @throws Error with the server's last words when it does not come up
 */
export async function startVault(options = {}) {
  const binary = options.binary ?? (await vaultBinary())
  const openbao = await isOpenBao(binary)
  for (let attempt = 1; ; attempt++) {
    const started = await tryPort(binary, openbao, options)
    if (typeof started !== 'string') return started
    if (!started.includes('address already in use') || attempt === portAttempts) {
      throw new Error(`${binary} did not start; it last said:\n${started.trimEnd().split('\n').slice(-20).join('\n')}`)
    }
  }
}

/** What each program says of itself: it takes half as long as the start of a server. @type {Map<string, Promise<boolean>>} */
const known = new Map()

/** Whether it is OpenBao, not HashiCorp Vault. @param {string} binary */
export function isOpenBao(binary) {
  const answer = known.get(binary) ?? promisify(execFile)(binary, ['version']).then(({ stdout }) => stdout.startsWith('OpenBao'))
  known.set(binary, answer)
  return answer
}

/**
 * @param {string} binary
 * @param {boolean} openbao
 * @param {VaultOptions} options
 * @returns {Promise<VaultServer | string>} what it printed, when it did not start
 */
async function tryPort(binary, openbao, options) {
  const folder = await mkdtemp(join(tmpdir(), 'vault-server-'))
  const auditFile = options.auditFile ?? join(folder, 'audit.log')
  // Each listener also takes the next port, for its cluster. Below the range that systems give to clients, in steps with a gap.
  const port = 20_000 + 10 * randomInt(1000)
  const plain = `http://127.0.0.1:${port}`
  const rootToken = `root${randomUUID().replaceAll('-', '')}`

  const args = [
    'server',
    '-dev',
    '-dev-no-store-token',
    `-dev-root-token-id=${rootToken}`,
    `-dev-listen-address=127.0.0.1:${port}`
  ]
  if (options.latency) args.push(`-dev-latency=${options.latency}`)
  const audit = auditDevice(auditFile, options)
  const config = stanzas(openbao, audit, `127.0.0.1:${port + 2}`, options)
  if (config !== '') {
    await writeFile(join(folder, 'server.hcl'), config)
    args.push(`-config=${join(folder, 'server.hcl')}`)
  }
  const logFile = join(folder, 'server.log')
  const log = await open(logFile, 'w')
  const child = spawn(binary, args, { env: { HOME: folder }, stdio: ['ignore', log.fd, log.fd] })
  await once(child, 'spawn').finally(() => log.close())
  child.unref()

  const pid = Number(child.pid)
  const release = guard(pid, folder)
  // Its pid may soon be another's.
  child.once('exit', release)
  const running = () => child.exitCode === null && child.signalCode === null
  const stop = async () => {
    release()
    if (running()) {
      child.ref()
      const gone = once(child, 'exit')
      process.kill(pid, 'SIGKILL')
      await gone
    }
    await rm(folder, { recursive: true, force: true })
  }

  const said = () => readFile(logFile, 'utf8')
  const limit = Date.now() + startLimit
  // A port that was taken may belong to another Vault, which would answer for ours: hence also its own word that it started.
  while (!((await said()).includes('server started!') && (await healthy(plain)))) {
    if (running() && Date.now() < limit) await sleep(20)
    else return said().finally(stop)
  }
  if (!openbao) await call(plain, rootToken, `sys/audit/${audit.type}`, audit)

  return {
    url: options.tls ? `https://127.0.0.1:${port + 2}` : plain,
    plainUrl: plain,
    rootToken,
    pid,
    stop,
    seal: () => call(plain, rootToken, 'sys/seal', {}),
    async unseal() {
      await call(plain, rootToken, 'sys/unseal', { key: /Unseal Key: (\S+)/.exec(await said())?.[1] })
      while (!(await healthy(plain))) await sleep(20)
    },
    audit: auditReader(auditFile)
  }
}

/**
 * @param {string} file
 * @param {VaultOptions} options
 * @returns {{ type: string, options: Record<string, string> }}
 */
function auditDevice(file, { auditPort }) {
  if (auditPort === undefined) return { type: 'file', options: { file_path: file } }
  return { type: 'socket', options: { address: `127.0.0.1:${auditPort}`, socket_type: 'tcp', write_timeout: '1s' } }
}

/**
 * @param {boolean} openbao Vault takes neither an audit device nor this storage option from its configuration
 * @param {ReturnType<typeof auditDevice>} device
 * @param {string} tlsAddress
 * @param {VaultOptions} options
 */
function stanzas(openbao, device, tlsAddress, { fast, tls }) {
  const text = JSON.stringify
  const settings = Object.entries(device.options).map(([name, value]) => `${name} = ${text(value)}\n`)
  const audit = `audit ${text(device.type)} "requests" {\n  options {\n${settings.join('')}  }\n}\n`
  // At a SIGHUP, Vault looks for the storage in its configuration, and crashes where there is none.
  const storage = `storage "inmem" { ${openbao && fast ? 'disable_transactions = "true"' : ''} }\n`
  const demand = tls?.clientCaFile
    ? `\n  tls_require_and_verify_client_cert = true\n  tls_client_ca_file = ${text(tls.clientCaFile)}`
    : ''
  const listener = `listener "tcp" {
  address = ${text(tlsAddress)}
  tls_cert_file = ${text(tls?.certFile)}
  tls_key_file = ${text(tls?.keyFile)}${demand}
}\n`
  return `${openbao ? audit : ''}${(openbao && fast) || tls ? storage : ''}${tls ? listener : ''}`
}

/**
 * @param {string} url
 * @param {string} token
 * @param {string} path
 * @param {object} body
 */
async function call(url, token, path, body) {
  const response = await fetch(`${url}/v1/${path}`, {
    method: 'PUT',
    headers: { 'X-Vault-Token': token },
    body: JSON.stringify(body)
  })
  if (!response.ok) throw new Error(`PUT ${path} ended with ${response.status}: ${await response.text()}`)
}

/** @param {string} url */
const healthy = url =>
  fetch(`${url}/v1/sys/health`).then(
    response => response.ok,
    () => false
  )
