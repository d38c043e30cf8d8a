import { ownersIn } from '../plan/event.ts'
import { isBookkeeping } from './counts.ts'
import { changes } from './journal.ts'
import type { Report, ReportStep } from './report.ts'

/**
 * GitHub counts two bytes for each character, and takes 1 MiB of outputs of a job: three of these leave room for those of other
 * steps.
 */
const LONGEST = 100_000

/** Outputs that are JSON, and a sentence about each that had to be cut. */
export interface JsonOutputs {
  readonly values: Readonly<Record<'versions' | 'changes' | 'drift', string>>
  readonly cut: readonly string[]
}

/**
 * `versions`: path of each secret that was written → its version. `changes`: ids of the steps that were done, in mode `plan` of those
 * that would be; `drift`: of those that restore what somebody has changed or deleted, and whom else that concerns. Each step is
 * after the name of its Deployment if there are several. What does not fit is left out, entry by entry, so that each stays valid JSON.
 * Where Vault was not read, nobody knows the last two, and they are empty.
 */
export function jsonOutputs(report: Report): JsonOutputs {
  const versions: [string, number][] = []
  const changed: string[] = []
  const drifted: string[] = []
  const owner = ownersIn(report.chapters)
  for (const chapter of report.chapters) {
    const { steps, findings } = chapter
    const whose = owner(chapter)
    for (const step of steps) {
      const id = whose === undefined ? step.id : `${whose}: ${step.id}`
      if (step.drift) drifted.push(id)
      if (!isNews(step, report)) continue
      changed.push(id)
      if (step.kind === 'secret' && step.outcome === 'done') versions.push([step.target, step.after.version])
    }
    for (const { topic, subject = '' } of findings) if (topic === 'drift') drifted.push(subject)
  }
  const cut: string[] = []
  const fitting = <T>(name: string, all: readonly T[]): readonly T[] => {
    const some = upTo(LONGEST, all)
    if (some.length < all.length)
      cut.push(`output ${name} has ${some.length} of ${all.length} entries; the plan file has them all`)
    return some
  }
  return {
    values: {
      versions: JSON.stringify(Object.fromEntries(fitting('versions', versions))),
      changes: report.compared ? JSON.stringify(fitting('changes', changed)) : '',
      drift: report.compared ? JSON.stringify(fitting('drift', drifted)) : ''
    },
    cut
  }
}

/** As many from the beginning as have room. */
function upTo<T>(limit: number, all: readonly T[]): readonly T[] {
  let size = 2
  for (const [index, one] of all.entries()) {
    size += JSON.stringify(one).length + 1
    if (size > limit) return all.slice(0, index)
  }
  return all
}

/** What people call a change: no bookkeeping, no proof. */
const isNews = (step: ReportStep, { mode }: Report): boolean =>
  changes(step) && !isBookkeeping(step) && (mode === 'plan' || step.outcome === 'done')
