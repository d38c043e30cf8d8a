import type { Named } from './definition.ts'

const CONN_ID_MAX_LENGTH = 200
const VARIABLE_KEY_MAX_LENGTH = 250

/**
 * Why a connection cannot have this id, or `undefined` if it can: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}` without `..`.
 *
 * Stricter than Airflow, whose REST API and CLI accept `^[\w.-]+$` and at most 200 characters: in Python, `\w` matches any
 * letter, and two dots lead to another folder in Vault.
 */
export function connIdProblem(id: string): string | undefined {
  if (id.includes('/')) return 'contains a /, which Airflow does not allow in a connection id; use _ or - instead'
  return nameProblem(id, CONN_ID_MAX_LENGTH, 'ASCII letters, digits, _, - and .')
}

/**
 * Why a variable cannot have this key, or `undefined` if it can: like a connection id, but up to 250 characters long (the width
 * of Airflow's column), and with single `/` between parts that are more than a dot.
 */
export function variableKeyProblem(key: string): string | undefined {
  if (/^\/|\/$|\/\//.test(key))
    return 'starts or ends with a /, or has two in a row, which lead to another path; write a single / between parts'
  if (key.split('/').includes('.')) return 'has a . between slashes, which leads to another path; remove it'
  return nameProblem(key, VARIABLE_KEY_MAX_LENGTH, 'ASCII letters, digits, _, -, . and /')
}

function nameProblem(name: string, maxLength: number, allowed: string): string | undefined {
  if (name === '') return 'is empty; write a name'
  if (name.length > maxLength) return `has ${name.length} characters; use at most ${maxLength}`
  if (name.includes('..')) return 'has two dots in a row, which lead to another path; write a single one'
  const [stranger] = /[^A-Za-z0-9_./-]/u.exec(name) ?? []
  if (stranger !== undefined) return `contains ${shown(stranger)}; use only ${allowed}`
  if (!/^[A-Za-z0-9_]/.test(name)) return 'does not start with an ASCII letter, a digit or _; put one first'
  return undefined
}

function shown(character: string): string {
  const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `${character} (${code})` : `the character ${code}`
}

/** Names that are easily confused: they differ only in case, or one is a folder of others. */
export type Collision =
  | { readonly kind: 'case'; readonly names: readonly string[] }
  | { readonly kind: 'folder'; readonly folder: string; readonly inside: readonly string[] }

/**
 * All collisions among names of one kind, in the order of the names. Vault keeps such names apart, but `AIRFLOW_CONN_…` ignores
 * case, and a secret is easily overlooked when a folder of the same name is listed.
 */
export function namesThatCollide(names: readonly string[]): Collision[] {
  const all = [...new Set(names)]
  const byFolder = groups(
    all.filter(name => name.includes('/')),
    foldersOf
  )
  return [
    ...alikeButForCase(all).map(same => ({ kind: 'case', names: same }) as const),
    ...all.flatMap(folder => {
      const inside = byFolder.get(folder)
      return inside ? [{ kind: 'folder', folder, inside } as const] : []
    })
  ]
}

/** Names that differ only in case. Such names are rare, so no group is built for a single name. */
function alikeButForCase(names: readonly string[]): string[][] {
  const first = new Map<string, string>()
  const alike = new Map<string, string[]>()
  for (const name of names) {
    const key = name.toLowerCase()
    const other = first.get(key)
    if (other === undefined) first.set(key, name)
    else alike.set(key, [...(alike.get(key) ?? [other]), name])
  }
  return [...alike.values()]
}

function foldersOf(name: string): string[] {
  return [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index))
}

function groups(names: readonly string[], keysOf: (name: string) => readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const name of names) {
    for (const key of keysOf(name)) {
      const group = found.get(key)
      if (group) group.push(name)
      else found.set(key, [name])
    }
  }
  return found
}

/** The environment variable in which Airflow looks for a name. */
export const variableOf = ({ kind, name }: Named): string =>
  `AIRFLOW_${kind === 'variable' ? 'VAR' : 'CONN'}_${name.toUpperCase()}`

/** A variable of Airflow's environment, with its team if it is for one team only. */
const OF_AIRFLOW = /^AIRFLOW_(CONN|VAR)_(?:_([a-zA-Z0-9-]+)___)?(.+)$/

/**
 * What such a variable defines; undefined for any other. Airflow looks it up in capitals, so nobody knows how a DAG spells the name:
 * it becomes lower case.
 */
export function definedBy(variable: string): (Named & { readonly team?: string }) | undefined {
  const [, kind, team, rest] = OF_AIRFLOW.exec(variable) ?? []
  if (rest === undefined) return undefined
  return { kind: kind === 'VAR' ? 'variable' : 'connection', name: rest.toLowerCase(), ...(team !== undefined && { team }) }
}
