import http from 'node:http'
import https from 'node:https'
import { VaultError } from './errors.ts'
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
const RESPONSE_MS = 30_000
const LARGEST_ANSWER = 64 * 1024 * 1024

/** One request and its answer, within the time limits; redirects are not followed. Who aborts `signal` destroys the agents. */
export function sendOnce(
  request: Request,
  agents: { plain: http.Agent; tls: https.Agent },
  signal: AbortSignal
): Promise<Response> {
  const url = new URL(request.url)
  const secure = url.protocol === 'https:'
  const name = { method: request.method, path: url.pathname.replace(/^\/v1\//, '') }
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(interrupted(name, url, signal))
    const call = (secure ? https : http).request(url, {
      method: request.method,
      agent: secure ? agents.tls : agents.plain,
      headers: {
        ...request.headers,
        ...(request.body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(request.body) })
      }
    })
    let sent = false
    const fail = (reason: string, code?: string) =>
      reject(unreachable(name, url, reason, { sent, ...(code === undefined ? {} : { code }) }))

    let limit: NodeJS.Timeout | undefined
    call.on('socket', socket => {
      const ready = () => {
        sent = true
        clearTimeout(limit)
        call.setTimeout(RESPONSE_MS, () => call.destroy(Object.assign(new Error(), { code: 'no answer' })))
      }
      if (!socket.connecting) return ready()
      limit = setTimeout(() => {
        call.destroy()
        fail(`no connection within ${CONNECT_MS / 1000} s`)
      }, CONNECT_MS)
      socket.once(secure ? 'secureConnect' : 'connect', ready)
    })
    call.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(limit)
      if (signal.aborted) reject(interrupted(name, url, signal))
      else fail(error.code === 'no answer' ? `no answer within ${RESPONSE_MS / 1000} s` : error.message, error.code)
    })
    call.on('response', response => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > LARGEST_ANSWER) response.destroy(new Error('the answer is larger than 64 MiB'))
      })
      response.on('error', error => (signal.aborted ? reject(interrupted(name, url, signal)) : fail(error.message)))
      response.on('end', () => {
        try {
          resolve(readAnswer(name, response.statusCode ?? 0, response.headers['content-type'], Buffer.concat(chunks).toString()))
        } catch (error) {
          reject(error)
        }
      })
    })
    call.end(request.body)
  })
}

/** A good answer is JSON with status 200, or 204; everything else is an error that says what came instead. */
function readAnswer(name: { method: string; path: string }, status: number, type: string | undefined, text: string): Response {
  if (status === 204) return { status, body: undefined }
  const body = type?.includes('json') || text === '' ? parse(text) : undefined
  // A standby node answers sys/health with 429 or 473: the body is what is asked for.
  if (name.path === 'sys/health' && body !== undefined) return { status, body }
  if (status === 200 && body !== undefined) return { status, body }
  if (status === 200) {
    throw new VaultError(name, status, [
      `not JSON but ${type ?? 'nothing'}; is vault-url a Vault server, or a login page in front of one?`
    ])
  }
  const { errors, data } = (body ?? {}) as { errors?: unknown; data?: { error?: unknown } }
  const detail = data?.error
  const said = Array.isArray(errors) ? errors.map(String) : typeof detail === 'string' ? [detail] : []
  throw new VaultError(name, status, said.length === 0 && body === undefined && text !== '' ? [text.slice(0, 200)] : said, data)
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
