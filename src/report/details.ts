import { shortened } from '../base/visible.ts'
import { wordOf } from './counts.ts'
import { code, prose } from './markdown.ts'
import type { Report, ReportStep } from './report.ts'

/** Longer texts of others are cut: what is masked is out of them already. */
const LONGEST = 500

/** What changes and why, for one cell of a table. */
export function detailsOf(step: ReportStep): string {
  switch (step.kind) {
    case 'secret':
      return secret(step)
    case 'policy':
    case 'narrow':
      return listed(step, grants(step))
    case 'role':
      return listed(step, fields(step))
    default:
      return reasonOf(step)
  }
}

type EntryChange = NonNullable<Report['base']>['changes'][number]

/** Key by key: `host` from one text to another, as far as the manifest spells them out. */
export function keysOf({ change, keys, samePassword }: EntryChange): string {
  const all = keys.map(({ key, was, becomes }) => {
    if (was === undefined && becomes === undefined) return code(key)
    return `${code(key)} ${change === 'added' ? '' : `${textOf(was)} → `}${textOf(becomes)}`
  })
  return `${all.join(', ') || 'from its source'}${samePassword ? ' (password unchanged)' : ''}`
}

const textOf = (text: string | null | undefined): string =>
  text === undefined ? 'not shown' : text === null ? 'not set' : code(text || "''")

type Of<K extends ReportStep['kind'], S = ReportStep> = S extends { kind: infer T } ? (K extends T ? S : never) : never

const reasonOf = ({ reason }: { readonly reason: string }): string => prose(shortened(reason, LONGEST))
const listed = (step: ReportStep, details: readonly string[]): string => [reasonOf(step), ...details].join('; ')

function secret(step: Of<'secret'>): string {
  const { before, after } = step
  const constants = Object.entries(after.constants ?? {}).map(([key, text]) => `${code(key)} → ${code(text)}`)
  const others = (after.keys ?? []).filter(key => after.constants?.[key] === undefined).map(key => code(key))
  const word = wordOf(step)
  // What somebody has deleted is written again as it was.
  const keys = word === 'drifted' && before.state === 'absent' ? '' : [...constants, ...others].join(', ')
  if (word === 'changed' && keys !== '') return keys
  if (word === 'added') return keys === '' ? reasonOf(step) : keys
  const since = before.since === undefined ? '' : `, at ${time(before.since)}`
  return `${reasonOf(step)}${since}${keys === '' ? '' : `; ${keys}`}`
}

/** `2026-11-20 12:00 UTC` */
const time = (since: string): string => prose(since.replace(/^(\S{10})T(\S{5}).*$/, '$1 $2 UTC'))

/** Path by path: `+read`, `−list`. */
function grants({ before, after }: Of<'policy' | 'narrow'>): string[] {
  const was = before?.grants ?? {}
  if (was === 'unknown' || after.grants === 'unknown') return []
  const paths = [...new Set([...Object.keys(was), ...Object.keys(after.grants)])]
  const becomes = after.grants
  return paths.flatMap(path => {
    const [old, now] = [was[path] ?? [], becomes[path] ?? []]
    const changes = [
      ...now.filter(one => !old.includes(one)).map(one => `+${one}`),
      ...old.filter(one => !now.includes(one)).map(one => `−${one}`)
    ]
    return changes.length === 0 ? [] : [code(`${path} ${changes.join(' ')}`)]
  })
}

const shown = (value: unknown): string => code([value].flat().join(', ') || '(none)')

function fields({ before, after }: Of<'role'>): string[] {
  const settings = Object.entries(after.fields).map(([name, value]) => {
    const was = before?.fields[name]
    return `${code(name)} ${was === undefined ? '' : `${shown(was)} → `}${shown(value)}`
  })
  return [...settings, ...Object.keys(after.login).map(name => `${code(name)} changes`)]
}
