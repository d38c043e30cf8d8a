import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException
} from 'js-yaml'
import { offsetOf, type Position, positionsIn, type YamlNode } from '../manifest/positions.ts'
import { type Dialect, isPlain } from './dialect.ts'

/** Data as it is written: numbers keep their digits, keys their order. An empty value and `null` are null. */
export type Tree = string | null | Plain | readonly Tree[] | Mapping

/** A number, a boolean or a date: what is not a string to the program that reads the file. */
export class Plain {
  /** As it is written. */
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

export interface Pair {
  readonly key: string
  /** From 1. */
  readonly line: number
  readonly value: Tree
}

/** Each key occurs once. */
export class Mapping {
  readonly pairs: readonly Pair[]
  readonly #byKey: ReadonlyMap<string, Pair>

  constructor(pairs: readonly Pair[]) {
    this.pairs = pairs
    this.#byKey = new Map(pairs.map(pair => [pair.key, pair]))
  }

  get(key: string): Tree | undefined {
    return this.pair(key)?.value
  }

  pair(key: string): Pair | undefined {
    return this.#byKey.get(key)
  }
}

/** A sentence about one line (from 1). It names things and never quotes a value. */
export interface Remark {
  readonly line: number
  readonly message: string
}

export interface Parsed {
  readonly root: Tree
  readonly problems: readonly Remark[]
}

/** Reads YAML, and JSON as YAML. */
export function parseTree(text: string, dialect: Dialect = 'python'): Parsed {
  try {
    return new Reader(text, text.trimStart().startsWith('{') ? 'json' : dialect).read()
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    // Without what the parser quotes from the text.
    const message = `is neither YAML nor JSON (${error.reason.replace(/ ".*|: .*/s, '')}); fix it here or just before`
    return { root: null, problems: [{ line: (error.mark?.line ?? 0) + 1, message }] }
  }
}

/** More than anybody writes. Aliases of aliases could expand to billions. */
const ALIASES = 1_000

/** What an alias can stand for. */
interface Anchored {
  readonly tree: Tree
  /** How many aliases it contains; those inside aliases count each time. */
  readonly aliases: number
}

class Reader {
  readonly #problems: Remark[] = []
  readonly #text: string
  readonly #events: readonly Event[]
  readonly #dialect: Dialect
  readonly #placeAt: (offset: number) => Position
  /** By name; undefined until the end of what the name stands for. */
  readonly #anchors = new Map<string, Anchored | undefined>()
  #next = 0
  #aliases = 0

  constructor(text: string, dialect: Dialect) {
    this.#text = text
    this.#events = parseEvents(text, {})
    this.#dialect = dialect
    this.#placeAt = positionsIn(text)
  }

  read(): Parsed {
    if (this.#events.length === 0) return { root: null, problems: [] }
    this.#next = 1
    const root = this.#tree()
    const other = this.#events[this.#next + 2]
    if (other === undefined) return { root, problems: this.#problems }
    const message = 'contains more than one YAML document; remove the line `---`'
    return { root: null, problems: [{ line: this.#lineOf(other), message }] }
  }

  #tree(): Tree {
    const event = this.#events[this.#next++]
    switch (event?.type) {
      case EVENT_ID.ALIAS:
        return this.#alias(event)
      case EVENT_ID.SCALAR:
        return this.#anchored(event, () => this.#scalar(event))
      case EVENT_ID.SEQUENCE:
        return this.#anchored(event, () => [...this.#untilEnd(() => this.#tree())])
      case EVENT_ID.MAPPING:
        return this.#anchored(event, () => this.#mapping())
      default:
        return null
    }
  }

  *#untilEnd<T>(read: () => T): Generator<T> {
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) yield read()
    this.#next++
  }

  #anchored(event: Exclude<YamlNode, AliasEvent>, read: () => Tree): Tree {
    if (event.anchorStart === -1) return read()
    const name = this.#nameOf(event)
    const before = this.#aliases
    this.#anchors.set(name, undefined)
    const tree = read()
    this.#anchors.set(name, { tree, aliases: this.#aliases - before })
    return tree
  }

  #alias(event: AliasEvent): Tree {
    const target = this.#anchors.get(this.#nameOf(event))
    const before = this.#aliases
    this.#aliases += 1 + (target?.aliases ?? 0)
    if (target !== undefined && this.#aliases <= ALIASES) return target.tree
    const message = target
      ? `exceeds the limit of ${ALIASES} aliases`
      : 'is an alias of nothing, or of something that contains it'
    if (before <= ALIASES) this.#problems.push({ line: this.#lineOf(event), message: `${message}; write the value out` })
    return null
  }

  #scalar(event: ScalarEvent): Tree {
    const text = getScalarValue(this.#text, event)
    if (event.style !== SCALAR_STYLE.PLAIN) return text
    if (/^(~|null|Null|NULL|)$/.test(text)) return null
    return isPlain(text, this.#dialect) ? new Plain(text) : text
  }

  #mapping(): Mapping {
    const pairs = new Map<string, Pair>()
    for (const pair of this.#untilEnd(() => this.#pair())) {
      const { key, line } = pair
      if (pairs.has(key)) {
        const message = `${key} is defined twice, and the second would silently replace the first; remove one of them`
        this.#problems.push({ line, message })
      }
      if (key === '<<')
        this.#problems.push({ line, message: 'has a merge key (<<), which this action does not read; write the values out' })
      pairs.set(key, pair)
    }
    return new Mapping([...pairs.values()])
  }

  #pair(): Pair {
    const event = this.#events[this.#next]
    const line = this.#lineOf(event)
    const key = event?.type === EVENT_ID.SCALAR ? getScalarValue(this.#text, event) : ''
    this.#tree()
    return { key, line, value: this.#tree() }
  }

  #nameOf({ anchorStart, anchorEnd }: YamlNode): string {
    return this.#text.slice(anchorStart, anchorEnd)
  }

  /** Empty content has no offset; it gets the line that was asked for before. */
  #lineOf(event: Event | undefined): number {
    const isContent = event && event.type !== EVENT_ID.DOCUMENT && event.type !== EVENT_ID.POP
    return this.#placeAt(isContent ? offsetOf(event) : -1).line
  }
}
