import { counted } from '../base/counted.ts'
import type { Finding, Place } from '../base/finding.ts'
import { accomplished } from '../plan/describe.ts'
import type { Tell } from '../plan/event.ts'
import { conflictsOf, join } from '../plan/plan.ts'
import { isSecretStep } from '../plan/step.ts'
import { changes } from './journal.ts'
import { lineOf, renderPlan, warningsIn } from './render.ts'

/** Where lines go: the log of a step, or a terminal. */
export interface Lines {
  info(line: string): void
  /** `place` is where the annotation is shown. */
  warning(message: string, place?: Place): void
  group(heading: string, lines: readonly string[]): void
  /** A line that a child process prints, as it is. */
  output(line: string): void
}

/** Writes what a run reports, as it happens. */
export const logTo =
  (lines: Lines): Tell =>
  event => {
    switch (event.kind) {
      case 'planned': {
        const plan = join(event.chapters.map(({ plan }) => plan))
        for (const { heading, lines: about } of renderPlan(plan)) lines.group(heading, about)
        for (const warning of warningsIn(plan)) lines.warning(warning)
        // Why a plan is not carried out follows as the error of the run.
        if (!plan.steps.some(changes) && conflictsOf(plan).length === 0)
          lines.info(event.compared ? 'Nothing to change.' : 'Nothing was compared.')
        return
      }
      case 'done':
        // Secrets are counted together: a log of 20,000 lines helps nobody.
        if (event.outcome === 'done' && !isSecretStep(event.step)) lines.info(accomplished(event.step))
        return
      case 'progress':
        return event.done > 0 ? lines.info(`✓ ${event.action} ${event.done} of ${counted(event.of, event.noun)}`) : undefined
      case 'waiting':
        return lines.info(event.message)
      case 'found':
        return tell(event.finding, lines)
      case 'output':
        return lines.output(event.line)
      case 'begun':
      case 'compared':
      case 'ended':
      case 'target':
      case 'replanned':
      case 'started':
      case 'failed':
        return
    }
  }

function tell(finding: Finding, lines: Lines): void {
  if (finding.severity === 'note') lines.info(lineOf(finding))
  else lines.warning(lineOf(finding), finding.place)
}
