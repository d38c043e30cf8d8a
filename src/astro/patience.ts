import { setTimeout as sleep } from 'node:timers/promises'

const ATTEMPTS = 3

/** Retries when the API fails, which the CLI never does: three attempts, after pauses of one and two seconds. */
export async function patiently<T>(signal: AbortSignal, look: () => Promise<T>, isFinal: (seen: T) => boolean): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const seen = await look()
    if (isFinal(seen) || attempt === ATTEMPTS) return seen
    await sleep(attempt * 1_000, undefined, { signal })
  }
}
