import http from 'node:http'
import https from 'node:https'
import { UserError } from '../errors.ts'
import { VaultError, VaultUnreachable } from './errors.ts'
import { type Repeat, withRetries } from './retry.ts'

export interface TransportOptions {
  /** PEM text; absent: the authorities that Node knows. */
  readonly ca?: string
  /** Ends every request when the run ends. */
  readonly signal: AbortSignal
  /** How long a request is tried again; default: long enough for an election. */
  readonly patienceMs?: number
}

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

export interface Transport {
  send(request: Request): Promise<Response>
  close(): void
}

/** As many requests as a two-core server answers without queueing; rate limits are kept far away. */
const IN_FLIGHT = 16
const CONNECT_MS = 5_000
const RESPONSE_MS = 30_000
const LARGEST_ANSWER = 64 * 1024 * 1024

/** One keep-alive pool for one server: time limits, retries, no redirects, errors without headers or bodies. */
export function openTransport(options: TransportOptions): Transport {
  const pool = { keepAlive: true, maxSockets: IN_FLIGHT, scheduling: 'lifo' as const }
  const plain = new http.Agent(pool)
  const tls = new https.Agent({ ...pool, ...(options.ca === undefined ? {} : { ca: options.ca }) })
  return {
    send: request => withRetries(() => sendOnce(request, { plain, tls }, options.signal), request.repeat, options.signal, options.patienceMs),
    close() {
      plain.destroy()
      tls.destroy()
    }
  }
}

function sendOnce(request: Request, agents: { plain: http.Agent; tls: https.Agent }, signal: AbortSignal): Promise<Response> {
  const url = new URL(request.url)
  const secure = url.protocol === 'https:'
  const name = { method: request.method, path: url.pathname.replace(/^\/v1\//, '') }
  return new Promise((resolve, reject) => {
    const call = (secure ? https : http).request(url, {
      method: request.method,
      agent: secure ? agents.tls : agents.plain,
      signal,
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

    const limit = setTimeout(() => {
      call.destroy()
      fail(sent ? `no answer within ${RESPONSE_MS / 1000} s` : `no connection within ${CONNECT_MS / 1000} s`)
    }, CONNECT_MS)
    call.on('socket', socket => {
      const ready = () => {
        sent = true
        clearTimeout(limit)
        call.setTimeout(RESPONSE_MS, () => call.destroy(Object.assign(new Error(), { code: 'no answer' })))
      }
      if (!socket.connecting) ready()
      else socket.once(secure ? 'secureConnect' : 'connect', ready)
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

const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: check vault-url and that the server runs and can be reached from this runner.',
  ENOTFOUND: 'The name in vault-url is unknown to this runner: check its spelling, or use a runner inside your network.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate is not signed by a known authority: give yours as vault-ca-certificate.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate is not signed by a known authority: give yours as vault-ca-certificate.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed: give it as vault-ca-certificate.',
  CERT_HAS_EXPIRED: "The server's certificate has expired: renew it.",
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate was made for another name: use that name in vault-url.',
  EPROTO: 'The server does not speak TLS there: does vault-url have to begin with http://?'
}

function interrupted({ method, path }: { method: string; path: string }, url: URL, signal: AbortSignal): UserError {
  return new UserError(
    `${(signal.reason as Error).message}, while it waited for Vault at ${url.origin} to answer ${method} ${path}`
  )
}

function unreachable(
  { method, path }: { method: string; path: string },
  url: URL,
  reason: string,
  cause: { sent: boolean; code?: string }
): VaultUnreachable {
  return new VaultUnreachable(`Vault at ${url.origin} did not answer ${method} ${path}: ${reason}`, {
    hint: cause.code === undefined ? undefined : HINTS[cause.code],
    cause
  })
}
