import { type Finding, saidOf } from '../base/finding.ts'
import type { Facts } from './facts.ts'

/** How one thing on the way from here to a DAG is. `not looked at`: nobody knows. */
export type State = 'ok' | 'warning' | 'error' | 'not looked at'

/** One line of the answer; the message completes a sentence that begins with the name. */
export interface Line {
  readonly name: string
  readonly state: State
  readonly message: string
  /** What to do about it, in full sentences. */
  readonly hint?: string
}

/** What a look has seen. Without `value`, no check that needs this one is tried. */
export interface Seen<T> {
  readonly lines: readonly Omit<Line, 'name'>[]
  readonly value?: T
}

/** One thing that can be wrong. A look that throws a `UserError` has found an error. */
export interface Check {
  readonly name: keyof Facts
  /** What must have been found before. */
  readonly needs: readonly (keyof Facts)[]
  look(facts: Facts): Seen<unknown> | Promise<Seen<unknown>>
}

/** A check whose look gets what it needs, and gives what others need, under its own name. */
export const check = <K extends keyof Facts, N extends Exclude<keyof Facts, K>>(
  name: K,
  needs: readonly N[],
  look: (facts: Pick<Facts, N>) => Seen<Facts[K]> | Promise<Seen<Facts[K]>>
): Check => ({ name, needs, look })

export const ok = <T>(message: string, value: T): Seen<T> => ({ lines: [{ state: 'ok', message }], value })

export const failed = (message: string, hint?: string): Seen<never> => ({
  lines: [{ state: 'error', message, ...(hint === undefined ? {} : { hint }) }]
})

export const unknown = (reason: string): Seen<never> => ({ lines: [{ state: 'not looked at', message: reason }] })

export const warned = <T>(value: T, message: string, hint?: string): Seen<T> => ({
  lines: [{ state: 'warning', message, ...(hint === undefined ? {} : { hint }) }],
  value
})

/** A finding in its own words. `about`: a subject that the name of the check says already. */
export function lineOf({ hint, topic, ...finding }: Finding, about?: string): Omit<Line, 'name'> {
  const { subject, severity, ...rest } = finding
  const state = severity === 'note' ? 'ok' : severity
  return {
    state: topic === 'not-compared' ? 'not looked at' : state,
    message: saidOf(subject === about ? rest : finding),
    ...(hint === undefined ? {} : { hint })
  }
}

/** What was seen, with a value unless an error is among it; `otherwise` is said if there is nothing to say. */
export function seen<T>(lines: readonly Omit<Line, 'name'>[], value: T, otherwise: string): Seen<T> {
  if (lines.length === 0) return ok(otherwise, value)
  return lines.some(({ state }) => state === 'error') ? { lines } : { lines, value }
}
