import http from 'node:http'
import https from 'node:https'
import type { Agents } from './agents.ts'
import { readAnswer } from './answer.ts'
import type { Repeat } from './retry.ts'
import { interrupted, unreachable } from './unreachable.ts'

export interface Request {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly repeat: Repeat
}

export interface Response {
  readonly status: number
  /** Parsed JSON, or undefined where the answer had no body. */
  readonly body: unknown
}

const CONNECT_MS = 5_000
/** From the first byte sent to the last one received. A short first attempt lets a cluster notice that its leader hangs. */
const ANSWER_MS = (attempt: number) => (attempt === 1 ? 10_000 : 30_000)
const LARGEST_ANSWER = 64 * 1024 * 1024

/** One request and its answer, within the time limits; redirects are not followed. `attempt` counts from 1. */
export function sendOnce(request: Request, agents: Agents, signal: AbortSignal, attempt: number): Promise<Response> {
  const url = new URL(request.url)
  const secure = url.protocol === 'https:'
  const name = { method: request.method, path: url.pathname.replace(/^\/v1\//, '') }
  return new Promise((resolve, reject) => {
    const options = {
      method: request.method,
      agent: secure ? agents.tls : agents.plain,
      signal,
      headers: {
        ...request.headers,
        ...(request.body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(request.body) })
      }
    }
    const proxy = secure ? undefined : agents.proxy
    const call = proxy ? http.request(proxy, throughProxy(url, proxy, options)) : (secure ? https : http).request(url, options)
    let sent = false
    const fail = (reason: string, code?: string) => {
      clearTimeout(limit)
      reject(signal.aborted ? interrupted(name, url, signal) : unreachable(name, url, reason, { sent, code }))
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
      const refused = /^Bad response: (\d+)$/.exec(error.message)?.[1]
      if (refused === undefined) fail(error.message, error.code)
      else fail(`the proxy of HTTPS_PROXY answered ${refused} to CONNECT`, 'PROXY_REFUSED')
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
        try {
          resolve(readAnswer(name, url, response, Buffer.concat(chunks).toString()))
        } catch (error) {
          reject(error)
        }
      })
    })
    call.end(request.body)
  })
}

/** A proxy for plain http is asked for the whole URL, as a browser does. */
function throughProxy(url: URL, proxy: URL, options: http.RequestOptions): http.RequestOptions {
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const authorization = login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }
  return {
    ...options,
    path: url.href,
    auth: null,
    headers: { ...options.headers, ...authorization, host: url.host }
  } as http.RequestOptions
}
