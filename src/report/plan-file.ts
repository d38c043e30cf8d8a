import { PLAN_FILE_VERSION } from './format.ts'
import type { Report, ReportChapter } from './report.ts'

const PART = 500

/**
 * A report as JSON: docs/plan-file.md. A step and a finding have a line each. The text comes in parts: that of 20,000 steps would be
 * the largest thing in memory.
 */
export function* planFile({ chapters, findings, compared, ...run }: Report): Generator<string> {
  yield `${JSON.stringify({ schema: PLAN_FILE_VERSION, ...run }).slice(0, -1)},\n"findings": [`
  yield* lines(findings)
  yield `], "compared": ${compared}, "chapters": [`
  for (const [index, chapter] of chapters.entries()) {
    yield index === 0 ? '\n' : ',\n'
    yield* chapterText(chapter)
  }
  yield '\n] }\n'
}

function* chapterText({ steps, findings, ...about }: ReportChapter): Generator<string> {
  const facts = JSON.stringify(about).slice(1, -1)
  yield `{ ${facts === '' ? '' : `${facts}, `}"steps": [`
  yield* lines(steps)
  yield '], "findings": ['
  yield* lines(findings)
  yield '] }'
}

function* lines(all: Iterable<object>): Generator<string> {
  let part: string[] = []
  let isFirst = true
  for (const one of all) {
    part.push(`${isFirst ? '' : ','}\n${JSON.stringify(one)}`)
    isFirst = false
    if (part.length < PART) continue
    yield part.join('')
    part = []
  }
  if (part.length > 0) yield part.join('')
}
