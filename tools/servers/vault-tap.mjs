/** A proxy in front of Vault that shows every request to a hook, before the server sees it and before the client has its answer. */
import { Agent, createServer, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

/**
 * @typedef {object} Tapped
 * @property {'before' | 'after'} phase
 * @property {string} method
 * @property {string} path below `/v1/`, without query
 * @property {number} [status] after: what the server answered
 */

/**
 * Starts the proxy on a free loopback port. While the hook's promise is open the request waits, or its answer does. A hook
 * that gives `drop` cuts the connection to the client: before the server has seen the request, or after it has answered.
 *
 * @param {string} target the server's URL
 * @param {(tapped: Tapped) => Promise<void | 'drop'>} hook
 * @param {{ now?: () => number }} [options] `now`: what time the server shows, in milliseconds; default: its own
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function tapVault(target, hook, { now } = {}) {
  const { hostname, port } = new URL(target)
  const agent = new Agent({ keepAlive: true })
  const server = createServer(async (incoming, outgoing) => {
    const tapped = { method: incoming.method ?? '', path: (incoming.url ?? '').replace(/^\/v1\//, '').replace(/\?.*/, '') }
    const body = await buffer(incoming).catch(() => undefined)
    if (body === undefined) return
    if ((await hook({ phase: 'before', ...tapped })) === 'drop') return void incoming.destroy()
    const onward = request(
      { hostname, port, agent, method: incoming.method, path: incoming.url, headers: incoming.headers },
      async answer => {
        const status = answer.statusCode ?? 502
        const given = await buffer(answer)
        const content = now !== undefined && tapped.path === 'sys/health' ? atTime(given, now()) : given
        if ((await hook({ phase: 'after', ...tapped, status })) === 'drop') return void outgoing.destroy()
        const headers = content === given ? answer.headers : { ...answer.headers, 'content-length': content.length }
        if (!outgoing.destroyed) outgoing.writeHead(status, headers).end(content)
      }
    )
    onward.on('error', () => outgoing.destroy())
    onward.end(body)
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}

/**
 * @param {Buffer} health
 * @param {number} ms
 */
function atTime(health, ms) {
  return Buffer.from(JSON.stringify({ ...JSON.parse(health.toString()), server_time_utc: Math.floor(ms / 1000) }))
}
