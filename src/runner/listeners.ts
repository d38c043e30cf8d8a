import { setTimeout as sleep } from 'node:timers/promises'
import { explain } from '../base/errors.ts'
import type { Event, Tell } from '../plan/event.ts'

/** Hears every event of a run. The run does not wait for what it returns; its end does. */
export type Listener = (event: Event) => void | Promise<void>

/** How long listeners may still work once the run is over. A runner that cancels a job kills this process sooner. */
const LIMIT_MS = 20_000

/**
 * Passes each event to all listeners, in this order. A listener that fails is a warning, once, and never fails the run. `finish`
 * waits for those that still work.
 */
export function listeners(
  all: readonly Listener[],
  warn: (message: string) => void,
  limitMs = LIMIT_MS
): { readonly tell: Tell; finish(): Promise<void> } {
  const working = new Set<Promise<void>>()
  const failed = new Set<Listener>()
  const fail = (listener: Listener, error: unknown) => {
    if (!failed.has(listener)) warn(`a listener of the run failed: ${explain(error)}`)
    failed.add(listener)
  }
  const pass = (event: Event, listener: Listener) => {
    try {
      const work = listener(event)
      if (work === undefined) return
      const worked = work.catch(error => fail(listener, error)).finally(() => working.delete(worked))
      working.add(worked)
    } catch (error) {
      fail(listener, error)
    }
  }
  return {
    tell: event => {
      for (const listener of all) pass(event, listener)
    },
    async finish() {
      if (working.size === 0) return
      const waiting = new AbortController()
      const limit = sleep(limitMs, true, { signal: waiting.signal }).catch(() => false)
      const isLate = await Promise.race([limit, Promise.all(working).then(() => false)])
      waiting.abort()
      if (isLate) warn(`a listener of the run still worked ${limitMs / 1000} s after the end of the run, and was stopped`)
    }
  }
}
