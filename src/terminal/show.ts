import { dump } from 'js-yaml'
import type { Connection } from '../airflow/connection.ts'
import { parseJsonConnection } from '../airflow/connection-json.ts'
import { definedBy } from '../airflow/names.ts'
import { parseUri } from '../airflow/uri.ts'
import { placeText } from '../base/finding.ts'
import type { ImportedDefinition } from '../imports/collector.ts'
import { type Entry, pathOf } from '../manifest/entries.ts'
import type { ConnectionEntry, Manifest, Value } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import { constantFor } from '../manifest/source.ts'
import { leafSource } from '../sources/schema.ts'
import { writtenFrom } from '../sources/written.ts'

/**
 * The variables and connections of a scope, one per line: path in Vault, place in the manifest, and the value if it is a
 * constant, otherwise its sources as written. An imported value is only marked as such. Constant passwords, and what Airflow
 * would hide of an `extra`, are `***`.
 */
export function listOf(
  manifest: Manifest,
  scope: Scope,
  entries: readonly Entry[],
  imported: readonly ImportedDefinition[] = []
): string {
  const rows = entries.map((entry): readonly string[] => {
    const { place } = manifest.findingAt(entry.at, '')
    return [
      `${scope.mount}/${pathOf(scope, entry)}`,
      place === undefined ? '' : placeText(place),
      oneLine(shown(entry, scope.deployment))
    ]
  })
  rows.push(...imported.map(one => [`${scope.mount}/${pathOf(scope, one)}`, placeText(one.at), 'imported']))
  rows.push(
    ...manifest.patterns.map(({ kind, text, at }) => {
      const { place } = manifest.findingAt(at, '')
      const { name = '' } = definedBy(text) ?? {}
      return [
        `${scope.mount}/${pathOf(scope, { kind, name })}`,
        place === undefined ? '' : placeText(place),
        oneLine({ env: text })
      ]
    })
  )
  const [paths, places] = [0, 1].map(column => Math.max(0, ...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(([path = '', place = '', value]) => `${path.padEnd(paths ?? 0)}  ${place.padEnd(places ?? 0)}  ${value}\n`)
    .join('')
}

/** As YAML in a list on one line, which never takes a second one. */
const oneLine = (value: unknown) => dump([value], { flowLevel: 0, lineWidth: -1 }).trim().slice(1, -1)

const shown = (entry: Entry, deployment: string | undefined): unknown =>
  entry.kind === 'variable' ? written(entry.value, deployment) : connection(entry.connection, deployment)

function connection(entry: ConnectionEntry, deployment: string | undefined): unknown {
  if (entry.form === 'fields') {
    const fields = Object.entries(entry.fields).map(([name, value]) => [name, field(name, value, deployment)])
    const description = entry.description === undefined ? {} : { description: entry.description }
    return { conn_type: entry.connType, ...Object.fromEntries(fields), ...description }
  }
  if (entry.text.kind !== 'constant') return { [`conn_${entry.form}`]: written(entry.text, deployment) }
  const text = inFull(entry.text.text, deployment)
  if (entry.form === 'json') {
    const parsed = parseJsonConnection(text)
    return 'connection' in parsed ? withoutSecrets(parsed.connection) : HIDDEN
  }
  const parsed = parseUri(text)
  return parsed.ok ? withoutSecrets(parsed.value) : HIDDEN
}

function field(name: string, value: Value, deployment: string | undefined): unknown {
  if (name === 'password' && value.kind === 'constant') return HIDDEN
  if (name === 'port' && value.kind === 'constant') return Number(value.text)
  if (name !== 'extra' || value.kind === 'source') return written(value, deployment)
  return hidden(value.kind === 'json' ? plain(value.tree) : JSON.parse(inFull(value.text, deployment) || '{}'))
}

function withoutSecrets({ connType, password, extra, ...rest }: Connection): object {
  return {
    conn_type: connType,
    ...rest,
    ...(password === undefined ? {} : { password: HIDDEN }),
    ...(extra === undefined ? {} : { extra: hidden(JSON.parse(extra || '{}')) })
  }
}

function written(value: Value, deployment: string | undefined): unknown {
  switch (value.kind) {
    case 'constant':
      return inFull(value.text, deployment)
    case 'source':
      return writtenFrom(value)
    case 'json':
      return { json: plain(value.tree) }
  }
}

/** With plain numbers, for YAML. */
const plain = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree))

/** If no Deployment is selected, `${deployment}` stays. */
const inFull = (text: string, deployment: string | undefined) => constantFor(text, deployment) ?? text

const HIDDEN = '***'

/** Keys whose values Airflow itself hides. */
const SENSITIVE = /access_token|api_?key|authorization|keyfile_dict|passphrase|passw|private_key|secret|service_account|token/i

/** Sources stay, because they are not values. */
function hidden(node: unknown, isSensitive = false): unknown {
  if (leafSource(node) !== undefined) return node
  if (Array.isArray(node)) return node.map(item => hidden(item, isSensitive))
  if (typeof node !== 'object' || node === null) return isSensitive ? HIDDEN : node
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, hidden(child, isSensitive || SENSITIVE.test(key))]))
}
