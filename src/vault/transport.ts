import http from 'node:http'
import https from 'node:https'
import pLimit from 'p-limit'
import { type Request, type Response, sendOnce } from './exchange.ts'
import { withRetries } from './retry.ts'

export interface TransportOptions {
  /** PEM text; absent: the authorities that Node knows. */
  readonly ca?: string
  /** Ends every request when the run ends. */
  readonly signal: AbortSignal
  /** How long a request is tried again; default: long enough for an election. */
  readonly patienceMs?: number
}

export interface Transport {
  send(request: Request): Promise<Response>
  close(): void
}

/** As many requests as a two-core server answers without queueing; rate limits are kept far away. */
const IN_FLIGHT = 16
/** One keep-alive pool for one server: time limits, retries, no redirects, errors without headers or bodies. */
export function openTransport(options: TransportOptions): Transport {
  const pool = { keepAlive: true, maxSockets: IN_FLIGHT, scheduling: 'lifo' as const }
  const plain = new http.Agent(pool)
  const tls = new https.Agent({ ...pool, ...(options.ca === undefined ? {} : { ca: options.ca }) })
  // A queue of our own: one in the agent would count as waiting for a connection, and hold every request open.
  const inTurn = pLimit(IN_FLIGHT)
  const { signal, patienceMs } = options
  const close = () => {
    plain.destroy()
    tls.destroy()
  }
  // One listener for all: one for each request would add a tenth to what a request costs.
  signal.addEventListener('abort', close, { once: true })
  return {
    send: request =>
      inTurn(() => withRetries(() => sendOnce(request, { plain, tls }, signal), request.repeat, signal, patienceMs)),
    close
  }
}
