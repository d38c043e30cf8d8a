import { definedBy } from '../airflow/names.ts'
import type { ImportCollector } from './collector.ts'
import { takeJson } from './env-lines.ts'

export const isForAirflow = (name: string): boolean => /^AIRFLOW_(CONN|VAR)_/.test(name)

/** `AIRFLOW_CONN_…` and `AIRFLOW_VAR_…` of an environment file, with names in lower case. Everything else is counted and ignored. */
export function readEnvironment(collector: ImportCollector, text: string): void {
  /** Their lines. */
  const others: number[] = []
  for (const { name, value, line, remark } of assignments(text, (at, message) => collector.problem(at, message))) {
    const defined = definedBy(name)
    if (defined === undefined) {
      others.push(line)
      continue
    }
    const { kind, team } = defined
    if (remark !== undefined) collector.warn(line, `${name} ${remark}`)
    if (name !== name.toUpperCase() && team === undefined)
      collector.warn(
        line,
        `${name} is not in capitals, so Airflow never finds it in the environment; this action imports it anyway`
      )
    if (team !== undefined)
      collector.problem(line, `${name} is for team ${team} only, and this action does not support secrets of teams; remove it`)
    else if (kind === 'variable') collector.variable(defined.name, line, value)
    else takeConnection(collector, defined.name, line, value)
  }
  const [first] = others
  if (first !== undefined)
    collector.warn(
      first,
      others.length === 1
        ? 'one variable that is neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… is ignored'
        : `${others.length} variables that are neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… are ignored; this is the first`
    )
}

function takeConnection(collector: ImportCollector, id: string, line: number, value: string): void {
  const text = value.trim()
  if (text.startsWith('{')) takeJson(collector, id, line, text)
  else collector.uri(id, line, value)
}

interface Assignment {
  readonly name: string
  readonly value: string
  readonly line: number
  /** How another program might read it. */
  readonly remark?: string
}

const HEAD = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*/
/** What may follow a quoted value, or be a line by itself. */
const NOTHING = /^\s*(?:#.*)?$/

/**
 * `[export] NAME=value`: without quotes up to the end of the line or ` #`, in `'…'` as it is, in `"…"` with escapes such as `\n`
 * and `\"`. Other lines are refused, adjacent ones once.
 */
export function assignments(text: string, refuse: (line: number, message: string) => void): Assignment[] {
  const found: Assignment[] = []
  const lines = text.split(/\r?\n/)
  let isRefused = false
  for (let at = 0; at < lines.length; ) {
    const one = assignmentAt(lines, at)
    if (one !== undefined) found.push({ ...one, line: at + 1 })
    const isWrong = one === undefined && !NOTHING.test(lines[at] ?? '')
    if (isWrong && !isRefused) refuse(at + 1, whyNot(lines[at] ?? ''))
    isRefused = isWrong
    at += one?.lines ?? 1
  }
  return found
}

const whyNot = (line: string): string =>
  /^\s*(export\s+)?[\w.-]+\s*=/.test(line)
    ? 'is not NAME=value, or has an unclosed quote; write NAME="value"'
    : 'is not NAME=value, and this action runs no shell; remove the line, and write what it sets as NAME="value"'

type Read = Pick<Assignment, 'value' | 'remark'>

function assignmentAt(
  lines: readonly string[],
  at: number
): (Read & { readonly name: string; readonly lines: number }) | undefined {
  const line = lines[at] ?? ''
  const [head, name] = HEAD.exec(line) ?? []
  if (head === undefined || name === undefined) return undefined
  const written = line.slice(head.length)
  if (!/^["']/.test(written)) return /^.*$/.test(written) ? { name, lines: 1, ...bare(written) } : undefined
  const quoted = quotedAt(lines, at, head.length)
  return quoted && { name, ...quoted }
}

/** A quoted value, which may span several lines. Undefined if the quote is not closed, or something follows it. */
function quotedAt(lines: readonly string[], first: number, start: number): (Read & { readonly lines: number }) | undefined {
  const quote = lines[first]?.[start] ?? ''
  const parts: string[] = []
  for (let at = first; at < lines.length; at++) {
    const text = (lines[at] ?? '').slice(at === first ? start + 1 : 0)
    const end = quote === "'" ? text.indexOf(quote) : closingOf(text)
    parts.push(end < 0 ? text : text.slice(0, end))
    if (end < 0) continue
    const value = parts.join('\n')
    return NOTHING.test(text.slice(end + 1)) ? { lines: parts.length, ...(quote === "'" ? { value } : double(value)) } : undefined
  }
  return undefined
}

/** The offset of the first `"` without a backslash before it. A backslash at the end of a line escapes the line end. */
function closingOf(text: string): number {
  for (let at = 0; at < text.length; at += text[at] === '\\' ? 2 : 1) if (text[at] === '"') return at
  return -1
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function bare(written: string): Read {
  const value = written.replace(/\s#.*/, '').trim()
  return /\s#/.test(written)
    ? {
        value,
        remark:
          'has a # after a space, which this action reads as a comment and some programs as part of the value; put the value in quotes'
      }
    : { value, ...withName(written) }
}

function double(written: string): Read {
  const value = written.replace(
    /\\([\s\S])/g,
    (whole, letter: string) => ESCAPES[letter] ?? ('"\\$`'.includes(letter) ? letter : whole)
  )
  return { value, ...withName(written) }
}

const withName = (written: string): Pick<Read, 'remark'> =>
  /(?<!\\)\$[\w{]/.test(written)
    ? {
        remark:
          'has a $ before a name, which docker compose replaces with that variable and this action does not; put the value in single quotes'
      }
    : {}
