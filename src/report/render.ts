import { counted } from '../base/counted.ts'
import { type Finding, sentenceOf } from '../base/finding.ts'
import { visible } from '../base/visible.ts'
import { describe, SUBJECTS, sentence } from '../plan/describe.ts'
import type { Chapter } from '../plan/event.ts'
import { join, type Plan } from '../plan/plan.ts'
import { changes } from './journal.ts'

/** A log of 20,000 lines helps nobody; the plan file has them all. */
export const LINES_A_SUBJECT = 200

/** The plan as groups of log lines; lines beyond the limit are counted. */
export function renderPlan({ steps, findings }: Plan): { heading: string; lines: readonly string[] }[] {
  const groups = SUBJECTS.map(subject => {
    const about = steps.filter(step => describe(step).subject === subject)
    return { heading: `${subject} (${about.length})`, lines: bounded(about, LINES_A_SUBJECT, sentence) }
  })
  const notes = findings.filter(({ severity }) => severity === 'note')
  const about = bounded(notes, LINES_A_SUBJECT, lineOf)
  return [...groups, { heading: `Notes (${notes.length})`, lines: about }].filter(({ lines }) => lines.length > 0)
}

/** What the targets share as one plan with the plan of the only one; of several, a group for each that would be changed. */
export function renderChapters(chapters: readonly Chapter[]): { heading: string; lines: readonly string[] }[] {
  const targets = chapters.filter(({ target }) => target !== undefined)
  if (targets.length < 2) return renderPlan(join(chapters.map(({ plan }) => plan)))
  const shared = renderPlan(join(chapters.filter(({ target }) => target === undefined).map(({ plan }) => plan)))
  const changing = targets.filter(({ plan }) => plan.steps.some(changes))
  const own = changing.map(({ target, plan }) => ({
    heading: `Deployment ${target?.key ?? target?.name} (${plan.steps.length})`,
    lines: renderPlan(plan).flatMap(({ lines }) => lines)
  }))
  const rest = targets
    .filter(chapter => !changing.includes(chapter))
    .map(({ target }) => visible(target?.key ?? target?.name ?? ''))
  const unchanged = { heading: `Nothing to change (${counted(rest.length, 'Deployment')})`, lines: rest }
  return [...shared, ...own, ...(rest.length === 0 ? [] : [unchanged])]
}

/** GitHub shows ten annotations of a step. */
const WARNINGS = 8

/** What somebody should look at, each once; the last one counts the others. */
export function warningsIn({ findings }: Pick<Plan, 'findings'>): readonly string[] {
  const lines = findings.filter(({ severity }) => severity === 'warning').map(lineOf)
  return bounded([...new Set(lines)], WARNINGS, line => line)
}

/** A finding with its hint, as one line of a log. */
export const lineOf = (finding: Finding): string =>
  finding.hint === undefined ? sentenceOf(finding) : `${sentenceOf(finding)}. ${finding.hint}`

/** One line for each of the first `most`, and a last one that counts the others. */
export function bounded<T>(all: readonly T[], most: number, line: (one: T) => string): readonly string[] {
  const lines = all.slice(0, most).map(line)
  return all.length <= most ? lines : [...lines, `… and ${all.length - most} more`]
}
