import {
  boolCoreTag,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  SCALAR_STYLE
} from 'js-yaml'
import type { Mistake } from './problems.ts'

/** A key of a mapping: its path from the top, items of lists by number, and where it begins in the text. */
export interface Key {
  readonly path: readonly string[]
  readonly offset: number
  /** Its name in the data; undefined for an alias used as a key. */
  readonly readAs: string | undefined
}

/** From 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Every key of a YAML text, in text order; equal keys as often as they occur. */
export function* keysIn(text: string, events: readonly Event[]): Generator<Key> {
  const open: { readonly list: boolean; count: number; name: string }[] = []
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue
    if (event.type === EVENT_ID.POP) {
      open.pop()
      continue
    }
    const parent = open.at(-1)
    if (parent !== undefined) {
      const position = parent.count++
      if (parent.list) parent.name = String(position)
      else if (position % 2 === 0) {
        const name = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : undefined
        parent.name = name ?? '?'
        const readAs = event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN ? plainName(parent.name) : name
        yield { path: open.map(({ name }) => name), offset: offsetOf(event), readAs }
      }
    }
    if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS)
      open.push({ list: event.type === EVENT_ID.SEQUENCE, count: 0, name: '' })
  }
}

/** Turns offsets into places. Offsets must never decrease. */
export function positionsIn(text: string): (offset: number) => Position {
  let [line, begins] = [1, 0]
  // Looked for once: a text may be one long line.
  let end = text.indexOf('\n')
  return offset => {
    while (end !== -1 && end < offset) {
      line++
      begins = end + 1
      end = text.indexOf('\n', begins)
    }
    // An empty key has no offset.
    return { line, column: Math.max(offset - begins, 0) + 1 }
  }
}

/** The place of each key; of equal keys, that of the first. */
export class Positions {
  readonly #places = new Map<string, Position>()

  constructor(text: string, keys: Iterable<Key>) {
    const placeAt = positionsIn(text)
    for (const { path, offset } of keys) {
      const place = placeAt(offset)
      const name = nameOf(path)
      if (!this.#places.has(name)) this.#places.set(name, place)
    }
  }

  /** The place of the key at `path`, else of its nearest ancestor, else of the first key. */
  of(path: readonly string[]): Position {
    for (let depth = path.length; depth > 0; depth--) {
      const place = this.#places.get(nameOf(path.slice(0, depth)))
      if (place !== undefined) return place
    }
    return this.#places.values().next().value ?? { line: 1, column: 1 }
  }
}

/** Keys that YAML or JavaScript would silently confuse with another, or drop. */
export function mistakesAmong(keys: Iterable<Key>): Mistake[] {
  const seen = new Set<string>()
  const found: Mistake[] = []
  for (const { path, readAs } of keys) {
    const name = nameOf(path)
    if (readAs === undefined)
      found.push({ path: path.slice(0, -1), message: 'has a key that is not a string; write a name instead' })
    else if (seen.has(name))
      found.push({ path, message: 'is defined twice, and YAML would silently use the last one; remove one of them' })
    else if (path.at(-1) === '__proto__') found.push({ path, message: 'is a reserved name; choose another' })
    else if (readAs !== path.at(-1)) found.push({ path, message: `is read as ${readAs} by YAML; put it in quotes` })
    seen.add(name)
  }
  return found
}

/** The name of an unquoted key: YAML reads some as null, true, false or a number. */
function plainName(text: string): string {
  for (const tag of [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag]) {
    const value = tag.resolve(text, false, tag.tagName)
    if (value !== NOT_RESOLVED) return String(value)
  }
  return text
}

const nameOf = (path: readonly string[]) => path.join('\0')

/** A part of a document: a scalar, an alias, or the beginning of a list or a mapping. */
export type YamlNode = Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>

/** Where it begins in the text, from 0; -1 if it is empty. */
export function offsetOf(event: YamlNode): number {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart
  if (event.type !== EVENT_ID.SCALAR) return event.start
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  return quoted ? event.valueStart - 1 : event.valueStart
}
