/** A TCP proxy in front of a Vault server that does to single requests what networks, balancers and dying servers do. */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from './listen.mjs'
import { Closed, Wire } from './wire.mjs'

/**
 * What the client meets: a reset; no answer for as long as it waits; the answer, but only the first half of its body (`truncate`), in
 * small pieces (`trickle`), or `delay` milliseconds later; for `away` milliseconds nobody listening, and every connection
 * reset; or an answer that is not the server's.
 *
 * @typedef {{ status: number, headers?: Record<string, string>, body?: string }} OtherAnswer
 * @typedef {'reset' | 'hang' | 'truncate' | 'trickle' | { delay: number } | { away: number } | OtherAnswer} FaultAction
 */

/**
 * `before`: the server never sees the request (but with `truncate`, `trickle` and `delay`, which need its answer). `after`:
 * it has done what was asked.
 *
 * @typedef {{ when: 'before' | 'after', action: FaultAction }} Fault
 */

/**
 * @typedef {object} Seen one request, in the order in which they came
 * @property {number} index from 0
 * @property {string} method
 * @property {string} path below `/v1/`, without query
 * @property {Fault | undefined} fault what was done to it
 * @property {number | undefined} status what the server answered; undefined where it did not (yet)
 */

/**
 * @typedef {(request: { index: number, method: string, path: string }) => Fault | undefined | Promise<Fault | undefined>} Schedule
 *   decides for each request; while its promise is open, that request waits
 *
 * @typedef {object} FaultProxy
 * @property {string} url
 * @property {readonly Seen[]} seen
 * @property {Schedule} schedule may be replaced at any time; at first nothing goes wrong
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the proxy on a free loopback port. Where the server itself refuses or cuts a connection, the client's is reset.
 *
 * @param {string} target the server's URL, plain http
 * @param {Schedule} [schedule]
 * @returns {Promise<FaultProxy>}
 */
export async function startFaultProxy(target, schedule = () => undefined) {
  const { hostname, port: targetPort } = new URL(target)
  /** @type {Seen[]} */
  const seen = []
  /** @type {Set<import('node:net').Socket>} */
  const clients = new Set()
  /** @type {NodeJS.Timeout | undefined} */
  let comeBack
  const server = createServer({ noDelay: true }, client => {
    clients.add(client)
    client.once('close', () => clients.delete(client))
    serve(client).catch(error => {
      client.resetAndDestroy()
      if (!(error instanceof Closed)) throw error
    })
  })
  const port = await listen(server)
  const proxy = { url: `http://127.0.0.1:${port}`, seen, schedule, stop }
  return proxy

  /** @param {import('node:net').Socket} client */
  async function serve(client) {
    const requests = new Wire(client)
    const upstream = connect({ host: hostname, port: Number(targetPort), noDelay: true })
    client.once('close', () => upstream.destroy())
    const answers = new Wire(upstream)
    const left = new Promise(resolve => upstream.once('close', () => resolve(undefined)))
    while (!client.destroyed) {
      const request = await Promise.race([requests.next(), left])
      if (request === undefined) break
      const [, method = '', path = ''] = /^(\S+) \/v1\/([^ ?]*)/.exec(request.first) ?? []
      /** @type {Seen} */
      const entry = { index: seen.length, method, path, fault: undefined, status: undefined }
      seen.push(entry)
      entry.fault = await proxy.schedule({ index: entry.index, method, path })
      const { when, action } = entry.fault ?? { when: 'after', action: { delay: 0 } }
      if (when === 'before' && !needsAnswer(action)) {
        await meet(client, action)
        continue
      }
      upstream.write(Buffer.concat([request.head, request.body]))
      const answer = await answers.next()
      entry.status = Number(answer.first.split(' ')[1])
      await meet(client, action, answer)
    }
    client.end()
  }

  /**
   * @param {import('node:net').Socket} client
   * @param {FaultAction} action
   * @param {Pick<import('./wire.mjs').Message, 'head' | 'body'>} [answer]
   */
  async function meet(client, action, { head, body } = NOTHING) {
    const answer = Buffer.concat([head, body])
    if (action === 'reset') client.resetAndDestroy()
    else if (action === 'hang') await once(client, 'close')
    else if (action === 'truncate')
      client.end(body.length > 0 ? answer.subarray(0, -Math.ceil(body.length / 2)) : head.subarray(0, 10))
    else if (action === 'trickle') await trickle(client, answer)
    else if ('delay' in action) {
      if (action.delay > 0) await sleep(action.delay)
      client.write(answer)
    } else if ('away' in action) goAway(action.away)
    else client.write(inBytes(action))
  }

  /** @param {number} ms */
  function goAway(ms) {
    if (!server.listening) return
    server.close()
    for (const client of clients) client.resetAndDestroy()
    comeBack = setTimeout(() => server.listen(port, '127.0.0.1'), ms)
  }

  async function stop() {
    clearTimeout(comeBack)
    for (const client of clients) client.destroy()
    if (server.listening) await new Promise(resolve => server.close(resolve))
  }
}

const NOTHING = { head: Buffer.alloc(0), body: Buffer.alloc(0) }

/** @param {FaultAction} action */
const needsAnswer = action => action === 'truncate' || action === 'trickle' || (typeof action === 'object' && 'delay' in action)

/**
 * @param {import('node:net').Socket} client
 * @param {Buffer} answer
 */
async function trickle(client, answer) {
  const piece = Math.ceil(answer.length / 20)
  for (let at = 0; at < answer.length && !client.destroyed; at += piece) {
    client.write(answer.subarray(at, at + piece))
    await sleep(5)
  }
}

/** @param {OtherAnswer} answer */
function inBytes({ status, headers = {}, body = '' }) {
  const all = { 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} Not the Server\r\n${lines.join('')}\r\n${body}`
}
