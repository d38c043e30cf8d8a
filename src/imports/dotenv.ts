import type { ImportCollector } from './collector.ts'
import { takeJson } from './env-lines.ts'

/** A variable of Airflow's environment, with its team if it is for one team only. */
const OURS = /^AIRFLOW_(CONN|VAR)_(?:_([a-zA-Z0-9-]+)___)?(.+)$/

export const isForAirflow = (name: string): boolean => /^AIRFLOW_(CONN|VAR)_/.test(name)

/**
 * `AIRFLOW_CONN_…` and `AIRFLOW_VAR_…` of an environment file. Airflow looks them up in capitals, so the file does not say how a
 * DAG spells the name: it becomes lower case. Everything else in the file is counted and ignored.
 */
export function readEnvironment(collector: ImportCollector, text: string): void {
  let others = 0
  for (const { name, value, line, remark } of assignments(text, (at, message) => collector.problem(at, message))) {
    const [, kind, team, rest] = OURS.exec(name) ?? []
    if (kind === undefined || rest === undefined) {
      others++
      continue
    }
    if (remark !== undefined) collector.warn(line, `${name} ${remark}`)
    if (name !== name.toUpperCase() && team === undefined)
      collector.warn(
        line,
        `${name} is not in capitals, so Airflow never finds it in the environment; this action imports it anyway`
      )
    if (team !== undefined)
      collector.problem(line, `${name} is for team ${team} only, and this action does not support secrets of teams; remove it`)
    else if (kind === 'VAR') collector.variable(rest.toLowerCase(), line, value)
    else takeConnection(collector, rest.toLowerCase(), line, value)
  }
  if (others > 0)
    collector.warn(
      1,
      others === 1
        ? 'one variable that is neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… is ignored'
        : `${others} variables that are neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… are ignored`
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

/**
 * `[export] NAME=value`: without quotes up to the end of the line or ` #`, in `'…'` as it is, in `"…"` with escapes such as `\n`
 * and `\"`.
 */
function assignments(text: string, refuse: (line: number, message: string) => void): Assignment[] {
  const found: Assignment[] = []
  const pattern =
    /^[^\S\n]*(?:(?:#.*)?|(?:export\s+)?([A-Za-z_][\w.-]*)[^\S\n]*=[^\S\n]*(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^'"\n].*)?)[^\S\n]*(?:#.*)?)$/gm
  const whole = text.replaceAll('\r\n', '\n')
  let line = 1
  let done = 0
  for (const match of whole.matchAll(pattern)) {
    const skipped = whole.slice(done, match.index)
    line += complain(skipped, line, refuse)
    const [all, name, single, double, bare = ''] = match
    if (name !== undefined) found.push({ name, line, ...read(single, double, bare) })
    line += all.split('\n').length - 1
    done = match.index + all.length
  }
  complain(whole.slice(done), line, refuse)
  return found
}

/** Returns the number of line ends in text between assignments, and refuses its first line that is not blank. */
function complain(text: string, line: number, refuse: (line: number, message: string) => void): number {
  const parts = text.split('\n')
  const wrong = parts.findIndex(part => part.trim() !== '')
  if (wrong >= 0) refuse(line + wrong, 'is not NAME=value, or has an unclosed quote; write NAME="value"')
  return parts.length - 1
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function read(single: string | undefined, double: string | undefined, bare: string): Pick<Assignment, 'value' | 'remark'> {
  if (single !== undefined) return { value: single }
  const value =
    double === undefined
      ? bare.replace(/\s+#.*$/, '').trim()
      : double.replace(/\\([\s\S])/g, (whole, letter: string) => ESCAPES[letter] ?? ('"\\$`'.includes(letter) ? letter : whole))
  const remark =
    double === undefined && /\s#/.test(bare)
      ? 'has a # after a space, which this action reads as a comment and some programs as part of the value; put the value in quotes'
      : /(?<!\\)\$[\w{]/.test(double ?? bare)
        ? 'has a $ before a name, which docker compose replaces with that variable and this action does not; put the value in single quotes'
        : undefined
  return { value, ...(remark !== undefined && { remark }) }
}
