import { WholeFloat } from '../airflow/float.ts'
import { shortened } from '../base/visible.ts'
import { hasSecretName, holdsSecret } from '../imports/secrecy.ts'
import type { Entry } from '../manifest/entries.ts'
import type { Value } from '../manifest/manifest.ts'
import { constantFor, leaves } from '../manifest/source.ts'

/** More of a text than this says nothing more to a reader. */
const SHOWN = 120

/**
 * What the manifest itself spells out of an entry, by the same keys as `differingKeys` has: `host`, `extra.sslmode`, `value`,
 * `value.retries`. Long texts are cut. A password is none of it, and nothing that looks like one: people write secrets into files.
 */
export function constantsOf(entry: Entry, deployment: string | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from(spelledOut(entry, deployment), ([key, text]) => [key, short(text)]))
}

/** The same in full, for comparing. */
export function spelledOut(entry: Entry, deployment: string | undefined): ReadonlyMap<string, string> {
  const shown = Array.from(keysOf(entry)).flatMap(([key, value]): [string, string][] => {
    const text = UNSHOWN.has(key) ? undefined : textOf(value, deployment)
    const name = key === 'value' ? entry.name : key
    return text === undefined || text === '' || hasSecretName(name) || holdsSecret(text) ? [] : [[key, text]]
  })
  return new Map(shown)
}

/** A password, and texts that may have one anywhere in them. */
const UNSHOWN: ReadonlySet<string> = new Set(['password', 'conn_uri', 'conn_json', 'extra'])

/** What an entry has for each key: fields, and keys at the top of a structure. */
export function keysOf(entry: Entry): ReadonlyMap<string, Value> {
  if (entry.kind === 'variable') return new Map(inValue('value', entry.value))
  const { connection } = entry
  if (connection.form !== 'fields') return new Map([[`conn_${connection.form}`, connection.text]])
  const { extra, ...fields } = connection.fields
  return new Map<string, Value>([
    ['conn_type', constant(connection.connType)],
    ...Object.entries(fields),
    ...(extra === undefined ? [] : inValue('extra', extra)),
    ...(connection.description === undefined ? [] : [['description', constant(connection.description)] as const])
  ])
}

/** The structure that the manifest writes itself: `json` of a variable, `extra` of a connection. */
export function structureOf(entry: Entry): unknown {
  const value =
    entry.kind === 'variable' ? entry.value : entry.connection.form === 'fields' ? entry.connection.fields.extra : undefined
  return value?.kind === 'json' ? value.tree : undefined
}

const constant = (text: string): Value => ({ kind: 'constant', text })

function inValue(at: string, value: Value): [string, Value][] {
  const tree = value.kind === 'json' && isMapping(value.tree) ? value.tree : undefined
  const [source] = tree === undefined ? [] : leaves(tree)
  // `$env: NAME` at its top is one source for all of it.
  if (tree === undefined || source?.path.length === 0) return [[at, value]]
  return Object.entries(tree).map(([key, leaf]) => [`${at}.${key}`, { kind: 'json', tree: leaf }])
}

const isMapping = (tree: unknown): tree is object =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof WholeFloat)

/** Empty for what is from a source, or a structure itself. In a structure, `${deployment}` is text like any other. */
function textOf(value: Value, deployment: string | undefined): string | undefined {
  if (value.kind !== 'json') return value.kind === 'constant' ? constantFor(value.text, deployment) : ''
  const leaf = value.tree instanceof WholeFloat ? value.tree.value : value.tree
  return ['string', 'number', 'boolean'].includes(typeof leaf) ? String(leaf) : ''
}

const short = (text: string): string => shortened(text, SHOWN)
