import { describe, SUBJECTS, sentence } from '../plan/describe.ts'
import type { Note, Step } from '../plan/step.ts'

/** A log of 20,000 lines helps nobody; the plan file has them all. */
const LINES_A_SUBJECT = 200

/** The plan as groups of log lines; notes that many things share are counted. */
export function renderPlan({
  steps,
  notes
}: {
  steps: readonly Step[]
  notes: readonly Note[]
}): { heading: string; lines: readonly string[] }[] {
  const groups = SUBJECTS.map(subject => ({
    heading: subject as string,
    lines: steps.filter(step => describe(step).subject === subject).map(sentence)
  }))
  groups.push({ heading: 'Notes', lines: notes.map(({ subject, text }) => `${subject}: ${text}`) })
  return groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => ({ heading: `${heading} (${lines.length})`, lines: bounded(lines, LINES_A_SUBJECT) }))
}

/** The first `most` lines, and a last one that counts the others. */
export function bounded(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more`]
}
