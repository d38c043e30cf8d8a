import { UserError } from '../base/errors.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Chapter } from '../plan/event.ts'
import { conflictsOf, type Plan } from '../plan/plan.ts'
import type { Step } from '../plan/step.ts'
import type { RunPorts } from './ports.ts'

/** Shows the whole plan; ends the run if there is a reason not to carry it out. */
export function show(chapters: readonly Chapter[], { tell }: Pick<RunPorts, 'tell'>, { compared = true } = {}): void {
  tell({ kind: 'planned', chapters, compared })
  const conflicts = chapters.flatMap(({ plan }) => conflictsOf(plan))
  if (conflicts.length > 0) throw new UserError(conflicts)
}

/** What the targets of one scope share. */
export const chapterOf = ({ deployment }: Scope, plan: Plan): Chapter => ({
  ...(deployment === undefined ? {} : { scope: deployment }),
  plan
})

export const stepsOf = (chapters: readonly Chapter[]): readonly Step[] => chapters.flatMap(({ plan }) => plan.steps)
