import { X509Certificate } from 'node:crypto'
import { copyFileSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Tls } from '../../src/http/agents.ts'
import { startBalancer } from '../../tools/servers/tcp-balancer.mjs'
import { startVault } from '../../tools/servers/vault-server.mjs'
import { Authority, type Certificate } from './certificates.ts'
import { failureOf, reach } from './reach.ts'

/** The server shows a certificate that this side must not accept: every case is told at once, and not tried again. */

const ours = new Authority()
const theirs = new Authority()
const shown = ours.issue('shown')
const GOOD = ours.issue('good')
const EXPIRED = ours.issue('expired', { to: '20200201000000Z' })
const EARLY = ours.issue('early', { from: '20980101000000Z' })
const OTHER_NAME = ours.issue('other-name', { names: 'DNS:vault.example.com' })

let server: Awaited<ReturnType<typeof startVault>>
/** Counts the connections. */
let counter: Awaited<ReturnType<typeof startBalancer>>
beforeAll(async () => {
  server = await startVault({ tls: shown })
  counter = await startBalancer([server.url])
})
afterAll(async () => {
  await counter.stop()
  await server.stop()
})

/** The server reads its files again at SIGHUP, a moment later. */
async function show({ certFile, keyFile }: Certificate) {
  copyFileSync(keyFile, shown.keyFile)
  copyFileSync(certFile, shown.certFile)
  process.kill(server.pid, 'SIGHUP')
  const { fingerprint256 } = new X509Certificate(readFileSync(certFile))
  while ((await fingerprint()) !== fingerprint256) await sleep(20)
}

const fingerprint = () =>
  new Promise<string | undefined>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(server.url).port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256)
      socket.destroy()
    })
    socket.once('error', reject)
  })

/** The server's clock, and how many connections it took to ask. */
async function ask(tls: Partial<Tls>, url = `https://127.0.0.1:${counter.port}`) {
  const before = counter.taken()
  const way = reach({ url, token: server.rootToken, tls: { skipVerify: false, ...tls } })
  const outcome = await way.vault.now().catch((error: Error & { hint?: string }) => `${error.message}\n${error.hint}`)
  way.close()
  return { outcome, connections: counter.taken() - before }
}

const trusting = () => ({ ca: ours.pem })
const wrong = (reason: string, hint: string) => ({
  outcome: expect.stringMatching(
    new RegExp(`^Vault at https://127\\.0\\.0\\.1:\\d+ did not answer GET sys/health: .*${reason}.*\\n.*${hint}`, 's')
  ),
  connections: 1
})
const answered = { outcome: expect.any(Date), connections: 1 }

describe('a certificate', () => {
  it.each<[string, Certificate, () => Partial<Tls>, object]>([
    ['of the authority that was given', GOOD, trusting, answered],
    [
      'of an authority that nobody knows',
      GOOD,
      () => ({}),
      wrong('unable to verify the first certificate', 'signed by an unknown authority: set `vault-ca-certificate` to yours')
    ],
    [
      'of another authority than the one that was given',
      GOOD,
      () => ({ ca: theirs.pem }),
      wrong('unable to verify the first certificate', 'signed by an unknown authority: set `vault-ca-certificate` to yours')
    ],
    ['that has expired', EXPIRED, trusting, wrong('certificate has expired', "The server's certificate has expired: renew it")],
    [
      'that is not valid yet',
      EARLY,
      trusting,
      wrong('certificate is not yet valid', 'is not valid yet: check its dates, and the clock of this runner')
    ],
    [
      'of another name',
      OTHER_NAME,
      trusting,
      wrong("IP: 127\\.0\\.0\\.1 is not in the cert's list", 'use that name in `vault-url`, or set `vault-tls-server-name` to it')
    ],
    ['of another name, which was given', OTHER_NAME, () => ({ ...trusting(), serverName: 'vault.example.com' }), answered],
    ['that is not looked at', EXPIRED, () => ({ skipVerify: true }), answered]
  ])('%s', async (_, certificate, tls, expected) => {
    await show(certificate)
    expect(await ask(tls())).toEqual(expected)
  })
})

describe('a port', () => {
  it('that speaks TLS, asked in clear', async () => {
    await show(GOOD)
    const { outcome, connections } = await ask({}, `http://127.0.0.1:${counter.port}`)
    expect(outcome).toMatch(/^Vault answered 400 to GET sys\/health: Client sent an HTTP request to an HTTPS server\./)
    expect(outcome).toMatch(/The server expects TLS: start `vault-url` with https:\/\/\.$/)
    expect(connections).toBe(1)
  })

  it('that speaks no TLS', async () => {
    const plain = await startVault()
    const way = reach({ url: plain.url.replace('http:', 'https:'), token: plain.rootToken })
    const { message, hint } = await failureOf(way.vault.now())
    way.close()
    await plain.stop()
    expect(message).toMatch(/^Vault at https:\/\/127\.0\.0\.1:\d+ did not answer GET sys\/health: .*wrong version number/s)
    expect(hint).toBe('The server does not speak TLS on this port: check the port, or start `vault-url` with http://.')
  })
})
