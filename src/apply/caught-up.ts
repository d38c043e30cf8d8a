import type { Clock } from '../base/clock.ts'

/** How one waits. */
export interface Patience {
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Milliseconds before each further attempt: a node that answers reads itself is mostly some milliseconds behind its leader. */
const PAUSES = [100, 400, 1_500]

/** Asks again for two seconds where the answer may be older than what this run has just written. */
export async function onceCaughtUp<T>(
  ask: () => Promise<T>,
  mayLag: (error: unknown) => boolean,
  { clock, signal }: Patience
): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await ask()
    } catch (error) {
      if (!mayLag(error)) throw error
      await clock.pause(pause, signal)
    }
  }
  return await ask()
}
