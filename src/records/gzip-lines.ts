import { gunzipSync, gzipSync } from 'node:zlib'
import { OWN_FOLDER } from '../vault/paths.ts'

/** Thousands of entries as one text: a line each, with tabs between its parts; gzip, base64. */

/**
 * Source of a regular expression for the path of a secret below the mount, before a tab: what a folder of a manifest and the name of
 * a variable or connection can make together. It goes through a line once.
 */
export const SECRET_PATH = String.raw`(?!${OWN_FOLDER}/)(?![^\t]*\.\.)\w[\w.-]*/\w[\w.-]*(?:/(?!\.[/\t])[\w.-]+)*`

/** Longer than a folder and a name can be together. */
const LONGEST_LINE = 1_024

export const zipped = (lines: readonly string[]): string => gzipSync(lines.join('\n')).toString('base64')

/**
 * The lines of some such texts, each as `rule` takes it apart. Throws for what is no such text, for a line that is against the rule,
 * and for more than `most` bytes of all texts together: a few kilobytes may stand for gigabytes.
 */
export function unzipped(texts: readonly string[], rule: RegExp, most: number): RegExpExecArray[][] {
  let room = most
  return texts.map(text => {
    const content = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: Math.max(room, 1) })
    room -= content.length
    return content.length === 0
      ? []
      : content
          .toString()
          .split('\n')
          .map(line => partsOf(line, rule))
  })
}

function partsOf(line: string, rule: RegExp): RegExpExecArray {
  const parts = line.length > LONGEST_LINE ? null : rule.exec(line)
  if (parts === null) throw new RangeError('a line of a record is against its rule')
  return parts
}
