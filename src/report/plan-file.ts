import { changeOf } from '../plan/change.ts'
import { describe, idOf } from '../plan/describe.ts'
import type { Chapter } from '../plan/event.ts'
import type { Step } from '../plan/step.ts'
import type { Journal, Outcomes } from './journal.ts'

/** The version of the format. It changes when a reader of this one would go wrong. */
export const PLAN_FILE_VERSION = 1

const PART = 500

/**
 * All that a run planned, and what it did, as JSON: docs/plan-file.md. Never a value. A step and a finding have a line each. The
 * text comes in parts: that of 20,000 steps would be the largest thing in memory.
 */
export function* planFile({ mode, compared, failure, chapters, outcomes }: Journal): Generator<string> {
  const given = mode === undefined ? '' : `"mode": "${mode}", `
  const outcome = failure === undefined ? 'succeeded' : 'failed'
  yield `{ "schema": ${PLAN_FILE_VERSION}, ${given}"outcome": "${outcome}", "findings": [`
  yield* lines(failure ?? [], finding => finding)
  yield `], "compared": ${compared}, "chapters": [`
  for (const [index, chapter] of chapters.entries()) {
    yield index === 0 ? '\n' : ',\n'
    yield* chapterText(chapter, outcomes)
  }
  yield '\n] }\n'
}

function* chapterText({ target, plan }: Chapter, outcomes: Outcomes): Generator<string> {
  yield target === undefined ? '{ ' : `{ "target": ${JSON.stringify({ id: target.id, name: target.name })}, `
  yield '"steps": ['
  yield* lines(plan.steps, step => stepFacts(step, outcomes))
  yield '], "findings": ['
  yield* lines(plan.findings, finding => finding)
  yield '] }'
}

function* lines<T>(all: readonly T[], factsOf: (one: T) => object): Generator<string> {
  for (let start = 0; start < all.length; start += PART) {
    const part = all.slice(start, start + PART).map(one => JSON.stringify(factsOf(one)))
    yield `${start === 0 ? '' : ','}\n${part.join(',\n')}`
  }
}

function stepFacts(step: Step, outcomes: Outcomes): object {
  const { kind, reason } = step
  const { subject, action, target } = describe(step)
  const { before, after } = changeOf(step)
  // Without an outcome the key is left out: the step was only planned, or not reached.
  return { id: idOf(step), kind, subject, action, target, reason, before, after, outcome: outcomes.get(step) }
}
