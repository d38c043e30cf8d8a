import { isDeepStrictEqual } from 'node:util'
import { asAirflowReads, type Connection } from '../../airflow/connection.ts'
import { parseJsonConnection } from '../../airflow/connection-json.ts'
import { parseWithFloats } from '../../airflow/float.ts'
import { depthProblem, isObject } from '../../airflow/json.ts'
import { parseUri } from '../../airflow/uri.ts'
import type { KvData } from '../../vault/port.ts'

/** Airflow's own name of each field, in the order in which people write them. */
const FIELDS = {
  connType: 'conn_type',
  host: 'host',
  port: 'port',
  schema: 'schema',
  login: 'login',
  password: 'password'
} as const

/**
 * Which keys of a secret of Airflow differ from what is there: fields of a connection in either format, `extra.sslmode`,
 * `value.retries`. A key inside `extra` or a variable may be as secret as what it holds, so it is named only if it is in
 * `written`, the structure that the manifest itself has there; `extra` or `value` stand for all others. Undefined if that is
 * unknown.
 */
export function differingKeys(before: KvData, after: KvData, written?: unknown): readonly string[] | undefined {
  const value = after['value']
  if (typeof value === 'string') return before['value'] === value ? undefined : inside('value', before['value'], value, written)
  const [was, becomes] = [connectionIn(before), connectionIn(after)]
  if (was === undefined || becomes === undefined) return undefined
  const differing = [
    ...Object.entries(FIELDS).flatMap(([key, name]) =>
      was[key as keyof Connection] === becomes[key as keyof Connection] ? [] : name
    ),
    ...(was.extra === becomes.extra ? [] : inside('extra', was.extra ?? '{}', becomes.extra ?? '{}', written)),
    ...(before['description'] === after['description'] ? [] : ['description'])
  ]
  if (differing.length > 0) return differing
  // The same connection in other words.
  return 'conn_uri' in before || 'conn_uri' in after ? ['conn_uri'] : undefined
}

function inside(at: 'value' | 'extra', before: unknown, after: string, written: unknown): readonly string[] {
  const [was, becomes] = isObject(written) ? [objectIn(before), objectIn(after)] : []
  if (was === undefined || becomes === undefined) return [at]
  const differing = [...new Set([...was.keys(), ...becomes.keys()])].filter(
    key => !isDeepStrictEqual(was.get(key), becomes.get(key))
  )
  const named = differing.filter(key => Object.hasOwn(written as object, key)).map(key => `${at}.${key}`)
  if (named.length === 0) return [at]
  return named.length === differing.length ? named : [...named, at]
}

/** What is in Vault may be anybody's, and nested too deep to be compared. */
function objectIn(text: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof text !== 'string') return undefined
  try {
    if (!isObject(JSON.parse(text)) || depthProblem(text) !== undefined) return undefined
    return new Map(Object.entries(parseWithFloats(text) as object))
  } catch {
    return undefined
  }
}

/** The connection of a secret, in whichever format it is stored. */
function connectionIn(data: KvData): Connection | undefined {
  const uri = data['conn_uri']
  if (typeof uri === 'string') {
    const parsed = parseUri(uri)
    return parsed.ok ? asAirflowReads(parsed.value) : undefined
  }
  if (Object.values(data).some(value => typeof value === 'object')) return undefined
  const parsed = parseJsonConnection(JSON.stringify(data))
  return 'connection' in parsed ? asAirflowReads(parsed.connection) : undefined
}
