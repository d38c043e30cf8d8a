import type { Finding } from '../base/finding.ts'
import type { Diff } from '../plan/diff/diff.ts'
import type { Chapter, Event } from '../plan/event.ts'
import type { Plan } from '../plan/plan.ts'

/**
 * The event as listeners hear it: `hide` has taken out what is masked from all that quotes a server, a program or a file. A
 * listener may then escape, cut or send it. Steps stay the same objects; what they are called is named by the user.
 */
export function masked(event: Event, hide: (text: string) => string): Event {
  const finding = ({ subject, message, hint, ...rest }: Finding): Finding => ({
    ...rest,
    ...(subject === undefined ? {} : { subject: hide(subject) }),
    message: hide(message),
    ...(hint === undefined ? {} : { hint: hide(hint) })
  })
  const shown = withFindings(event, finding)
  switch (shown.kind) {
    case 'waiting':
      return { ...shown, message: hide(shown.message) }
    case 'diff':
      return { ...shown, diffs: shown.diffs.map(one => hidden(one, hide)) }
    case 'output':
      return { ...shown, line: hide(shown.line) }
    default:
      return shown
  }
}

/** The event with every finding in it said in another way. */
export function withFindings(event: Event, finding: (one: Finding) => Finding): Event {
  const plan = (plan: Plan): Plan => ({ ...plan, findings: plan.findings.map(finding) })
  const chapter = (chapter: Chapter): Chapter => ({ ...chapter, plan: plan(chapter.plan) })
  switch (event.kind) {
    case 'ended':
    case 'result':
      return { ...event, findings: event.findings.map(finding) }
    case 'planned':
      return { ...event, chapters: event.chapters.map(chapter) }
    case 'replanned':
      return { ...event, plan: plan(event.plan) }
    case 'found':
      return { ...event, finding: finding(event.finding) }
    default:
      return event
  }
}

/** A constant may equal a secret. */
const hidden = ({ names, notes, ...diff }: Diff, hide: (text: string) => string): Diff => ({
  ...diff,
  names: names.map(({ keys, notes, ...name }) => ({
    ...name,
    keys: keys.map(({ key, first, second }) => ({
      key,
      ...(first === undefined ? {} : { first: hide(first) }),
      ...(second === undefined ? {} : { second: hide(second) })
    })),
    notes: notes.map(hide)
  })),
  notes: notes.map(hide)
})
