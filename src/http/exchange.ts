import http from 'node:http'
import https from 'node:https'
import type { Agents } from './agents.ts'
import { isRefusal, requestThrough } from './proxy.ts'
import type { Request, Response, Service } from './service.ts'
import { interrupted, unreachable } from './unreachable.ts'

const CONNECT_MS = 5_000
/** From the first byte sent to the last one received. A short first attempt lets a cluster notice that its leader hangs. */
const ANSWER_MS = (attempt: number) => (attempt === 1 ? 10_000 : 30_000)
const LARGEST_ANSWER = 64 * 1024 * 1024

/** One request and its answer, within the time limits; redirects are not followed. `attempt` counts from 1. Whoever
 * aborts `signal` also closes the agents. */
export function sendOnce(
  service: Service,
  request: Request,
  { agents, signal, attempt }: { agents: Agents; signal: AbortSignal; attempt: number }
): Promise<Response> {
  const { server, method, path } = request
  const secure = server.protocol === 'https:'
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(interrupted(service, request, signal))
    const options = {
      method,
      host: server.hostname.replace(/^\[|\]$/g, ''),
      port: server.port,
      path: `${server.pathname.replace(/\/$/, '')}${path}`,
      agent: secure ? agents.tls : agents.plain,
      headers: {
        ...request.headers,
        ...(request.body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(request.body) })
      }
    }
    const { proxy } = agents
    const call = proxy && !secure ? requestThrough(proxy, server, options) : (secure ? https : http).request(options)
    let sent = false
    const fail = (reason: string, code?: string) => {
      clearTimeout(limit)
      reject(
        signal.aborted ? interrupted(service, request, signal) : unreachable(service, request, reason, { sent, code, proxy })
      )
    }
    const within = (ms: number, reason: string, code: string) =>
      setTimeout(() => {
        fail(`${reason} within ${ms / 1000} s`, code)
        call.destroy()
      }, ms)

    let limit = within(CONNECT_MS, 'no connection', 'NO_CONNECTION')
    call.on('socket', socket => {
      const ready = () => {
        sent = true
        clearTimeout(limit)
        limit = within(ANSWER_MS(attempt), 'no complete answer', 'NO_ANSWER')
      }
      if (!socket.connecting) ready()
      else socket.once(secure ? 'secureConnect' : 'connect', ready)
    })
    call.on('error', (error: NodeJS.ErrnoException) => {
      // The words of hpagent for a refused tunnel; a 5xx may be temporary.
      const refused = /^Bad response: (\d+)$/.exec(error.message)?.[1]
      if (refused === undefined) fail(error.message, error.code)
      else fail(`the proxy answered ${refused} to CONNECT`, refused.startsWith('4') ? 'PROXY_REFUSED' : undefined)
    })
    call.on('response', response => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size <= LARGEST_ANSWER) return
        fail('the answer is larger than 64 MiB', 'TOO_LARGE')
        response.destroy()
      })
      response.on('error', (error: NodeJS.ErrnoException) => fail(error.message, error.code))
      response.on('end', () => {
        clearTimeout(limit)
        const status = response.statusCode ?? 0
        if (proxy && !secure && isRefusal(status, response.headers['content-type']))
          return fail(`the proxy answered ${status}`, 'PROXY_REFUSED')
        try {
          resolve(service.read({ status, headers: response.headers, text: Buffer.concat(chunks).toString() }, request))
        } catch (error) {
          reject(error)
        }
      })
    })
    call.end(request.body)
  })
}
