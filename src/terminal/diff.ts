import { structuredPatch } from 'diff'

/**
 * What a change adds to a text and takes from it, in the words of `diff -U0`, without the lines that stay: those may hold anything. A
 * missing line end at the end of a text is not shown as a change.
 */
export function diffLines(before: string, after: string): readonly string[] {
  const { hunks } = structuredPatch('', '', ended(before), ended(after), '', '', { context: 0 })
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
    ...lines.map(line => line.replace(/\r$/, ''))
  ])
}

/** The package counts from the line that would be next; `diff` names the one before. */
const range = (start: number, lines: number): string => `${lines === 0 ? start - 1 : start},${lines}`

const ended = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}${text.includes('\r\n') ? '\r\n' : '\n'}`
