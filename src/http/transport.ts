import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Agents, closeAgents } from './agents.ts'
import { Refusal } from './errors.ts'
import { sendOnce } from './exchange.ts'
import { Limiter } from './limiter.ts'
import { Pace } from './pace.ts'
import { withRetries } from './retry.ts'
import type { Request, Response, Service } from './service.ts'
import { verdictOn } from './verdict.ts'

export interface TransportOptions {
  readonly agents: Agents
  /** Ends every request when the run ends. */
  readonly signal: AbortSignal
  /** How long a request is retried, in milliseconds; default: long enough for an election. */
  readonly patienceMs?: number
}

export interface Transport {
  send(request: Request): Promise<Response>
  close(): void
}

/** One keep-alive pool for one server: time limits, retries, a pace that the server can bear, no redirects. */
export function openTransport(service: Service, { agents, signal, patienceMs }: TransportOptions): Transport {
  const judge = (error: unknown) => verdictOn(error, service.refusals)
  const pace = new Pace(agents.most)
  // A queue of our own: one in the agent would count as waiting for a connection, and hold every request open.
  const inTurn = new Limiter(() => pace.limit)
  // A request keeps its turn until it has ended; how many are retried at once is paced as well.
  const again = new Limiter(() => pace.limit)
  let restUntil = 0
  // Each request that waits for its next attempt listens; from eleven on Node would warn of a leak.
  setMaxListeners(0, signal)
  // One listener for all: one for each request would be a good part of what a request costs.
  signal.addEventListener('abort', () => closeAgents(agents), { once: true })

  const attempt = async (request: Request, number: number): Promise<Response> => {
    // A server that blocks us blocks the whole address: everything waits, not only the request that was told.
    while (restUntil > performance.now() && !signal.aborted)
      await sleep(Math.max(restUntil - performance.now(), 1), undefined, { signal }).catch(() => {})
    const begun = performance.now()
    const good = () => pace.good(performance.now() - begun)
    try {
      const once = () => sendOnce(service, request, { agents, signal, attempt: number })
      const answer = number === 1 ? await once() : await again.take(once)
      good()
      return answer
    } catch (error) {
      if (isTooMuch(error)) pace.tooMuch()
      // A refusal is an answer too.
      else if (error instanceof Refusal && judge(error).outcome === 'refused') good()
      throw error
    }
  }
  const onAsked = (ms: number) => {
    restUntil = Math.max(restUntil, performance.now() + ms)
  }
  return {
    send: request =>
      inTurn.take(() =>
        withRetries(number => attempt(request, number), { repeat: request.repeat, signal, judge, patienceMs, onAsked })
      ),
    close: () => closeAgents(agents)
  }
}

const isTooMuch = (error: unknown) => error instanceof Refusal && (error.status === 429 || error.status === 503)
