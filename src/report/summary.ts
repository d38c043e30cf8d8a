import { markdownTable } from 'markdown-table'
import { counted } from '../base/counted.ts'
import { explained, type Finding } from '../base/finding.ts'
import { describe, SUBJECTS } from '../plan/describe.ts'
import type { Outcome } from '../plan/event.ts'
import type { Step } from '../plan/step.ts'
import { changes, type Journal } from './journal.ts'
import { code, prose } from './markdown.ts'

/** GitHub takes 1,024 KiB of summary for a step and drops all of it beyond that. */
export const LARGEST_SUMMARY = 900 * 1024
const ROWS = 200
/** Longer tables are folded away. */
const OPEN_ROWS = 12

/** The job summary in Markdown: what the run did (or would do), one table a subject, and what went wrong. */
export function renderSummary(journal: Journal): string {
  const head = [`## Vault secrets backend: ${verdict(journal)}`, '', facts(journal)]
  if (journal.failure !== undefined)
    head.push(
      '',
      '> [!CAUTION]',
      ...journal.failure
        .map(explained)
        .join('\n')
        .split('\n')
        .slice(0, ROWS)
        .map(line => `> ${prose(line.slice(0, 2_000).trim())}  `)
    )
  const { planned, outcomes } = journal
  const tables = SUBJECTS.flatMap(subject => {
    const steps = planned.filter(step => describe(step).subject === subject)
    return steps.length === 0 ? [] : ['', ...table(subject, steps, step => outcome(journal, outcomes.get(step)))]
  })
  const findings = (['warning', 'note'] as const).flatMap(severity => {
    const found = journal.findings.filter(finding => finding.severity === severity)
    return found.length === 0 ? [] : ['', ...findingsTable(severity, found)]
  })
  return cut([...head, ...tables, ...findings, ''].join('\n'))
}

function verdict(journal: Journal): string {
  if (journal.failure !== undefined) return 'failed'
  const count = (journal.mode === 'plan' ? journal.planned : journal.done).filter(changes).length
  const verb = journal.mode === 'plan' ? 'to make' : 'made'
  if (!journal.compared) return 'nothing was compared'
  return count === 0 ? 'nothing to change' : `${count} ${count === 1 ? 'change' : 'changes'} ${verb}`
}

function facts(journal: Journal): string {
  const parts = journal.mode === undefined ? [] : [`Mode **${journal.mode}**`]
  for (const { id, name } of journal.targets) parts.push(`Deployment **${prose(name)}** (${code(id)})`)
  if (journal.mode === 'sync' || journal.mode === 'deploy')
    parts.push(`${counted(journal.secretsWritten, 'secret')} written`, journal.deployed ? 'deployed' : 'not deployed')
  for (const { credential } of journal.targets) if (credential !== undefined) parts.push(`credential ${code(credential)}`)
  return parts.join(' · ')
}

function outcome({ mode, failure }: Journal, came: Outcome | 'failed' | undefined): string {
  if (mode === 'plan') return 'planned'
  if (came !== undefined) return came === 'left-alone' ? 'left alone' : came
  return failure === undefined ? 'left alone' : 'not done'
}

function table(subject: string, steps: readonly Step[], outcomeOf: (step: Step) => string): string[] {
  const rows = steps.slice(0, ROWS).map(step => {
    const { action, target } = describe(step)
    return [prose(action), named(target), prose(step.reason), outcomeOf(step)]
  })
  return folded(`${subject}: ${steps.length}`, ['What', 'Name', 'Why', 'Outcome'], rows, steps.length)
}

function findingsTable(severity: 'warning' | 'note', found: readonly Finding[]): string[] {
  const rows = found
    .slice(0, ROWS)
    .map(({ subject = '', message, hint }) => [named(subject), prose([message, hint].filter(Boolean).join('. '))])
  const word = severity === 'warning' ? 'Warning' : 'Note'
  return folded(`${word}s: ${found.length}`, ['About', word], rows, found.length)
}

function folded(title: string, header: readonly string[], rows: readonly (readonly string[])[], total: number): string[] {
  const lines = [
    '',
    markdownTable([header as string[], ...(rows as string[][])]),
    ...(total > rows.length ? ['', `… and ${total - rows.length} more`] : []),
    ''
  ]
  return rows.length > OPEN_ROWS
    ? [`<details><summary><b>${title}</b></summary>`, ...lines, '</details>']
    : [`### ${title}`, ...lines]
}

/** Names of things are set as code, words are not. */
const named = (target: string) => (target.includes(' ') ? prose(target) : code(target))

function cut(text: string): string {
  if (Buffer.byteLength(text) <= LARGEST_SUMMARY) return text
  return `${Buffer.from(text)
    .subarray(0, LARGEST_SUMMARY - 200)
    .toString()}\n\n… cut here: GitHub shows no more\n`
}
