import { posix } from 'node:path'
import { withoutEnd } from '../base/ends.ts'
import { canHold } from './marker.ts'
import { PROVIDER } from './provider.ts'
import { parseRequirement } from './requirement.ts'

/**
 * A line that pip would reject, or that this action cannot follow. The sentence never quotes it: it may contain the password of a
 * package index.
 */
export interface UnreadLine {
  readonly file: string
  /** From 1. */
  readonly number: number
  readonly problem: string
}

/**
 * Whether an image built from these requirements contains the provider, and in which `versions` (such as `>=4.2,<5`; empty for
 * any): of several lines with markers, all that can apply. If not, `line` is the first line that may have asked for it.
 */
export type ProviderRequirement =
  | { readonly carried: true; readonly versions: readonly string[] }
  | { readonly carried: false; readonly line?: UnreadLine }

/** More than anybody has. Links that lead back can make billions. */
const FILES = 1_000

/**
 * Looks for Airflow's hashicorp provider in a requirements file and all that it includes by `-r`: by its name, with any version
 * or source, and a marker that can hold, or as an extra of `apache-airflow`. Constraints (`-c`) install nothing and are not read.
 *
 * @param read returns the text of a file, or undefined if it does not exist; the path is relative to one folder, with `/` and
 * without `./`
 * @param root where pip starts
 */
export function providerRequirement(read: (path: string) => string | undefined, root = 'requirements.txt'): ProviderRequirement {
  const seen = new Set([root])
  const versions: string[] = []
  let unread: UnreadLine | undefined
  for (const file of seen) {
    for (const { text, number } of logicalLines(read(file) ?? '')) {
      const note = (problem: string) => {
        unread ??= { file, number, problem }
      }
      const included = includedFile(text)
      if (included !== undefined) {
        const path = posix.join(posix.dirname(file), included)
        if (/^[a-z]+:/i.test(included))
          note('includes a file by URL, which this action does not read; include a file of the project')
        else if (seen.size >= FILES) note(`includes more than ${FILES} files, together with the others; include fewer`)
        else if (read(path) !== undefined) seen.add(path)
        else note(`includes ${path}, which does not exist; add the file or remove the line`)
        continue
      }
      const asked = requirementIn(text)
      if (asked === '') continue
      const requirement = parseRequirement(asked)
      if (!requirement) note('is not a requirement that pip can parse; write a name, then versions, such as name>=1.0')
      else if (carries(requirement) && canHold(requirement.marker))
        versions.push(requirement.name === PROVIDER ? requirement.versions : '')
    }
  }
  if (versions.length > 0) return { carried: true, versions }
  return { carried: false, ...(unread && { line: unread }) }
}

// The extra `all` of apache-airflow is every provider there is.
function carries({ name, extras }: { readonly name: string; readonly extras: readonly string[] }): boolean {
  return name === PROVIDER || (name === 'apache-airflow' && extras.some(extra => extra === 'hashicorp' || extra === 'all'))
}

function includedFile(text: string): string | undefined {
  const [, quoted, plain] = /^(?:-r|--requirement)[\s=]*(?:"([^"]*)"|(\S+))/.exec(text) ?? []
  return quoted ?? plain
}

/** What a line asks for, without options: a requirement ends where its own options begin (pip's `break_args_options`). */
function requirementIn(text: string): string {
  const editable = /^(?:-e|--editable)(.+)$/s.exec(text)?.[1]?.replace(/^[\s=]+/, '')
  const words = text.split(' ')
  const options = words.findIndex(word => word.startsWith('-'))
  return editable ?? words.slice(0, options < 0 ? undefined : options).join(' ')
}

/** pip's `join_lines` and `ignore_comments`: a backslash at the end joins, a comment starts a line or follows white space. */
function logicalLines(text: string): { text: string; number: number }[] {
  const lines: { text: string; number: number }[] = []
  let joined = ''
  let first = 1
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (joined === '') first = index + 1
    const isComment = /^\s*#/.test(line)
    if (line.endsWith('\\') && !isComment) {
      joined += withoutEnd(line, '\\')
      continue
    }
    lines.push({ text: `${joined}${isComment ? ` ${line}` : line}`, number: first })
    joined = ''
  }
  lines.push({ text: joined, number: first })
  return lines.map(line => ({ ...line, text: line.text.replace(/(?:^|\s)#.*/s, '').trim() })).filter(line => line.text !== '')
}
