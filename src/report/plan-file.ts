import { describe } from '../plan/describe.ts'
import type { Journal } from './journal.ts'

/** The whole plan as JSON: `{mode, steps: [{kind, subject, action, target, reason, done}], notes}`. Never a value. */
export function planFile(journal: Journal): string {
  const done = new Set(journal.done)
  const steps = journal.planned.map(step => ({ kind: step.kind, ...describe(step), reason: step.reason, done: done.has(step) }))
  return JSON.stringify({ mode: journal.mode, steps, notes: journal.notes }, undefined, 1)
}
