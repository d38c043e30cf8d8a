import { createHash } from 'node:crypto'
import { countsOf, hasNews } from './counts.ts'
import { hasDifference } from './diff.ts'
import { answerOf } from './headline.ts'
import type { Limit } from './page.ts'
import type { Report } from './report.ts'
import { renderPage } from './summary.ts'

/** GitHub takes 65,536 characters of a comment. */
export const COMMENT: Limit = {
  bytes: 60_000,
  rest: 'The job summary of this run has more, and its plan file (output `plan-file`) everything.'
}

/** What a comment or an issue begins with, which nobody sees: one for each manifest, Deployment, and preview of that. */
export const markerOf = ({ manifest = '', deployment = '', preview }: Report, about = ''): string => {
  const [of, on, whose = ''] = [manifest, deployment, preview ?? ''].map(inMarker)
  return `<!-- astro-vault-action ${about}manifest=${of} deployment=${on}${preview === undefined ? '' : ` preview=${whose}`} -->`
}

/** Characters. GitHub takes some 5,000 more than a page has, and a run may be about a hundred Deployments by name. */
const LONGEST = 1_000

function inMarker(text: string): string {
  const encoded = encodeURIComponent(wellFormed(text))
  return encoded.length <= LONGEST ? encoded : `sha256:${createHash('sha256').update(encoded).digest('hex')}`
}

/**
 * The comment about a run. `remark`: what it says below the marker of its origin. `isNews`: whether it is worth a comment where there
 * is none yet.
 */
export function commentOf(report: Report, remark = ''): { readonly body: string; readonly isNews: boolean } {
  const start = [markerOf(report), ...(remark === '' ? [] : [remark, ''])].join('\n')
  if (isQuiet(report)) return { body: `${start}\nVault secrets backend: ${answerOf(report)}.\n`, isNews: false }
  return { body: wellFormed(`${start}\n${renderPage(report, COMMENT)}`), isNews: true }
}

/** Without halves of characters, which JSON can hold and no request. */
const wellFormed = (text: string): string => Buffer.from(text).toString()

/** Whether a reviewer has nothing to look at. */
function isQuiet(report: Report): boolean {
  const findings = report.chapters.flatMap(chapter => chapter.findings)
  if (findings.some(({ severity, topic }) => severity !== 'note' || topic === 'not-defined')) return false
  if (report.outcome === 'failed' || report.diffs?.some(hasDifference)) return false
  // Of what was compared with nothing, nobody knows.
  return report.compared ? !hasNews(countsOf(report)) : report.base?.changes.length === 0
}
