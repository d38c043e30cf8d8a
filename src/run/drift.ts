import { counted } from '../base/counted.ts'
import { UserError } from '../base/errors.ts'
import { describe } from '../plan/describe.ts'
import type { Chapter } from '../plan/event.ts'
import { isDrift } from '../plan/step.ts'

const NAMED = 20

/** Throws a `UserError` that names what somebody has changed or deleted: `drift: fail`. The plan, which was shown, has the reasons. */
export function refuseDrift(chapters: readonly Chapter[]): void {
  const drifted = chapters.flatMap(({ plan }) => [
    ...plan.steps.filter(isDrift).map(step => describe(step).target),
    ...plan.findings.flatMap(({ topic, subject = '' }) => (topic === 'drift' ? [subject] : []))
  ])
  if (drifted.length === 0) return
  const more = drifted.length > NAMED ? `, and ${drifted.length - NAMED} more` : ''
  throw new UserError(
    `drift was found in ${counted(drifted.length, 'place')}: ${drifted.slice(0, NAMED).join(', ')}${more}; the plan has the reasons`,
    { hint: 'Run mode `sync` or `deploy` to restore what the manifest says. To keep a change, write it into the manifest first.' }
  )
}
