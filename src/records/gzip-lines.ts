import { gunzipSync, gzipSync } from 'node:zlib'
import { OWN_FOLDER } from '../vault/paths.ts'

/** Thousands of entries as one text: a line each, its parts separated by tabs; gzipped, in base64. */

/**
 * Source of a regular expression for the path of a secret below the mount, before a tab: any folder that a manifest can name,
 * then any name of a variable or connection. It passes over a line once.
 */
export const SECRET_PATH = String.raw`(?!${OWN_FOLDER}/)(?![^\t]*\.\.)\w[\w.-]*/\w[\w.-]*(?:/(?!\.[/\t])[\w.-]+)*`

/** Longer than a folder and a name can be together. */
const LONGEST_LINE = 1_024

export const zipped = (lines: readonly string[]): string => gzipSync(lines.join('\n')).toString('base64')

/**
 * The lines of such a text, each split by `rule`. Throws for any other text, for a line that does not match the rule, and for more
 * than `most` bytes: a few kilobytes may expand to gigabytes.
 */
export function unzipped(text: string, rule: RegExp, most: number): RegExpExecArray[] {
  const content = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: most })
  if (content.length === 0) return []
  return content
    .toString()
    .split('\n')
    .map(line => partsOf(line, rule))
}

function partsOf(line: string, rule: RegExp): RegExpExecArray {
  const parts = line.length > LONGEST_LINE ? null : rule.exec(line)
  if (parts === null) throw new RangeError('a line of a record does not match its rule')
  return parts
}
