import { setTimeout as sleep } from 'node:timers/promises'
import { VaultError } from './errors.ts'
import { judge } from './retry-table.ts'

/** What a request may suffer twice. `unsafe`: a second execution fails or does harm (a wrapped secret is had once). */
export type Repeat = 'idempotent' | 'unsafe'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 4_000

export interface RetryOptions {
  readonly repeat: Repeat
  readonly signal: AbortSignal
  readonly patienceMs?: number | undefined
  /** Told before each wait, with the milliseconds that the server asked for, if it did. */
  readonly onFailure?: (error: unknown, askedMs: number | undefined) => void
}

/** Tries again what may be tried again, with full jitter, until it works or the patience with that failure is over. */
export async function withRetries<T>(attempt: (number: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const begun = performance.now()
  for (let number = 1, wait = FIRST_WAIT_MS; ; number++, wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await attempt(number)
    } catch (error) {
      const { outcome, patienceMs } = judge(error, options.patienceMs)
      const askedMs = error instanceof VaultError ? askedFor(error) : undefined
      options.onFailure?.(error, askedMs)
      const pause = Math.max(askedMs ?? 0, Math.random() * wait)
      const may = outcome === 'not executed' || (outcome === 'unknown' && options.repeat === 'idempotent')
      if (!may || performance.now() - begun + pause > patienceMs) throw error
      // When the run ends while it waits, what it waited for is the better explanation.
      await sleep(pause, undefined, { signal: options.signal }).catch(() => {
        throw error
      })
    }
  }
}

/** The server rounds down, and says 0 in the last second. */
const askedFor = ({ retryAfter }: VaultError) => (retryAfter === undefined ? undefined : (retryAfter + 1) * 1000)
