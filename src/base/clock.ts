import { setTimeout as sleep } from 'node:timers/promises'

/** What a wait goes by: tests pass one on which nobody waits. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number
  /** Rejects as soon as the run ends. */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

export const CLOCK: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) => sleep(ms, undefined, { signal })
}
