import { WholeFloat } from '../airflow/float.ts'
import { hasSecretName, holdsSecret } from '../imports/secrecy.ts'
import type { Entry } from '../manifest/entries.ts'
import type { ConnectionEntry, Value } from '../manifest/manifest.ts'
import { constantFor } from '../manifest/source.ts'

/** More of a text than this says nothing more to a reader. */
const SHOWN = 120

/**
 * What the manifest itself spells out of an entry, by the same keys as `differingKeys` has: `host`, `extra.sslmode`, `value`,
 * `value.retries`. Long texts are cut. A password is none of it, and nothing that looks like one: people write secrets into files.
 */
export function constantsOf(entry: Entry, deployment: string | undefined): Readonly<Record<string, string>> {
  const spelled = entry.kind === 'variable' ? inValue('value', entry.value) : inConnection(entry.connection)
  const shown = spelled.flatMap(([key, raw]) => {
    const text = constantFor(raw, deployment)
    const name = key === 'value' ? entry.name : key
    return text === undefined || text === '' || hasSecretName(name) || holdsSecret(text) ? [] : [[key, short(text)]]
  })
  return Object.fromEntries(shown)
}

type Spelled = readonly (readonly [key: string, text: string])[]

function inConnection(connection: ConnectionEntry): Spelled {
  if (connection.form !== 'fields') return []
  const { password: _, extra, ...fields } = connection.fields
  return [
    ['conn_type', connection.connType],
    ...Object.entries(fields).flatMap(([name, value]) => (value.kind === 'constant' ? [[name, value.text] as const] : [])),
    ...(extra?.kind === 'json' ? inValue('extra', extra) : []),
    ...(connection.description === undefined ? [] : [['description', connection.description] as const])
  ]
}

/** Keys at the top of a structure, as far as they hold no structure themselves. */
function inValue(at: string, value: Value): Spelled {
  if (value.kind === 'constant') return [[at, value.text]]
  if (value.kind === 'source' || !isMapping(value.tree)) return []
  return Object.entries(value.tree).flatMap(([key, leaf]) => {
    const text = leaf instanceof WholeFloat ? leaf.value : leaf
    // `$env: NAME` and the like are sources.
    const isSpelled = ['string', 'number', 'boolean'].includes(typeof text) && !key.startsWith('$')
    return isSpelled ? [[`${at}.${key}`, String(text)] as const] : []
  })
}

const isMapping = (tree: unknown): tree is object => typeof tree === 'object' && tree !== null && !Array.isArray(tree)

/** Never half of a character. */
const short = (text: string): string =>
  text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`
