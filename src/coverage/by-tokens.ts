import { type Names, namesOf } from './names.ts'
import { type Range, Stream } from './stream.ts'
import { tokensOf } from './tokens.ts'
import type { Found, Kind, Use } from './use.ts'

/**
 * What a Python source asks for, found without Python: for runners that have none, and for sources that its parser refuses.
 * Finds what `by-python` finds; a table of sources in the tests holds the two together. Takes every text (line ends `\n`).
 */
export function findByTokens(source: string): Found {
  const { main, placeholders } = tokensOf(source)
  const module = new Stream(main)
  const inside = placeholders.map(tokens => new Stream(tokens))
  const names = namesOf(module)
  return {
    uses: [module, ...inside].flatMap(stream => usesIn(stream, names)),
    templates: [...module.templates(true), ...inside.flatMap(stream => stream.templates(false))]
  }
}

function usesIn(stream: Stream, names: Names): Use[] {
  return [...stream.tokens.keys()].flatMap(at => {
    if (stream.is(at, '(')) return usesOfCall(stream, at, names)
    return stream.is(at, '{') ? usesOfDict(stream, at, names) : []
  })
}

/** Of Kafka's operators the connection id goes by another name. */
const CONN_ID = /^(?:(?:.*_)?conn_id|kafka_config_id)$/

function usesOfCall(stream: Stream, open: number, names: Names): Use[] {
  const method = stream.name(open - 1)
  const isCall = method !== undefined || stream.is(open - 1, ')', ']')
  if (!isCall || ['def', 'class'].includes(stream.name(open - 2) ?? '')) return []
  const { positional, keywords } = stream.arguments(open)
  const [first] = positional
  const receiver = stream.is(open - 2, '.') ? stream.className(open - 3, names.aliases) : ''
  const uses: Use[] = []
  const use = (kind: Kind, name: Range, need: Use['need']) => uses.push(...usesOf(stream, kind, name, need, names))

  if (receiver === 'Variable' && /^(?:get|set|setdefault)$/.test(method ?? '')) {
    const key = first ?? keywords.get('key')
    const hasDefault = positional.length > 1 || keywords.has('default') || keywords.has('default_var')
    if (key !== undefined) use('variable', key, method !== 'get' ? 'set' : hasDefault ? 'optional' : 'required')
  }
  if (first !== undefined && asksForConnection(receiver, method ?? '')) use('connection', first, 'required')
  const isMade = stream.className(open - 1, names.aliases) === 'Connection'
  for (const [keyword, value] of keywords) if (CONN_ID.test(keyword)) use('connection', value, isMade ? 'set' : 'required')
  return uses
}

function asksForConnection(receiver: string, method: string): boolean {
  if (receiver === 'Connection') return method === 'get' || method === 'get_connection_from_secrets'
  return /hook$/i.test(receiver) && (method === 'get_connection' || method === 'get_hook')
}

/** Entries as in `default_args`. */
function usesOfDict(stream: Stream, open: number, names: Names): Use[] {
  if (stream.isComprehension(open)) return []
  return stream.parts(open).flatMap(([from, to]) => {
    let colon = from
    while (stream.tokens[colon]?.kind === 'text') colon++
    const isEntry = colon > from && stream.is(colon, ':') && CONN_ID.test(stream.joined(from, colon).text)
    return isEntry ? usesOf(stream, 'connection', [colon + 1, to], 'required', names) : []
  })
}

function usesOf(stream: Stream, kind: Kind, range: Range, need: Use['need'], { constants }: Names): Use[] {
  const name = stream.text(range, constants)
  const [from] = stream.bare(range)
  return name === undefined ? [] : [{ kind, name, line: stream.tokens[from]?.line ?? 1, need }]
}
