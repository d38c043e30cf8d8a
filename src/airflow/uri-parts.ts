import { isIPv6 } from 'node:net'
import { textProblem } from './text.ts'

/** A URI, split where Airflow splits it. Everything but scheme and protocol is still percent-encoded. */
export interface UriParts {
  /** In lower case. */
  readonly scheme: string
  /** In lower case; only in `type://protocol://host`, Airflow's form for a host with its own protocol. */
  readonly protocol: string | undefined
  readonly userinfo: string | undefined
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string
  /** Everything between the user and the path: host and port as written. */
  readonly hostinfo: string
  readonly port: number | undefined
  /** With its leading `/`. */
  readonly path: string
  readonly query: string
}

type Split = { readonly ok: true; readonly value: UriParts } | { readonly ok: false; readonly problem: string }

/**
 * Splits a URI as Airflow does with Python's `urlsplit`, and rejects one that would be split where its author did not mean it.
 */
export function splitUri(uri: string): Split {
  const refusal = textProblem(uri) ?? formProblem(uri) ?? protocolProblem(uri)
  if (refusal) return { ok: false, problem: refusal }

  const [scheme = '', rest = ''] = cut(uri, '://')
  const protocol = rest.includes('://') ? /^[^/?:]+/.exec(rest)?.[0] : undefined
  const address = protocol === undefined ? rest : rest.slice(`${protocol}://`.length)

  const [, netloc = '', path = '', query = ''] = /^([^/?]*)(\/[^?]*)?(?:\?(.*))?$/s.exec(address) ?? []
  const at = netloc.lastIndexOf('@')
  const hostinfo = netloc.slice(at + 1)
  const [, ipv6, name = '', digits = ''] = /^(?:\[(.*)\]|([^:]*))(?::(.*))?$/s.exec(hostinfo) ?? []
  const problem = addressProblem(netloc, ipv6, digits, path)
  if (problem) return { ok: false, problem }
  return {
    ok: true,
    value: {
      scheme: scheme.toLowerCase(),
      protocol: protocol?.toLowerCase(),
      userinfo: at < 0 ? undefined : netloc.slice(0, at),
      hostname: ipv6 ?? name,
      hostinfo,
      port: digits === '' ? undefined : Number(digits),
      path,
      query
    }
  }
}

// Airflow itself rejects only the last of these. It makes the others a connection without a type, or without what follows the #.
function formProblem(uri: string): string | undefined {
  const [scheme, rest] = cut(uri, '://')
  if (uri === '') return 'is empty; write a connection URI, such as postgres://host:5432/schema'
  if (uri.startsWith('{'))
    return 'is JSON, which older Vault providers read as a URI; use conn_json, the fields of the connection, or a URI'
  if (/\p{Cc}/u.test(uri)) return 'contains a line break or another control character; remove it, or percent-encode it (%0A)'
  if (rest === undefined || !/^[A-Za-z][A-Za-z0-9.-]*$/.test(scheme)) return schemeProblem(rest === undefined ? '' : scheme)
  if (uri.includes('#')) return 'has an unencoded #, after which Airflow drops everything; write %23'
  if (uri.split('://').length > 3) return 'has more than two ://, which Airflow rejects; write the later ones as %3A%2F%2F'
  return undefined
}

function schemeProblem(scheme: string): string {
  if (/^[\w.-]*\+[\w.+-]*$/.test(scheme))
    return 'is a SQLAlchemy URL, not an Airflow URI; write the type without driver, as in postgres://'
  if (/^[A-Za-z][\w.-]*$/.test(scheme) && scheme.includes('_')) {
    return 'has an underscore in its type, which Airflow cannot read in a URI; use - instead, as in google-cloud-platform://'
  }
  return 'does not start with a connection type and ://, as in postgres://; a type is a letter, then letters, digits, - and .'
}

/**
 * What may precede a second `://`. Airflow takes anything there as the protocol of the host. Before that, it removes every
 * `type://`, even if that is the second `://` or part of it.
 */
function protocolProblem(uri: string): string | undefined {
  const [scheme = '', rest = ''] = cut(uri, '://')
  if (!rest.includes('://')) return undefined
  if (scheme !== scheme.toLowerCase()) return 'has a second :// after a type with capital letters; write the type in lower case'
  if (rest.includes(`${scheme}://`)) {
    return `repeats its type before the second ://, and Airflow removes both; write the second one as %3A%2F%2F`
  }
  // A protocol, or a query after an empty host: the only places where Airflow garbles nothing.
  if (/^(?:[A-Za-z][A-Za-z0-9+.-]*|\/?\?[^@:]*|\/[^/@:][^@:]*):\/\//.test(rest)) return undefined
  return 'has a second :// that does not precede the host, which Airflow garbles; write it as %3A%2F%2F'
}

function addressProblem(netloc: string, ipv6: string | undefined, digits: string, path: string): string | undefined {
  const brackets = /[[\]]/.test(ipv6 === undefined ? netloc : netloc.replace(`[${ipv6}]`, ''))
  if (brackets || (ipv6 !== undefined && !isIPv6(ipv6))) {
    return 'has a [ or ] that does not enclose an IPv6 address; write %5B and %5D'
  }
  if (!/^\d*$/.test(digits) || Number(digits) > 65535) {
    return 'has a port that is not a whole number from 0 to 65535; if a login or password contains /, ? or :, write %2F, %3F or %3A, and put an IPv6 address in [ ]'
  }
  if (path.includes('@'))
    return 'has an @ after the first /; write %2F for a / in a login or password, and %40 for an @ in the schema'
  // Python's _checknetloc, which rejects look-alike hosts.
  const netlocOnly = netloc.replace(/[@:#?]/g, '')
  if (netlocOnly.normalize('NFKC') !== netlocOnly && /[/?#@:]/.test(netlocOnly.normalize('NFKC'))) {
    return 'has a character in its login, password or host that Python reads as / ? # @ or :; percent-encode it'
  }
  return undefined
}

/** Python's `str.partition` at the first separator; one element if there is none. */
export function cut(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)]
}

/**
 * Python's `urllib.parse.unquote`: a `%` without two hex digits stays.
 *
 * @throws URIError for bytes that are not UTF-8, where Python puts U+FFFD
 */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, bytes => decodeURIComponent(bytes))
}
