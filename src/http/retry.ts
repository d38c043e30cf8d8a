import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from './errors.ts'
import type { Repeat } from './service.ts'
import type { Verdict } from './verdict.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 4_000

export interface RetryOptions {
  readonly repeat: Repeat
  readonly signal: AbortSignal
  /** What may be done after a failure. */
  readonly judge: (error: unknown) => Verdict
  /** No attempt begins later than this after the first one, whatever fails; default: what the verdict on each failure says. */
  readonly patienceMs?: number | undefined
  /** Called before a wait that the server asked for, with its milliseconds. */
  readonly onAsked?: (ms: number) => void
}

/** Retries what may be retried, with full jitter, until it succeeds or the time for that failure is over. */
export async function withRetries<T>(attempt: (number: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const first = performance.now()
  const most = options.patienceMs ?? Number.POSITIVE_INFINITY
  // By kind of failure: a node that is sealed after a long election gets its own seconds, not what the election left of them.
  const since = new Map<number, number>()
  for (let number = 1; ; number++) {
    try {
      return await attempt(number)
    } catch (error) {
      const { outcome, patienceMs } = options.judge(error)
      const may = outcome === 'not executed' || (outcome === 'unknown' && options.repeat === 'idempotent')
      if (!may) throw error

      const now = performance.now()
      const begun = since.get(patienceMs) ?? now
      since.set(patienceMs, begun)
      const askedMs = error instanceof Refusal ? askedFor(error) : undefined
      const pause = pauseAfter(number, askedMs)
      const left = Math.min(begun + patienceMs, first + most) - now
      if (pause > left) {
        if (askedMs !== undefined && askedMs > Math.min(patienceMs, most))
          throw adding(error, `; it asks for a wait of ${seconds(askedMs)}, which is too long`)
        throw number === 1 ? error : adding(error, ` (tried ${number} times in ${seconds(now - first)})`)
      }
      if (askedMs !== undefined) options.onAsked?.(askedMs)
      await sleep(pause, undefined, { signal: options.signal }).catch(() => {
        throw adding(
          error,
          `; tried ${number === 1 ? 'once' : `${number} times`}, then ${(options.signal.reason as Error).message}`
        )
      })
    }
  }
}

/**
 * Milliseconds before the next attempt: any part of a time that doubles (full jitter), so that requests that failed together
 * do not return together, and never less than the server asked for.
 */
export const pauseAfter = (attempt: number, askedMs = 0): number =>
  Math.max(askedMs, Math.random() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS))

/** Vault rounds down, and says 0 in the last second. */
const askedFor = ({ retryAfter }: Refusal) => (retryAfter === undefined ? undefined : (retryAfter + 1) * 1000)

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`

/** The same error, so that its kind and hint stay. */
function adding(error: unknown, words: string): unknown {
  if (error instanceof Error) error.message += words
  return error
}
