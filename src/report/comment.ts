import { countsOf, hasNews } from './counts.ts'
import { answerOf } from './headline.ts'
import type { Limit } from './page.ts'
import type { Report } from './report.ts'
import { renderPage } from './summary.ts'

/** GitHub takes 65,536 characters of a comment. */
export const COMMENT: Limit = {
  bytes: 60_000,
  rest: 'The job summary of this run has more, and its plan file (output `plan-file`) everything.'
}

/** What a comment or an issue begins with, which nobody sees: one for each manifest and Deployment. */
export const markerOf = ({ manifest = '', deployment = '' }: Report, about = ''): string =>
  `<!-- astro-vault-action ${about}manifest=${encodeURIComponent(manifest)} deployment=${encodeURIComponent(deployment)} -->`

/** The comment about a run. `isNews`: whether it is worth a comment where there is none yet. */
export function commentOf(report: Report): { readonly body: string; readonly isNews: boolean } {
  const marker = markerOf(report)
  if (isQuiet(report)) return { body: `${marker}\nVault secrets backend: ${answerOf(report)}.\n`, isNews: false }
  return { body: `${marker}\n${renderPage(report, COMMENT)}`, isNews: true }
}

/** Whether a reviewer has nothing to look at. */
function isQuiet(report: Report): boolean {
  const findings = report.chapters.flatMap(chapter => chapter.findings)
  if (findings.some(({ severity, topic }) => severity !== 'note' || topic === 'not-defined')) return false
  if (report.outcome === 'failed') return false
  // Of what was compared with nothing, nobody knows.
  return report.compared ? !hasNews(countsOf(report)) : report.base?.changes.length === 0
}
