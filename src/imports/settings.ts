import { nearest } from '../base/suggestion.ts'
import type { ImportCollector } from './collector.ts'
import { type FieldNames, isEmpty, takeFields, textIn } from './fields.ts'
import { Mapping, type Pair, Plain, type Tree } from './tree.ts'

const NAMES: FieldNames = {
  conn_type: 'conn_type',
  host: 'conn_host',
  login: 'conn_login',
  password: 'conn_password',
  schema: 'conn_schema',
  port: 'conn_port',
  extra: 'conn_extra',
  uri: 'conn_uri'
}

/**
 * The astro CLI's `airflow_settings.yaml`, whose root has `airflow`. What the CLI silently leaves out is a problem here; URIs are
 * read by Airflow's rules.
 */
export function readSettings(collector: ImportCollector, root: Mapping, airflow: Pair): void {
  for (const { key, line } of root.pairs.filter(pair => pair !== airflow))
    collector.warn(line, `${key} is outside ${airflow.key}, where the astro CLI reads nothing, and is ignored`)
  if (!(airflow.value instanceof Mapping)) collector.warn(airflow.line, 'contains neither connections nor variables')
  else readLists(collector, airflow.value)
}

const LISTS = ['connections', 'variables', 'pools']

function readLists(collector: ImportCollector, lists: Mapping): void {
  for (const { key, line, value } of inLowerCase(collector, lists).pairs) {
    if (isEmpty(value)) continue
    if (!LISTS.includes(key))
      collector.problem(
        line,
        `${key} is not one of connections, variables and pools, so the astro CLI ignores it; ${renameOrRemove(key)}`
      )
    else if (!Array.isArray(value)) collector.problem(line, `${key} is not a list; begin each entry with \`- \``)
    else if (key === 'connections') for (const item of mappings(collector, line, key, value)) takeConnection(collector, item)
    else if (key === 'variables') for (const item of mappings(collector, line, key, value)) takeVariable(collector, item)
    else warnOfPools(collector, line, mappings(collector, line, key, value))
  }
}

function renameOrRemove(key: string): string {
  const meant = nearest(key, LISTS)
  return meant === undefined ? 'remove it' : `rename it to ${meant}, or remove it`
}

/** The CLI reads its own keys in any case. What is below them stays as it is. */
function inLowerCase(collector: ImportCollector, { pairs }: Mapping): Mapping {
  const lower = new Map<string, Pair>()
  for (const pair of pairs) {
    const key = pair.key.toLowerCase()
    if (lower.has(key)) collector.problem(pair.line, `${pair.key} is defined twice, in another case; remove one of them`)
    lower.set(key, { ...pair, key })
  }
  return new Mapping([...lower.values()])
}

interface Item {
  readonly fields: Mapping
  readonly line: number
}

function mappings(collector: ImportCollector, line: number, key: string, list: readonly Tree[]): Item[] {
  return list.flatMap(item => {
    if (item instanceof Mapping) {
      const fields = inLowerCase(collector, item)
      warnOfReferences(collector, fields)
      return [{ fields, line: item.pairs[0]?.line ?? line }]
    }
    if (!isEmpty(item)) collector.problem(line, `${key} contains an entry that is not a mapping`)
    return []
  })
}

/** Whoever writes `${NAME}` expects that somebody replaces it, as docker compose and shells do. */
function warnOfReferences(collector: ImportCollector, { pairs }: Mapping): void {
  for (const { key, line, value } of pairs)
    if (refersTo(value))
      collector.warn(
        line,
        `${key} refers to a variable with $, which neither the astro CLI nor this action replaces; write the value itself, or take it from { env: NAME } in the manifest`
      )
}

const refersTo = (tree: Tree): boolean => {
  if (tree instanceof Mapping) return tree.pairs.some(({ value }) => refersTo(value))
  if (Array.isArray(tree)) return tree.some(refersTo)
  return /\$\{[^}$]*\}|^\$\w+$/.test(textIn(tree) ?? '')
}

function takeConnection(collector: ImportCollector, { fields, line }: Item): void {
  const id = textIn(fields.get('conn_id'))
  if (id) {
    takeFields(collector, id, line, withoutPortZero(fields), NAMES, ['conn_id'])
    return
  }
  // `astro dev init` writes an example entry that is empty except for an extra.
  const written = fields.pairs.filter(({ key, value }) => key !== 'conn_extra' && !isEmpty(value))
  if (written.length > 0)
    collector.problem(line, 'a connection has no conn_id, so the astro CLI skips it; add one, or remove the connection')
}

/** For the CLI, 0 means no port. */
function withoutPortZero(fields: Mapping): Mapping {
  return new Mapping(fields.pairs.filter(({ key, value }) => !(key === 'conn_port' && textIn(value) === '0')))
}

function takeVariable(collector: ImportCollector, { fields, line }: Item): void {
  for (const { key, line: at } of fields.pairs) {
    if (key !== 'variable_name' && key !== 'variable_value')
      collector.problem(at, `${key} is neither variable_name nor variable_value`)
  }
  const name = textIn(fields.get('variable_name'))
  const value = fields.get('variable_value')
  if (!name) {
    if (!isEmpty(value))
      collector.problem(line, 'a variable has no variable_name, so the astro CLI skips it; add one, or remove the variable')
    return
  }
  const text = textIn(value)
  if (!text) {
    const what = isEmpty(value) ? 'has no value, so the astro CLI skips it; add one, or remove the variable' : 'must be a string'
    collector.problem(line, `variable ${name} ${what}`)
    return
  }
  if (value instanceof Plain && !/^(0|[1-9]\d{0,14})$/.test(text)) {
    collector.warn(line, `variable ${name} is not a string in YAML without quotes, and is used as written; put it in quotes`)
  }
  collector.variable(name, line, text)
}

function warnOfPools(collector: ImportCollector, line: number, pools: readonly Item[]): void {
  const named = pools.filter(({ fields }) => !isEmpty(fields.get('pool_name')))
  if (named.length > 0)
    collector.warn(
      line,
      `${named.length === 1 ? 'one pool is' : `${named.length} pools are`} ignored: Airflow keeps pools in its database, never in Vault`
    )
}
