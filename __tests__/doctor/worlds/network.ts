import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { aProxy } from '../../fakes/proxy.ts'
import type { Certificate } from '../../faults/certificates.ts'
import type { Ward } from '../ward.ts'
import { at, good, typing, type World } from '../world.ts'

/** What is wrong on the way to a server. */

/** The port of the server itself that speaks TLS. */
const tlsUrl = ({ stage }: Ward) => stage.vault.url
const named = (ward: Ward) => tlsUrl(ward).replace('127.0.0.1', 'vault.example.com')

function setting(ward: Ward, name: string, value: string): void {
  const before = process.env[name]
  ward.later(() => {
    if (before === undefined) delete process.env[name]
    else process.env[name] = before
  })
  process.env[name] = value
}

const trusting = (ward: Ward, url = tlsUrl(ward), more = {}) =>
  typing({ 'vault-url': url, 'vault-ca-certificate': ward.authority.pem, ...more })

async function proxied(ward: Ward, options: Parameters<typeof aProxy>[0] = {}, change = (url: string) => url) {
  const proxy = await aProxy(options)
  ward.later(() => proxy.stop())
  setting(ward, 'HTTPS_PROXY', change(proxy.url.href))
  return trusting(ward, named(ward))
}

/** TLS with this certificate, in front of the server. */
async function front(ward: Ward, { certFile, keyFile }: Certificate, clients?: string): Promise<string> {
  const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile) }
  const demand = clients === undefined ? {} : { requestCert: true, rejectUnauthorized: true, ca: clients }
  const { port } = new URL(ward.server.url)
  const server = createTlsServer({ ...tls, ...demand }, (incoming, outgoing) => {
    const { url: path, method, headers } = incoming
    const onward = request({ host: '127.0.0.1', port, path, method, headers }, answer =>
      answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers))
    )
    incoming.pipe(onward.on('error', () => outgoing.destroy()))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  ward.later(() => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const issue = (ward: Ward, name: string, dates: Parameters<Ward['authority']['issue']>[1]) => ward.authority.issue(name, dates)

export const NETWORK: readonly World[] = [
  {
    name: 'nothing listens at the address',
    break: () => at('http://127.0.0.1:1'),
    first: ['network', 'error', /did not answer GET sys\/health: .*ECONNREFUSED/],
    hint: /Nothing listens there: check `vault-url`/,
    follow: good
  },
  {
    name: 'nobody knows the host',
    break: () => at('https://vault.invalid:8200'),
    first: ['network', 'error', /ENOTFOUND|EAI_AGAIN/],
    hint: /cannot resolve the name in `vault-url`|the DNS of this runner did not answer/,
    follow: good
  },
  {
    name: 'the proxy is down',
    break(ward) {
      setting(ward, 'HTTPS_PROXY', 'http://127.0.0.1:1')
      return trusting(ward, named(ward))
    },
    first: ['network', 'error', /through the proxy http:\/\/127\.0\.0\.1:1/],
    hint: /Check HTTPS_PROXY and HTTP_PROXY \(address/,
    follow: ward => proxied(ward)
  },
  {
    name: 'the proxy refuses everybody without a password',
    break: ward => proxied(ward, { login: 'me:secret-of-the-proxy' }, url => url.replace('me:secret-of-the-proxy@', '')),
    first: ['network', 'error', /the proxy answered 407 to CONNECT/],
    hint: /Check HTTPS_PROXY and HTTP_PROXY \(address, user, password/,
    follow: ward => proxied(ward, { login: 'me:secret-of-the-proxy' })
  },
  {
    name: 'the proxy lets nothing through',
    break: ward => proxied(ward, { refuse: 403 }),
    first: ['network', 'error', /the proxy answered 403 to CONNECT/],
    hint: /or add the server to NO_PROXY if it is reachable without one/,
    follow(ward) {
      setting(ward, 'NO_PROXY', '127.0.0.1')
      return trusting(ward)
    }
  },
  {
    name: 'the password of the proxy is not encoded',
    break: ward => proxied(ward, {}, url => url.replace('//', '//me:per%cent@')),
    first: ['network', 'error', /the proxy for https:.* is not a valid http:\/\/ or https:\/\/ URL/],
    hint: /percent-encode user and password, `%` as `%25`/,
    follow: ward => proxied(ward, { login: 'me:per%cent' })
  },
  {
    name: 'nobody here knows who signed the certificate',
    break: ward => at(tlsUrl(ward)),
    first: ['TLS', 'error', /unable to verify the first certificate/],
    hint: /set `vault-ca-certificate` to yours/,
    follow: ward => trusting(ward)
  },
  {
    name: 'the certificate has expired',
    break: async ward => trusting(ward, await front(ward, issue(ward, 'expired', { to: '20200201000000Z' }))),
    first: ['TLS', 'error', /certificate has expired/],
    hint: /renew it/,
    follow: async ward => trusting(ward, await front(ward, issue(ward, 'renewed', {})))
  },
  {
    name: 'the certificate is not valid yet',
    break: async ward => trusting(ward, await front(ward, issue(ward, 'early', { from: '20980101000000Z' }))),
    first: ['TLS', 'error', /certificate is not yet valid/],
    hint: /check its dates, and the clock of this runner/,
    follow: async ward => trusting(ward, await front(ward, issue(ward, 'dated', {})))
  },
  {
    name: 'the certificate has another name',
    break: async ward => trusting(ward, await front(ward, issue(ward, 'other', { names: 'DNS:vault.example.com' }))),
    first: ['TLS', 'error', /is not in the cert's list/],
    hint: /or set `vault-tls-server-name` to it/,
    follow: async ward => {
      const url = await front(ward, issue(ward, 'another', { names: 'DNS:vault.example.com' }))
      return trusting(ward, url, { 'vault-tls-server-name': 'vault.example.com' })
    }
  },
  {
    name: 'the server wants a certificate from its clients',
    break: async ward => trusting(ward, await front(ward, issue(ward, 'strict', {}), ward.authority.pem)),
    first: ['TLS', 'error', /did not answer GET sys\/health/],
    hint: /set `vault-client-certificate` and `vault-client-key`/,
    follow: async ward => {
      const { certFile, keyFile } = issue(ward, 'client', {})
      const url = await front(ward, issue(ward, 'stricter', {}), ward.authority.pem)
      return trusting(ward, url, { 'vault-client-certificate': certFile, 'vault-client-key': keyFile })
    }
  },
  {
    name: 'the port speaks no TLS',
    break: ward => at(ward.server.url.replace('http:', 'https:')),
    first: ['TLS', 'error', /wrong version number/],
    hint: /start `vault-url` with http:\/\//,
    follow: ward => at(ward.server.url)
  },
  {
    name: 'the port speaks TLS, and the address says http',
    break: ward => at(tlsUrl(ward).replace('https:', 'http:')),
    first: ['TLS', 'error', /Client sent an HTTP request to an HTTPS server/],
    hint: /start `vault-url` with https:\/\//,
    follow: ward => trusting(ward)
  },
  {
    name: 'no certificate is checked',
    break: ward => typing({ 'vault-url': tlsUrl(ward), 'vault-tls-skip-verify': 'true' }),
    first: ['TLS', 'warning', /anybody between here and https:.* can pose as Vault/],
    hint: /Remove `vault-tls-skip-verify`, and set `vault-ca-certificate`/,
    follow: ward => trusting(ward)
  }
]
