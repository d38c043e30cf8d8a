import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { node20Binary, node24Binary } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { startVault, type VaultServer } from '../../tools/servers/vault-server.mjs'
import { differs, onOpenBao } from '../differences.ts'
import { aFolder } from '../fakes/folder.ts'
import { aProxy, type PlayedProxy, type ProxyOptions } from '../fakes/proxy.ts'
import type { Stage } from './attempt.ts'
import { anAuthority, type Issued } from './authority.ts'
import { loginsLeft } from './tokens.ts'
import { ask } from './vault-over-http.ts'

/** The shipped action and a server that is not simply there: TLS on both sides, proxies, namespaces, headers. */

const NAME = 'vault.example.test'

let maker: VaultServer
let stage: Stage
const folder = aFolder()
let ca: string
let client: Issued
let server: Issued
/** The same server for the test itself. */
let plain: { url: string; rootToken: string }
const proxies: PlayedProxy[] = []

beforeAll(async () => {
  maker = await startVault()
  const authority = await anAuthority(maker, 'ours')
  ca = authority.ca
  server = await authority.issue(NAME, { dns: NAME, ip: '127.0.0.1' })
  client = await authority.issue('runner')
  const tls = {
    certFile: folder.write('server.pem', server.certificate),
    keyFile: folder.write('server.key', server.key),
    clientCaFile: folder.write('ca.pem', ca)
  }
  stage = await openStage({ vault: { tls } })
  plain = { url: stage.vault.plainUrl, rootToken: stage.vault.rootToken }
  await ask(plain, 'sys/policies/acl/pipeline', {
    policy: 'path "*" { capabilities = ["create", "read", "update", "list", "sudo"] }'
  })
  await ask(plain, 'sys/auth/cert', { type: 'cert' })
  await ask(plain, 'auth/cert/certs/ci', { certificate: ca, token_policies: ['pipeline'] })
})
afterEach(async () => {
  for (const { stop } of proxies.splice(0)) await stop()
})
afterAll(async () => {
  await maker.stop()
  await stage.stop()
})

const byCertificate = () => ({
  'vault-token': '',
  'vault-auth-method': 'cert',
  'vault-ca-certificate': ca,
  'vault-client-certificate': client.certificate,
  'vault-client-key': client.key
})
async function run(given: NonNullable<Parameters<Stage['run']>[0]>) {
  const result = await stage.run({ ...given, inputs: { mode: 'sync', ...given.inputs } })
  await result.remove()
  const level = (wanted: string) => result.annotations.filter(({ level }) => level === wanted).map(({ message }) => message)
  return { ...result, errors: level('error'), warnings: level('warning') }
}
async function proxy(options: ProxyOptions = {}) {
  const opened = await aProxy(options)
  proxies.push(opened)
  return opened
}

describe('a login with a client certificate', () => {
  it('works, leaves no token, and no certificate or key in the state of the job', async () => {
    const { exitCode, errors, state, stdout } = await run({ inputs: byCertificate() })
    expect([exitCode, errors]).toEqual([0, []])
    expect(await loginsLeft(plain)).toEqual([])
    expect(Object.keys(state).sort()).toEqual(['airflow-token', 'folder', 'post', 'token'])
    const line = client.key.split('\n')[1] ?? ''
    expect(stdout.split('\n').filter(text => text.includes(line) && !text.startsWith('::add-mask::'))).toEqual([])
  })

  it('of a run that is killed is ended by post, which reaches Vault by the inputs again', async () => {
    let kill = () => {}
    stage.astro.onRequest(async () => kill())
    const { exitCode, postExitCode, log, state } = await run({
      inputs: { ...byCertificate(), mode: 'deploy' },
      onSpawn: (child, step) => {
        kill = step === 'main' ? () => child.kill('SIGKILL') : () => {}
      }
    })
    expect([exitCode, postExitCode]).toEqual([137, 0])
    expect(state['token']).toMatch(differs('tokens', { openbao: /^s\./, vault: /^hvs\./ }))
    expect(log).toContain("Revoked this run's Vault token.")
    expect(await loginsLeft(plain)).toEqual([])
  })
})

describe('vault-tls-skip-verify', () => {
  it('accepts any certificate, and warns', async () => {
    const { exitCode, warnings } = await run({
      inputs: { ...byCertificate(), 'vault-ca-certificate': '', 'vault-tls-skip-verify': 'true' }
    })
    expect(exitCode).toBe(0)
    expect(warnings).toContain(
      `vault-tls-skip-verify is on: anybody between this runner and ${stage.vault.url} can pose as Vault and read every secret.`
    )
  })
})

describe('a proxy of the environment', () => {
  const port = (url: string) => new URL(url).port
  /** A name that only the proxy can resolve. */
  const behind = (url: string) => url.replace('127.0.0.1', NAME)

  it.each([
    ['Node 24', node24Binary],
    ['Node 20', node20Binary]
  ])('carries https in tunnels that are kept, and its password is masked: %s', async (_, node) => {
    const { url, asked } = await proxy({ login: 'runner:hunter2-hunter2' })
    const inputs = { ...byCertificate(), 'vault-url': behind(stage.vault.url) }
    const { exitCode, errors, log } = await run({ inputs, env: { https_proxy: url.href }, node: await node() })
    expect([exitCode, errors]).toEqual([0, []])
    expect(new Set(asked)).toEqual(new Set([`CONNECT ${NAME}:${port(stage.vault.url)}`]))
    // Main keeps 16 at most, whatever the number of requests.
    expect(asked.length).toBeLessThanOrEqual(16)
    expect(log).not.toContain('hunter2')
  })

  it('may speak TLS itself, and is asked for plain http by the whole URL', async () => {
    const { url, asked } = await proxy({ tls: server })
    const inputs = { 'vault-url': behind(plain.url), 'vault-token': plain.rootToken }
    const env = { HTTP_PROXY: url.href, NODE_EXTRA_CA_CERTS: join(folder.dir, 'ca.pem') }
    const { exitCode, errors } = await run({ inputs, env })
    expect([exitCode, errors]).toEqual([0, []])
    expect(asked.filter(line => !line.includes(`http://${NAME}:${port(plain.url)}/v1/`))).toEqual([])
  })

  it('is not asked for what NO_PROXY names', async () => {
    const { url, asked } = await proxy()
    const inputs = { ...byCertificate(), 'vault-url': behind(stage.vault.url), 'run-timeout': '9s' }
    const { errors } = await run({ inputs, env: { HTTPS_PROXY: url.href, NO_PROXY: 'example.test' } })
    expect(errors.join()).toContain(`Vault at ${behind(stage.vault.url)} did not answer POST auth/cert/login: getaddrinfo`)
    expect(asked).toEqual([])
  })

  it('that refuses is named, and ends the run at once', async () => {
    const { url, asked } = await proxy({ login: 'runner:right' })
    const wrong = url.href.replace('right', 'wrong-password')
    const inputs = { ...byCertificate(), 'vault-url': behind(stage.vault.url) }
    const { exitCode, errors, log } = await run({ inputs, env: { HTTPS_PROXY: wrong } })
    expect([exitCode, errors]).toEqual([
      1,
      [
        `Vault at ${behind(stage.vault.url)} (through the proxy ${url.origin}) did not answer POST auth/cert/login: the proxy answered 407 to CONNECT\n` +
          'Check HTTPS_PROXY and HTTP_PROXY (address, user, password, what the proxy lets through), or add the server to NO_PROXY if it is reachable without one.'
      ]
    ])
    expect(asked).toHaveLength(1)
    expect(log).not.toContain('wrong-password')
  })
})

describe('a login namespace', () => {
  onOpenBao('namespaces')('may be another one than that of the secrets', async () => {
    await ask(plain, 'sys/namespaces/team', {})
    await ask(plain, 'sys/policies/acl/team', {
      policy: 'path "team/*" { capabilities = ["create", "read", "update", "list", "sudo"] }'
    })
    await ask(plain, 'sys/auth/userpass', { type: 'userpass' })
    await ask(plain, 'auth/userpass/users/ci', { password: 'correct-horse', token_policies: ['team'] })
    const inputs = {
      'vault-url': plain.url,
      'vault-token': '',
      'vault-auth-method': 'userpass',
      'vault-username': 'ci',
      'vault-password': 'correct-horse',
      'vault-namespace': 'team'
    }
    const elsewhere = await run({ inputs })
    expect(elsewhere.errors.join()).toMatch(/^login with userpass at auth\/userpass \(namespace team\) failed: /)

    const { exitCode, errors } = await run({ inputs: { ...inputs, 'vault-login-namespace': 'root' } })
    expect([exitCode, errors]).toEqual([0, []])
    expect((await ask(plain, 'team/airflow/data/variables/greeting'))?.['data'].data).toEqual({ value: 'Hello from Vault' })
    expect((await loginsLeft(plain)).filter(path => path.includes('userpass'))).toEqual([])
  })
})
