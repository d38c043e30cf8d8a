import { counted } from '../base/counted.ts'
import { failureOf } from '../base/errors.ts'
import { saidOf } from '../base/finding.ts'
import type { Line, State } from './check.ts'
import type { Section } from './doctor.ts'

/** What the doctor has seen, for people. */

const MARKS: Readonly<Record<State, string>> = { ok: '✓', warning: '!', error: '✗', 'not looked at': '-' }

/** The lines of a section. Neighbours that were not looked at for the same reason share one. */
export const linesOf = ({ lines }: Section): string[] => lines.flatMap(shown)

function shown({ name, state, message, hint }: Line, index: number, all: readonly Line[]): string[] {
  const isSame = (other: Line | undefined) => state === 'not looked at' && other?.state === state && other.message === message
  if (isSame(all[index - 1])) return []
  const after = all.slice(index)
  const end = after.findIndex(other => !isSame(other))
  const names = state === 'not looked at' ? after.slice(0, end < 0 ? after.length : end).map(one => one.name) : [name]
  const word = state === 'ok' ? '' : `${state}: `
  const text = `${MARKS[state]} ${names.join(', ')}: ${word}${message}`
  return [...text.split('\n'), ...(hint?.split('\n') ?? [])].map((line, row) => (row === 0 ? line : `    ${line}`))
}

/** What ended the doctor before its end is an error, and nobody knows what comes after it. */
export const cutShort = (error: unknown): Section => ({
  title: 'The rest',
  lines: failureOf(error).map(({ hint, ...finding }): Line => {
    return { name: 'doctor', state: 'error', message: saidOf(finding), ...(hint === undefined ? {} : { hint }) }
  })
})

export interface Verdict {
  readonly errors: number
  readonly warnings: number
  /** `1 error, 0 warnings, 3 not looked at`. */
  readonly counts: string
  /** The mark of the worst line: a tick stands only where everything was looked at. */
  readonly mark: string
}

export function verdictOf(sections: readonly Section[]): Verdict {
  const states = sections.flatMap(({ lines }) => lines.map(({ state }) => state))
  const count = (state: State) => states.filter(one => one === state).length
  const [errors, warnings, unseen] = [count('error'), count('warning'), count('not looked at')]
  const counts = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${unseen} not looked at`
  const worst = (['error', 'warning', 'not looked at'] as const).find(state => states.includes(state)) ?? 'ok'
  return { errors, warnings, counts, mark: MARKS[worst] }
}
