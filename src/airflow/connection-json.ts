import type { Connection } from './connection.ts'
import { parseWithFloats } from './float.ts'
import { asciiJson, exactnessProblem, isObject } from './json.ts'
import { normalizeConnType, parseUri } from './uri.ts'

/** A connection with its description, which only the format `fields` can store. */
export interface DescribedConnection {
  readonly connection: Connection
  readonly description?: string
}

const FIELDS = ['conn_type', 'host', 'login', 'password', 'schema'] as const
const TEXTS = [...FIELDS, 'description', 'uri'] as const
const KNOWN = [...TEXTS, 'port', 'extra']

/**
 * Reads a connection in the JSON that Airflow accepts in `AIRFLOW_CONN_*` and writes with `as_json`: `extra` is an object or its
 * text, `port` a number or its text (the number 0 means none), `uri` replaces all fields, and the type is spelled as in a URI or
 * as in Airflow. An unknown key or a value of the wrong type is a problem, because Airflow then drops the whole connection. Never
 * quotes a value.
 */
export function parseJsonConnection(text: string): DescribedConnection | { readonly problem: string } {
  const raw = parse(text)
  if (!isObject(raw)) return { problem: 'is not a JSON object; write {"conn_type": "postgres", …} with double quotes' }
  const stray = Object.keys(raw).find(key => !KNOWN.includes(key))
  if (stray !== undefined)
    return { problem: `has the key ${asciiJson(stray)}, which Airflow does not know; valid keys are ${KNOWN.join(', ')}` }
  const wrong = TEXTS.find(key => raw[key] !== undefined && raw[key] !== null && typeof raw[key] !== 'string')
  if (wrong !== undefined) return { problem: `${wrong} is not a string` }
  const { conn_type: connType = '', description, uri, ...fields } = textsOf(raw)
  const described = description === undefined ? {} : { description }
  if (uri) {
    const beside = [...FIELDS, 'port', 'extra'].find(key => raw[key])
    if (beside !== undefined) return { problem: `has both uri and ${beside}, which Airflow rejects; remove one of them` }
    const parsed = parseUri(uri)
    return parsed.ok ? { connection: parsed.value, ...described } : { problem: `uri ${parsed.problem}` }
  }
  const port = portFrom(raw['port'])
  if (Number.isNaN(port)) return { problem: 'port is not a number' }
  const inexact = isObject(raw['extra']) ? exactnessProblem(text) : undefined
  if (inexact !== undefined) return { problem: inexact }
  const extra = extraFrom(raw['extra'], text)
  const rest = { ...fields, ...(port === undefined ? {} : { port }), ...(extra === undefined ? {} : { extra }) }
  return { connection: { connType: normalizeConnType(connType), ...rest }, ...described }
}

function textsOf(raw: Readonly<Record<string, unknown>>): Partial<Record<(typeof TEXTS)[number], string>> {
  return Object.fromEntries(TEXTS.flatMap(key => (typeof raw[key] === 'string' ? [[key, raw[key]]] : [])))
}

/** NaN if it is not a number. */
function portFrom(port: unknown): number | undefined {
  if (port === undefined || port === null || port === '' || port === 0) return undefined
  return typeof port === 'number' || (typeof port === 'string' && /^\s*\d+\s*$/.test(port)) ? Number(port) : Number.NaN
}

/** The text of `extra`. In a structure, ints and floats stay what they are in `text`. */
function extraFrom(extra: unknown, text: string): string | undefined {
  if (extra === undefined || extra === null) return undefined
  return typeof extra === 'string' ? extra : JSON.stringify((parseWithFloats(text) as { extra: unknown }).extra)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The KV data of a connection in the format `fields`: absent fields are left out, and `extra` is text. Port 0 is a string,
 * because Airflow reads the number 0 as no port.
 */
export function fieldsOf(
  { connType, port, ...texts }: Connection,
  description?: string
): Readonly<Record<string, string | number>> {
  return {
    conn_type: connType,
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
    ...(port === undefined ? {} : { port: port === 0 ? '0' : port }),
    ...(description === undefined ? {} : { description })
  }
}
