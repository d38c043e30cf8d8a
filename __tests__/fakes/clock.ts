import { jest } from '@jest/globals'
import type { Clock as RunClock } from '../../src/base/clock.ts'
import { UserError } from '../../src/base/errors.ts'
import { Unreachable } from '../../src/http/errors.ts'
import { VaultError } from '../../src/vault/errors.ts'
import type { Meeting } from './mortal.ts'
import type { FakeVault } from './vault.ts'

/**
 * A clock on which nobody waits: who pauses goes on at once, and it is later. Real time does not count, which on a busy machine would
 * end a wait before its last look; that of a test's `Clock` does.
 */
export function hastyClock(): RunClock {
  let paused = 0
  return {
    now: () => (jest.isMockFunction(performance.now) ? performance.now() : 0) + paused,
    async pause(ms, signal) {
      signal.throwIfAborted()
      paused += ms
    }
  }
}

/** Waits for nothing, and is never given up. */
export const HASTY = { clock: hastyClock(), signal: new AbortController().signal }

/** The one clock of a run and its Vault. It stands still until a test moves it, and who waits for a retry does not wait. */
export class Clock {
  ms = 0
  readonly #vault: FakeVault

  constructor(vault: FakeVault) {
    this.#vault = vault
    jest.spyOn(performance, 'now').mockImplementation(() => this.ms)
    jest.spyOn(Math, 'random').mockReturnValue(0)
  }

  pass(ms: number): void {
    this.ms += ms
    this.#vault.passHours(ms / 3_600_000)
  }
}

/** Who is out of reach, from which call on, and for how long. */
export interface Outage {
  readonly of: 'vault' | 'astro'
  readonly at: number
  readonly ms: number
  readonly kind: OutageKind
}

/** `unanswered`: what is asked for is done, and nobody hears of it. `sealed`: given up sooner, since it is seldom over soon. */
export const OUTAGES = ['refused', 'unanswered', 'sealed'] as const
export type OutageKind = (typeof OUTAGES)[number]

/** How long a request is tried by the transport: to Vault, and for a look at Astro. The CLI tries a change once. */
const PATIENCE_MS = { refused: 30_000, unanswered: 30_000, sealed: 5_000 }
const LOOKS_FOR_MS = 30_000
/** An outage goes on, or is over, while Astro is busy. */
const TAKES_MS: Readonly<Record<string, number>> = { setVariable: 1_000, deploy: 40_000 }

/** What lasts shorter than a request is tried is ridden out; everything else fails when its time is over. */
export function outage(clock: Clock, { of, at, ms, kind }: Outage): Meeting {
  let end = Number.NEGATIVE_INFINITY
  return async ({ number, name, to }, act) => {
    if (number === at) end = clock.ms + ms
    const left = end - clock.ms
    const isChange = name in TAKES_MS
    const patience = to === 'vault' ? PATIENCE_MS[kind] : isChange ? 0 : LOOKS_FOR_MS
    if (to !== of || left <= 0 || (left <= patience && kind !== 'unanswered')) {
      if (to === of && left > 0) clock.pass(left)
      clock.pass(TAKES_MS[name] ?? 0)
      return await act()
    }
    const answer = kind === 'unanswered' ? await act() : undefined
    clock.pass(Math.min(left, patience))
    if (left <= patience) return answer
    if (to === 'astro') throw new UserError(`Astro does not answer ${name}`)
    if (kind === 'sealed') throw new VaultError({ method: 'GET', path: name }, 503, ['Vault is sealed'])
    throw new Unreachable(`Vault did not answer ${name}`, { sent: kind === 'unanswered', code: 'ECONNRESET' })
  }
}
