import { counted } from '../base/counted.ts'
import { type Finding, type Place, sentenceOf } from '../base/finding.ts'
import { visible } from '../base/visible.ts'
import { accomplished } from '../plan/describe.ts'
import type { Tell } from '../plan/event.ts'
import { conflictsOf, join } from '../plan/plan.ts'
import { isSecretStep } from '../plan/step.ts'
import { renderDiff } from './diff.ts'
import { changes } from './journal.ts'
import { lineOf, renderChapters, warningsIn } from './render.ts'

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
export function logTo(all: Lines): Tell {
  /** Of the targets of a run about several, by id and by key. */
  let names: ReadonlyMap<string, string> = new Map()
  return event => {
    const lines = beginning(names.get(event.target ?? ''), all)
    switch (event.kind) {
      case 'planned': {
        const { chapters } = event
        const targets = chapters.flatMap(({ target }) => target ?? [])
        if (targets.length > 1)
          names = new Map(targets.flatMap(({ id, key, name }) => [id, key ?? id].map(one => [one, key ?? name] as const)))
        const plan = join(chapters.map(({ plan }) => plan))
        for (const { heading, lines: about } of renderChapters(chapters)) lines.group(heading, about)
        for (const warning of warningsIn(plan)) lines.warning(warning)
        // Why a plan is not carried out follows as the error of the run.
        if (!plan.steps.some(changes) && conflictsOf(plan).length === 0)
          lines.info(event.compared ? 'Nothing to change.' : 'Nothing was compared.')
        return
      }
      case 'diff':
        for (const { heading, lines: about } of event.diffs.map(renderDiff)) lines.group(heading, about)
        return
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
      case 'result':
        if (event.outcome === 'failed')
          all.info(`✗ ${event.about.key ?? event.about.name}: ${event.findings.map(sentenceOf).join('; ')}`)
        return
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
}

/** The same lines, but each begins with a name: several Deployments are changed at the same time. */
function beginning(name: string | undefined, { info, warning, output, ...lines }: Lines): Lines {
  if (name === undefined) return { info, warning, output, ...lines }
  const about = `${visible(name)}: `
  return {
    ...lines,
    info: line => info(about + line),
    warning: (message, place) => warning(about + message, place),
    output: line => output(about + line)
  }
}

function tell(finding: Finding, lines: Lines): void {
  if (finding.severity === 'note') lines.info(lineOf(finding))
  else lines.warning(lineOf(finding), finding.place)
}
