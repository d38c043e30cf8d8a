import { once } from 'node:events'
import { afterEach, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { openAgents } from '../../src/http/agents.ts'
import { proxyFor } from '../../src/http/proxy.ts'
import { fixed, vaultFor } from '../../src/vault/open.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import { anAddress } from '../build/address.ts'
import { aProxy, type PlayedProxy, type ProxyOptions } from '../fakes/proxy.ts'
import { VaultServer } from '../fakes/vault-server.ts'

describe('the proxy of a URL', () => {
  const NAMES = ['https_proxy', 'http_proxy', 'no_proxy']
  const before = { ...process.env }
  afterEach(() => {
    for (const name of [...NAMES, ...NAMES.map(each => each.toUpperCase())]) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  })
  const VAULT = 'https://vault.corp.example:8200'
  const found = (url: string, environment: Record<string, string>) => {
    for (const name of NAMES.flatMap(each => [each, each.toUpperCase()])) delete process.env[name]
    Object.assign(process.env, environment)
    return proxyFor(url)?.href
  }

  it.each<[string, string, Record<string, string>, string | undefined]>([
    ['none', VAULT, {}, undefined],
    ['that of https', VAULT, { HTTPS_PROXY: 'http://p:3128' }, 'http://p:3128/'],
    ['in lower case', VAULT, { https_proxy: 'http://p:3128' }, 'http://p:3128/'],
    ['not that of http', VAULT, { HTTP_PROXY: 'http://p:3128' }, undefined],
    ['that of http', 'http://vault.corp.example', { HTTP_PROXY: 'http://p' }, 'http://p/'],
    ['with user and password', VAULT, { HTTPS_PROXY: 'http://u:p%3As@p:3128' }, 'http://u:p%3As@p:3128/'],
    ['a suffix', VAULT, { HTTPS_PROXY: 'http://p', NO_PROXY: 'other.example, corp.example' }, undefined],
    ['a suffix with a dot', VAULT, { HTTPS_PROXY: 'http://p', no_proxy: '.corp.example' }, undefined],
    ['what only ends alike', 'https://vault.bigcorp.example', { HTTPS_PROXY: 'http://p', NO_PROXY: 'corp.example' }, 'http://p/'],
    ['the port', VAULT, { HTTPS_PROXY: 'http://p', NO_PROXY: 'vault.corp.example:8200' }, undefined],
    ['another port', VAULT, { HTTPS_PROXY: 'http://p', NO_PROXY: 'vault.corp.example:443' }, 'http://p/'],
    ['all', VAULT, { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
    ['an address', 'https://10.1.2.3:8200', { HTTPS_PROXY: 'http://p', NO_PROXY: '10.1.2.3' }, undefined],
    ['this machine', 'https://127.0.0.1:8200', { HTTPS_PROXY: 'http://p' }, undefined]
  ])('is %s', (_, url, environment, proxy) => {
    expect(found(url, environment)).toBe(proxy)
  })

  it.each([
    'socks5://p:1080',
    'proxy.corp.example:3128',
    'http://u:100%@p:3128',
    'http://u%zz:s@p:3128',
    'http://u:%E4@p:3128',
    'http://p:99999',
    ' '
  ])('must be a URL of http or https: %s', proxy => {
    expect(() => found(VAULT, { HTTPS_PROXY: proxy })).toThrow(`the proxy for ${VAULT} is not a valid http:// or https:// URL`)
  })
})

describe('through a proxy', () => {
  const local = new VaultServer()
  const opened: { stop(): Promise<void> }[] = []
  afterEach(async () => {
    for (const { stop } of opened.splice(0)) await stop()
  })

  /** The port of Vault through a proxy, with all the patience that a run has. */
  async function through(options: ProxyOptions, url = local.server.url, proxyUrl?: (proxy: PlayedProxy) => URL) {
    const proxy = await aProxy(options)
    const agents = openAgents({ skipVerify: false }, { proxy: proxyUrl?.(proxy) ?? proxy.url })
    const ending = new AbortController()
    const transport = vaultTransport({ agents, signal: ending.signal })
    opened.push({ stop: async () => transport.close() }, proxy)
    return { proxy, transport, ending, vault: vaultFor(anAddress({ url }), fixed(new Secret('hvs.token')), transport) }
  }
  const failure = (attempt: Promise<unknown>): Promise<{ message: string; hint?: string }> =>
    attempt.then(
      () => ({ message: 'it worked' }),
      error => error
    )

  it('plain http is asked for by its whole URL, over one connection', async () => {
    local.answer(200, { data: { policy: 'x' } })
    const { proxy, vault } = await through({ login: 'user:p@ss:word' })
    for (const name of ['a', 'b', 'c']) await vault.policy(name)
    expect(proxy.asked).toEqual(['a', 'b', 'c'].map(name => `GET ${local.server.url}/v1/sys/policies/acl/${name}`))
    expect(proxy.connections).toBe(1)
    expect(local.calls[0]?.headers).toMatchObject({ host: new URL(local.server.url).host, 'x-vault-token': 'hvs.token' })
  })

  const https = 'https://vault.corp.example:8200'
  it.each<[string, ProxyOptions, string | undefined, string]>([
    ['407 for plain http', { refuse: 407 }, undefined, 'the proxy answered 407'],
    ['403 for plain http', { refuse: 403 }, undefined, 'the proxy answered 403'],
    ['407 for https', { refuse: 407 }, https, 'the proxy answered 407 to CONNECT'],
    ['403 for https', { refuse: 403 }, https, 'the proxy answered 403 to CONNECT']
  ])('a refusal is final, and named as what it is: %s', async (_, options, url, what) => {
    const { proxy, vault } = await through(options, url)
    const { message, hint } = await failure(vault.policy('a'))
    expect(message).toBe(
      `Vault at ${url ?? local.server.url} (through the proxy ${proxy.url.origin}) did not answer GET sys/policies/acl/a: ${what}`
    )
    expect(hint).toMatch(/^Check HTTPS_PROXY and HTTP_PROXY/)
    expect(proxy.asked).toHaveLength(1)
  })

  it('a proxy that is away is named, with the hint that fits', async () => {
    const proxy = await aProxy()
    await proxy.stop()
    for (const url of [local.server.url, https]) {
      const agents = openAgents({ skipVerify: false }, { proxy: proxy.url })
      const transport = vaultTransport({ agents, signal: new AbortController().signal, patienceMs: 0 })
      opened.push({ stop: async () => transport.close() })
      const { message, hint } = await failure(vaultFor(anAddress({ url }), fixed(new Secret('t')), transport).policy('a'))
      expect(message).toContain(
        `(through the proxy ${proxy.url.origin}) did not answer GET sys/policies/acl/a: connect ECONNREFUSED`
      )
      expect(hint).toMatch(/^Check HTTPS_PROXY and HTTP_PROXY/)
    }
  })

  it('a wrong password is never told', async () => {
    const wrong = (proxy: PlayedProxy) => new URL(proxy.url.href.replace('right', 'hunter2'))
    const { vault } = await through({ login: 'user:right' }, https, wrong)
    const error = await failure(vault.policy('a'))
    expect(error.message).toContain('answered 407 to CONNECT')
    expect(JSON.stringify(error) + error.message).not.toContain('hunter2')
  })

  it("Vault's own 403 is told as Vault's", async () => {
    local.answer(403, { errors: ['permission denied'] })
    const { vault } = await through({})
    expect(await vault.policy('a')).toMatchObject({ because: expect.stringMatching(/^Vault answered 403/) })
  })

  it('a tunnel that is never given ends with the transport', async () => {
    const { proxy, transport, ending, vault } = await through({ refuse: 0 }, https)
    const tunnel = once(proxy.server, 'connect')
    const attempt = failure(vault.policy('a'))
    const [, socket] = await tunnel
    const closed = once(socket, 'close')
    transport.close()
    await closed
    ending.abort(new Error('the run was cancelled'))
    expect((await attempt).message).toMatch(/The operation was aborted; tried once, then the run was cancelled$/)
  })
})
