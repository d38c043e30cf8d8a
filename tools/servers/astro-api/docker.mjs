/**
 * What the container engine of `docker` beside this needs Node for. Where logins, helpers and contexts are kept, it does as docker
 * does (docker/cli 29.3, cli/config).
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const { env } = process
const [command = '', ...args] = process.argv.slice(2)
const folder = env['DOCKER_CONFIG'] || join(env['HOME'] ?? homedir(), '.docker')
const file = join(folder, 'config.json')
const config = read()

await hang(env['DOCKER_STUB_HANG'] ?? '')
checkContext(config.currentContext)

switch (command) {
  case 'build':
    if (env['DOCKER_STUB_BASE']) console.log(`pulled as ${loginAt(env['DOCKER_STUB_BASE']).Username}`)
    break
  case 'login': {
    const server = args[0]?.startsWith('-') === false ? args[0] : 'https://index.docker.io/v1/'
    const secret = readFileSync(0, 'utf8').replace(/\r?\n$/, '')
    store({ ServerURL: server, Username: args[args.indexOf('-u') + 1] ?? '', Secret: secret })
    break
  }
  case 'push':
    loginAt(args[0]?.includes('/') ? (args[0].split('/')[0] ?? '') : 'https://index.docker.io/v1/')
    break
}

/** @typedef {{ ServerURL: string, Username: string, Secret: string }} Login */

function read() {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text.trim() === '' ? {} : JSON.parse(text)
}

function fail(/** @type {string} */ why) {
  console.error(`docker stub: ${why}`)
  process.exit(1)
}

async function hang(/** @type {string} */ how) {
  if (how.split(' ').at(-1) !== command) return
  if (how.startsWith('stubborn')) process.on('SIGTERM', () => {})
  const wait = `${how.startsWith('stubborn') ? 'trap "" TERM; ' : ''}while :; do sleep 1; done`
  spawn('sh', ['-c', wait], { stdio: 'ignore', detached: how.startsWith('apart') })
  console.error('docker stub: hangs')
  if (env['DOCKER_STUB_LOG']) appendFileSync(env['DOCKER_STUB_LOG'], 'hangs\n')
  await new Promise(() => {})
}

function checkContext(/** @type {string | undefined} */ name) {
  if (!name || name === 'default') return
  const meta = join(folder, 'contexts', 'meta', createHash('sha256').update(name).digest('hex'), 'meta.json')
  if (!existsSync(meta)) fail(`context "${name}" not found`)
}

/** The helper for a registry; without any login in the file, the one that the machine offers. */
function helperFor(/** @type {string} */ server) {
  const { credHelpers, credsStore, auths } = config
  if (credHelpers && server in credHelpers) return credHelpers[server]
  if (credsStore || Object.keys(credHelpers ?? {}).length + Object.keys(auths ?? {}).length > 0) return credsStore
  const usual = onPath('pass') ? 'pass' : 'secretservice'
  return onPath(`docker-credential-${usual}`) ? usual : undefined
}

function onPath(/** @type {string} */ program) {
  return (env['PATH'] ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), 1)
      return true
    } catch {
      return false
    }
  })
}

function store(/** @type {Login} */ login) {
  const { ServerURL, Username, Secret } = login
  const helper = helperFor(ServerURL)
  if (helper) {
    const { status, stdout } = spawnSync(`docker-credential-${helper}`, ['store'], { input: `${JSON.stringify(login)}\n` })
    if (status !== 0) fail(`error storing credentials: ${stdout}`)
  }
  const entry = helper ? {} : { auth: Buffer.from(`${Username}:${Secret}`).toString('base64') }
  // docker writes down which helper the machine offered.
  const kept = {
    ...config,
    auths: { ...config.auths, [ServerURL]: entry },
    ...(config.credHelpers ? {} : { credsStore: helper })
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 })
  console.log('Login Succeeded')
}

/** @returns {Login} */
function loginAt(/** @type {string} */ server) {
  const helper = helperFor(server)
  if (helper) {
    const { status, stdout } = spawnSync(`docker-credential-${helper}`, ['get'], { input: server, encoding: 'utf8' })
    if (status === 0) return JSON.parse(stdout)
  }
  const auth = config.auths?.[server]?.auth
  if (!auth) fail(`${server}: no basic auth credentials`)
  const [Username = '', Secret = ''] = Buffer.from(auth, 'base64').toString().split(':')
  return { ServerURL: server, Username, Secret }
}
