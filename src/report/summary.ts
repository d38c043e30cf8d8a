import { explained, type Finding, placeText } from '../base/finding.ts'
import { shortened } from '../base/visible.ts'
import { SUBJECTS } from '../plan/describe.ts'
import { isBookkeeping, wordOf } from './counts.ts'
import { detailsOf, keysOf } from './details.ts'
import { diffBlocks } from './diff.ts'
import { answerOf, factsOf } from './headline.ts'
import { changes } from './journal.ts'
import { named, prose } from './markdown.ts'
import { type Block, cutTo, type Limit, whole } from './page.ts'
import type { Report, ReportStep } from './report.ts'
import { table } from './table.ts'

/** GitHub takes 1,024 KiB of summary for a step and drops all of it beyond that. */
export const SUMMARY: Limit = { bytes: 900 * 1024, rest: 'The plan file (output `plan-file`) has everything.' }

const LINES = 200
const LONGEST = 2_000

/** A page of GitHub about a run: the answer, then the secrets, then everything else. It is the job summary, and the comment. */
export function renderPage(report: Report, limit: Limit): string {
  const findings = report.chapters.flatMap(chapter => chapter.findings)
  const about = (severity: Finding['severity']) =>
    findings.filter(finding => finding.severity === severity && finding.topic !== 'not-defined')
  return cutTo(
    [
      whole([`## Vault secrets backend: ${answerOf(report)}`, '', factsOf(report)]),
      ...failure(report),
      ...deployments(report),
      ...manifestChanges(report, findings),
      ...(report.diffs ?? []).flatMap(diffBlocks),
      ...secrets(report),
      ...SUBJECTS.filter(subject => subject !== 'Secrets').flatMap(subject => others(subject, report)),
      ...undefinedNames(findings.filter(({ topic }) => topic === 'not-defined')),
      ...findingsTable('Warning', about('warning')),
      ...findingsTable('Note', about('note'))
    ],
    limit
  )
}

function failure({ outcome, findings }: Report): Block[] {
  if (outcome !== 'failed') return []
  const lines = findings.flatMap(finding => explained(finding).split('\n'))
  const shown = lines.slice(0, LINES).map(line => `> ${prose(shortened(line, LONGEST).trim())}  `)
  const before = ['', '> [!CAUTION]']
  return [{ title: 'why it failed', before, lines: shown, after: [], more: Math.max(0, lines.length - LINES) }]
}

/** The steps of all chapters. */
function* stepsOf({ chapters }: Report): Generator<ReportStep> {
  for (const { steps } of chapters) yield* steps
}

const targetsOf = ({ chapters }: Report) => chapters.flatMap(({ target }) => target ?? [])

/** What came of each Deployment of several, or would. */
function deployments(report: Report): Block[] {
  if (targetsOf(report).length < 2) return []
  const rows = report.chapters.flatMap(({ target, outcome, steps }) => {
    if (target === undefined) return []
    return [
      () => {
        const made = [...steps].filter(step => changes(step) && (report.mode === 'plan' || step.outcome === 'done'))
        const what = [...new Set(made.filter(step => !isBookkeeping(step)).map(({ action, target }) => `${action} ${target}`))]
        const shown = what.length === 0 ? 'nothing to change' : what.map(prose).join(', ')
        return [named(target.key ?? target.name), ...(report.mode === 'plan' ? [] : [outcome ?? '']), shown]
      }
    ]
  })
  return table('Deployments', ['Deployment', ...outcomeHeader(report), 'What'], rows)
}

/** What git knows of a pull request. Of a name that goes, whether somebody still asks for it. */
function manifestChanges({ base }: Report, findings: readonly Finding[]): Block[] {
  if (base === undefined) return []
  const asked = (name: string) =>
    name.startsWith('deployments.')
      ? 'the manifest no longer has it'
      : (findings.find(({ subject, topic }) => subject === name && topic === 'not-defined')?.message ??
        'no DAG is known to ask for it')
  const rows = base.changes.map(change => () => [
    named(change.name),
    `${change.change}: ${change.change === 'removed' ? prose(asked(change.name)) : keysOf(change)}`
  ])
  return table('Manifest', ['Name', 'Change'], rows)
}

function secrets(report: Report): Block[] {
  const rows: (() => readonly string[])[] = []
  for (const step of stepsOf(report)) {
    const word = wordOf(step)
    if (word !== undefined) rows.push(() => [named(step.target), `${word}: ${detailsOf(step)}`, ...outcome(report, step)])
  }
  return table('Secrets', ['Secret', 'Change', ...outcomeHeader(report)], rows)
}

function others(subject: (typeof SUBJECTS)[number], report: Report): Block[] {
  const rows: (() => readonly string[])[] = []
  const isOneOfMany = targetsOf(report).length > 1
  for (const { target, steps } of report.chapters) {
    const whose = isOneOfMany && target !== undefined ? `${named(target.key ?? target.name)}: ` : ''
    for (const step of steps)
      if (step.subject === subject && !isBookkeeping(step) && !(report.mode === 'plan' && !changes(step)))
        rows.push(() => [`${whose}${prose(step.action)} ${named(step.target)}`, detailsOf(step), ...outcome(report, step)])
  }
  return table(subject, ['What', 'Why', ...outcomeHeader(report)], rows)
}

const outcomeHeader = ({ mode }: Report): string[] => (mode === 'plan' ? [] : ['Outcome'])

function outcome({ mode, outcome: ended }: Report, { outcome: came }: ReportStep): string[] {
  if (mode === 'plan') return []
  if (came !== undefined) return [came === 'left-alone' ? 'left alone' : came]
  return [ended === 'succeeded' ? 'left alone' : 'not done']
}

const undefinedNames = (found: readonly Finding[]): Block[] =>
  table(
    'Asked for by DAGs, and not in the manifest',
    ['Name', 'Where'],
    found.map(({ subject = '', message, place }) => () => [
      named(subject),
      prose(place === undefined ? message : placeText(place))
    ])
  )

const findingsTable = (word: 'Warning' | 'Note', found: readonly Finding[]): Block[] =>
  table(
    `${word}s`,
    ['About', word],
    found.map(({ subject = '', message, hint }) => () => [
      named(subject),
      prose(shortened([message, hint].filter(Boolean).join('. '), LONGEST))
    ])
  )
