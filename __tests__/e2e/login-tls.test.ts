import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import type { Tls } from '../../src/http/agents.ts'
import { readCertificates, readClient } from '../../src/vault/tls.ts'
import { startVault, type VaultServer } from '../../tools/servers/vault-server.mjs'
import { differs } from '../differences.ts'
import { aFolder } from '../fakes/folder.ts'
import { type Authority, anAuthority, type Issued } from './authority.ts'
import { enter, refusal, secret } from './entering.ts'
import { ask } from './vault-over-http.ts'

/** Servers that speak TLS, one of which asks for a client certificate; the certificates are made by a third one. */

let maker: VaultServer
let vault: VaultServer
let strict: VaultServer
const folder = aFolder()
let authority: Authority
let other: Authority
let client: Issued
let stranger: Issued

const NAME = 'vault.example.test'

beforeAll(async () => {
  maker = await startVault()
  authority = await anAuthority(maker, 'ours')
  other = await anAuthority(maker, 'other')
  const named = await authority.issue(NAME, { ip: '127.0.0.1', dns: NAME })
  const byNameAlone = await authority.issue(NAME, { dns: NAME })
  client = await authority.issue('runner')
  stranger = await other.issue('stranger')
  const [key, nameKey] = [folder.write('server.key', named.key), folder.write('name.key', byNameAlone.key)]
  vault = await startVault({ tls: { certFile: folder.write('server.pem', named.certificate), keyFile: key } })
  strict = await startVault({
    tls: {
      certFile: folder.write('name.pem', byNameAlone.certificate),
      keyFile: nameKey,
      clientCaFile: folder.write('client-ca.pem', authority.ca)
    }
  })
  const asRoot = { url: vault.plainUrl, rootToken: vault.rootToken }
  await ask(asRoot, 'sys/auth/cert', { type: 'cert' })
  await ask(asRoot, 'auth/cert/certs/ci', { certificate: authority.ca, token_policies: ['pipeline'] })
  await ask(asRoot, 'auth/cert/certs/others', { certificate: authority.ca, allowed_common_names: ['somebody-else'] })
})
afterAll(async () => {
  await Promise.all([maker, vault, strict].map(server => server?.stop()))
})

const asClient = ({ certificate, key }: Issued) => readClient(certificate, new Secret(key))
const at = (server: VaultServer, tls: Partial<Tls>) => ({ url: server.url, tls: { skipVerify: false, ...tls } })
/** Any login will do to see whether TLS stands: this one is refused by Vault itself. */
const anyone = { method: 'approle', mount: 'approle', roleId: 'r', secretId: secret('wrong-secret-id') } as const
const told = async (server: VaultServer, tls: Partial<Tls>) => await refusal(anyone, at(server, tls))
const byVault = [expect.stringContaining('Vault answered 403 to POST auth/approle/login'), expect.anything()]

describe('the certificate of the server', () => {
  it('of an authority that nobody here knows is refused', async () => {
    const [message, hint] = await told(vault, {})
    expect(message).toMatch(
      /^Vault at https:\S+ did not answer POST auth\/approle\/login: unable to verify the first certificate/
    )
    expect(hint).toBe('The certificate is signed by an unknown authority: set `vault-ca-certificate` to yours.')
  })

  it('of another authority than the one given is refused', async () => {
    expect((await told(vault, { ca: other.ca }))[1]).toMatch(/^The certificate is signed by an unknown authority/)
  })

  it('of the authority given is good', async () => {
    expect(await told(vault, { ca: authority.ca })).toEqual(byVault)
  })

  it('of any authority in a bundle is good, whatever its place', async () => {
    expect(await told(vault, { ca: readCertificates(`${other.ca}\n\n# ours\n${authority.ca}`, 'ca') })).toEqual(byVault)
  })

  it('for another name is refused, unless that name is what is expected', async () => {
    const tls = { ca: authority.ca, client: asClient(client) }
    expect((await told(strict, tls))[1]).toBe(
      'The certificate was issued for another name: use that name in `vault-url`, or set `vault-tls-server-name` to it.'
    )
    expect(await told(strict, { ...tls, serverName: NAME })).toEqual(byVault)
    expect((await told(vault, { ...tls, serverName: 'elsewhere.example.test' }))[1]).toMatch(
      /^The certificate was issued for another/
    )
  })

  it('is not looked at with vault-tls-skip-verify', async () => {
    expect(await told(vault, { skipVerify: true })).toEqual(byVault)
  })
})

describe('a listener that asks for a client certificate', () => {
  const trusting = { serverName: NAME }

  it('refuses who has none', async () => {
    expect((await told(strict, { ...trusting, ca: authority.ca }))[1]).toBe(
      'The server requires a client certificate: set `vault-client-certificate` and `vault-client-key`.'
    )
  })

  it('refuses that of another authority', async () => {
    expect((await told(strict, { ...trusting, ca: authority.ca, client: asClient(stranger) }))[1]).toBe(
      'The server does not trust the authority that signed `vault-client-certificate`.'
    )
  })

  it('lets in who shows a good one', async () => {
    expect(await told(strict, { ...trusting, ca: authority.ca, client: asClient(client) })).toEqual(byVault)
  })
})

describe('cert', () => {
  const cert = (role?: string) => ({ method: 'cert', mount: 'cert', ...(role === undefined ? {} : { role }) }) as const
  const shown = (by: Issued) => at(vault, { ca: authority.ca, client: asClient(by) })

  it.each([undefined, 'ci'])('logs in with the certificate; role %s', async role => {
    const { token } = await enter(cert(role), shown(client))
    const self = await ask({ url: vault.plainUrl, rootToken: token }, 'auth/token/lookup-self')
    expect(self?.['data'].policies).toEqual(['default', 'pipeline'])
  })

  it.each<[string, () => [string | undefined, Issued], RegExp]>([
    ['of another authority', () => [undefined, stranger], /^No role here trusts the authority of `vault-client-certificate`/],
    ['with a role that is not there', () => ['nobody', client], /or the role that `vault-role` names does not exist\.$/],
    ['with names that the role does not allow', () => ['others', client], /but not the names in it/]
  ])('refused: %s', async (_, given, hint) => {
    const [role, by] = given()
    const [message, said] = await refusal(cert(role), shown(by))
    expect(message).toMatch(
      /^login with cert at auth\/cert \(no namespace\) failed: Vault answered 400 to POST auth\/cert\/login: /
    )
    expect(said).toMatch(differs('refusals', { openbao: hint, vault: /^No role here takes `vault-client-certificate`: / }))
  })

  it('without TLS, or with nothing shown', async () => {
    expect((await refusal(cert(), { url: vault.plainUrl }))[1]).toMatch(/^TLS did not reach Vault: `vault-url` starts with http:/)
    expect((await refusal(cert(), at(vault, { ca: authority.ca })))[1]).toMatch(/^No client certificate reached Vault:/)
  })
})

describe('what is given as a certificate or key', () => {
  it.each([
    ['PEM', (pem: string) => pem],
    ['base64 of it', (pem: string) => Buffer.from(pem).toString('base64')],
    ['base64 in lines', (pem: string) => Buffer.from(pem).toString('base64').replace(/.{76}/g, '$&\n')]
  ])('may be %s', (_, form) => {
    expect(readCertificates(form(authority.ca), 'vault-ca-certificate')).toContain('BEGIN CERTIFICATE')
    expect(readClient(form(client.certificate), new Secret(form(client.key))).key.reveal()).toBe(client.key)
  })

  it('may be the path of a file', async () => {
    await writeFile(join(folder.dir, 'ca.pem'), authority.ca)
    expect(readCertificates(join(folder.dir, 'ca.pem'), 'vault-ca-certificate')).toBe(authority.ca)
  })

  it.each<[string, () => unknown, string]>([
    [
      'a bundle with one that is damaged',
      () => readCertificates(`${authority.ca}\n${spoilt(other.ca)}`, 'x'),
      'x is not a certificate'
    ],
    ['a key for a certificate', () => readCertificates(client.key, 'x'), 'x is not a certificate'],
    [
      'a certificate for a key',
      () => readClient(client.certificate, new Secret(authority.ca)),
      'vault-client-key is not a private key'
    ],
    [
      'the key of another one',
      () => readClient(client.certificate, new Secret(stranger.key)),
      'vault-client-key does not match vault-client-certificate'
    ]
  ])('is refused: %s', (_, read, message) => {
    expect(read).toThrow(message)
  })

  const spoilt = (pem: string) => pem.replace(/\n.{64}\n/, '\nAAAA\n')
})
