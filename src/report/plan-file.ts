import { describe } from '../plan/describe.ts'
import type { Step } from '../plan/step.ts'
import type { Journal } from './journal.ts'

const PART = 500

/**
 * The whole plan as JSON, a step a line: `{mode, steps: [{kind, subject, action, target, reason, done}], findings}`. Never a value. It
 * comes in parts: the text of 20,000 steps would be the largest thing in memory.
 */
export function* planFile({ mode, planned, outcomes, findings }: Journal): Generator<string> {
  const line = (step: Step) =>
    JSON.stringify({ kind: step.kind, ...describe(step), reason: step.reason, done: outcomes.get(step) === 'done' })
  yield `{ "mode": "${mode}",\n"steps": [\n`
  for (let start = 0; start < planned.length; start += PART) {
    const lines = planned.slice(start, start + PART).map(line)
    yield `${lines.join(',\n')}${start + PART < planned.length ? ',' : ''}\n`
  }
  yield `],\n"findings": ${JSON.stringify(findings, undefined, 1)} }\n`
}
