import { setTimeout as sleep } from 'node:timers/promises'
import { VaultError, VaultUnreachable } from './errors.ts'

/** What a request may suffer twice. `unsafe`: a second execution does harm (a secret-id issued, a one-time login). */
export type Repeat = 'idempotent' | 'unsafe'

/** Longest election seen on a real cluster took 20 s; a fixed count of attempts gave up too early. */
const PATIENCE_MS = 30_000
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 8_000

/** Texts of a 500 that pass by themselves; the other 500s are refusals (AppRole answers user errors with 500). */
const PASSING_500 = [
  'internal error',
  'transaction commit failed',
  'leadership lost while committing log',
  'local node not active but active cluster node not found',
  'context deadline exceeded'
]

/** Answers that say the request was not executed, whatever its verb. */
function notExecuted(error: VaultError): boolean {
  if (error.status === 429) return error.says('rate limit quota exceeded')
  if (error.status === 412) return true
  if (error.status === 400) return error.says('non-versioned to versioned data')
  return error.status === 503 && !error.says('sealed')
}

/** Answers after which the request may or may not have been executed. A 307 comes from a standby without a leader. */
function outcomeUnknown(error: VaultError): boolean {
  if (error.status === 500) return PASSING_500.some(text => error.says(text))
  return error.status === 307 || error.status === 502 || error.status === 504
}

export function mayRetry(error: unknown, repeat: Repeat): boolean {
  if (error instanceof VaultUnreachable) return repeat === 'idempotent' || (error.cause as { sent?: boolean })?.sent === false
  if (!(error instanceof VaultError)) return false
  return notExecuted(error) || (repeat === 'idempotent' && outcomeUnknown(error))
}

/** Tries again what may be tried again, with full jitter, until it works or `patience` is over. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  repeat: Repeat,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS
): Promise<T> {
  const end = performance.now() + patienceMs
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await attempt()
    } catch (error) {
      const pause = Math.random() * wait
      if (!mayRetry(error, repeat) || performance.now() + pause > end) throw error
      // When the run ends while it waits, what it waited for is the better explanation.
      await sleep(pause, undefined, { signal }).catch(() => {
        throw error
      })
    }
  }
}
