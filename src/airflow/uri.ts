import { type Connection, fieldProblems } from './connection.ts'
import { asciiJson } from './json.ts'
import { cut, splitUri, unquote } from './uri-parts.ts'

/**
 * The connection as the URI that every Airflow since 2.0 reads back unchanged. Airflow's own `Connection.get_uri` does not: it
 * loses the case of hosts, hosts with a protocol, and port 0.
 *
 * Expects a connection without `connectionProblems`; throws `URIError` for half a surrogate pair.
 */
export function encodeUri({ connType, host, login, password, schema, port, extra }: Connection): string {
  let uri = `${connType.toLowerCase().replaceAll('_', '-')}://`
  if (login !== undefined || password !== undefined) {
    uri += encode(login ?? '')
    if (password !== undefined) uri += `:${encode(password)}`
    uri += '@'
  }
  if (host) uri += encodeHost(host)
  if (port !== undefined) uri += `:${port}`
  if (schema) uri += `/${encode(schema)}`
  // Always as __extra__: loose parameters would all become strings, and nested values would not fit.
  if (extra) uri += `${schema ? '' : '/'}?__extra__=${encode(extra)}`
  return uri
}

/** Encodes all but RFC 3986's unreserved characters; `encodeURIComponent` leaves five more alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, percent)
}

/** Encodes capitals too, because Airflow lower-cases a host up to its first `%`, and no further. */
function encodeHost(host: string): string {
  // A capital after % is a hex digit of an escape, not a letter of the host.
  return encode(host).replace(/%..|[A-Z]/g, found => (found.startsWith('%') ? found : percent(found)))
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** A connection and warnings about what it lost, or one sentence that says why there is none. */
export type ParsedUri =
  | { readonly ok: true; readonly value: Connection; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problem: string }

/**
 * Reads a connection URI by the rules of Airflow's `Connection.parse_from_uri` (since mid-2023, apache/airflow#31465; as a task
 * sees it, so loose query parameters are all strings). An empty host or schema is absent here.
 *
 * Stricter than Airflow wherever Airflow would misread what the author meant: each such case is a problem. Neither problems nor
 * warnings quote any part of the text.
 */
export function parseUri(text: string): ParsedUri {
  try {
    return parse(text)
  } catch (error) {
    // decodeURIComponent; Python would substitute U+FFFD and carry on with a wrong password.
    if (!(error instanceof URIError)) throw error
    return {
      ok: false,
      problem: 'has a percent-encoding that is not UTF-8; encode the UTF-8 bytes of the character, such as %C3%A9 for é'
    }
  }
}

function parse(text: string): ParsedUri {
  const uri = text.trim()
  const split = splitUri(uri)
  if (!split.ok) return split

  const { protocol, userinfo, hostname, port, path, query } = split.value
  const [login, password] = userinfo === undefined ? [] : cut(userinfo, ':')
  const host = hostOf(hostname, split.value.hostinfo)
  const schema = unquote(path.slice(1))
  const parameters = query.split('&').flatMap(pair => (pair === '' ? [] : [parameter(pair)]))
  const extra = query === '' ? '' : extraOf(new Map(parameters))
  const value: Connection = {
    connType: normalizeConnType(split.value.scheme),
    ...(host && { host: protocol === undefined ? host : `${protocol}://${host}` }),
    ...(login !== undefined && { login: unquote(login) }),
    ...(password !== undefined && { password: unquote(password) }),
    ...(schema && { schema }),
    ...(port !== undefined && { port }),
    ...(extra && { extra })
  }
  const [mistake] = fieldProblems(value)
  if (mistake) return { ok: false, problem: `has an invalid ${mistake.field}: it ${mistake.problem}` }

  const names = parameters.map(([name]) => name)
  const warnings = [
    uri !== text && 'has white space around it, which is ignored; remove it',
    unquote(hostname) !== host &&
      'has capital letters in its host, which Airflow reads in lower case; percent-encode them if they matter',
    new Set(names).size < names.length && 'repeats a parameter, of which Airflow uses the last; remove the others',
    names.includes('__extra__') &&
      names.some(name => name !== '__extra__') &&
      'has parameters next to __extra__, which Airflow ignores; move them into it'
  ]
  return { ok: true, value, warnings: warnings.filter(warning => warning !== false) }
}

/** Airflow's `_normalize_conn_type`. */
export function normalizeConnType(scheme: string): string {
  return scheme === 'postgresql' ? 'postgres' : scheme.replaceAll('-', '_')
}

/** Airflow's `_parse_netloc_to_hostname`: lower case up to the first `%`, unless a `/` is encoded in it. */
function hostOf(hostname: string, hostinfo: string): string {
  const [head] = cut(hostname, '%')
  const host = unquote(head.toLowerCase() + hostname.slice(head.length))
  return host.includes('/') ? unquote(cut(hostinfo, ':')[0]) : host
}

/** Python's `parse_qsl` of one pair: `+` is a space here, and only here. */
function parameter(pair: string): [string, string] {
  const [name, value = ''] = cut(pair.replaceAll('+', ' '), '=')
  return [unquote(name), unquote(value)]
}

function extraOf(parameters: ReadonlyMap<string, string>): string {
  // Spaced like json.dumps, so that the text equals Airflow's byte for byte. Not from one object, which would put keys such as
  // "1" first.
  return (
    parameters.get('__extra__') ??
    `{${[...parameters].map(([name, value]) => `${asciiJson(name)}: ${asciiJson(value)}`).join(', ')}}`
  )
}
