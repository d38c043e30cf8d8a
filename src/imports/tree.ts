import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml'
import type { Remark } from './findings.ts'

/** Data as it is written: numbers keep their digits, keys their order. An empty value and `null` are null. */
export type Tree = string | null | Plain | readonly Tree[] | Mapping

/** A number, a boolean or a date: what is no text to who reads the file. */
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

/** Each key stands in it once. */
export class Mapping {
  readonly pairs: readonly Pair[]

  constructor(pairs: readonly Pair[]) {
    this.pairs = pairs
  }

  get(key: string): Tree | undefined {
    return this.pairs.find(pair => pair.key === key)?.value
  }
}

export interface Parsed {
  readonly root: Tree
  readonly problems: readonly Remark[]
}

/** By whose rules a text without quotes is a number: Airflow's PyYAML writes the password `1e5` so, the astro CLI reads 100000. */
export type Dialect = 'python' | 'go'

/** Reads YAML, and JSON as YAML. */
export function parseTree(text: string, dialect: Dialect = 'python'): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
  const lineAt = (offset: number) => lines.linePos(offset).line
  // Only the code: the message may quote the text.
  const broken = document.errors.map(({ code, pos }) => ({
    line: lineAt(pos[0]),
    message: `is neither YAML nor JSON (${code.toLowerCase().replaceAll('_', ' ')}); correct it here or just before`
  }))
  if (broken.length > 0) return { root: null, problems: broken.slice(0, 1) }
  const isPlain = text.trimStart().startsWith('{') ? () => true : dialect === 'go' ? plainInGo : plainInPython
  const reader = new Reader(document, lineAt, isPlain)
  return { root: reader.read(document.contents), problems: reader.problems }
}

/** More than anybody writes; aliases of aliases could make billions. */
const ALIASES = 1_000

class Reader {
  readonly problems: Remark[] = []
  readonly #document: Document.Parsed
  readonly #lineAt: (offset: number) => number
  readonly #isPlain: (text: string) => boolean
  readonly #open = new Set<unknown>()
  #aliases = 0

  constructor(document: Document.Parsed, lineAt: (offset: number) => number, isPlain: (text: string) => boolean) {
    this.#document = document
    this.#lineAt = lineAt
    this.#isPlain = isPlain
  }

  read(node: Node | ParsedNode | null | undefined): Tree {
    if (node === null || node === undefined) return null
    if (isAlias(node)) return this.#alias(node)
    if (isScalar(node)) return this.#scalar(String(node.source ?? node.value ?? ''), node.type === 'PLAIN')
    this.#open.add(node)
    const tree = isSeq(node) ? node.items.map(item => this.read(item as Node)) : isMap(node) ? this.#mapping(node) : null
    this.#open.delete(node)
    return tree
  }

  #alias(node: Extract<Node, { source: string }> & { resolve(document: Document): Node | undefined }): Tree {
    const target = node.resolve(this.#document)
    const endless = ++this.#aliases > ALIASES
    if (target !== undefined && !this.#open.has(target) && !endless) return this.read(target)
    const message = endless ? `is the ${ALIASES + 1}st alias` : 'is an alias of nothing, or of what it stands in'
    if (this.#aliases <= ALIASES + 1) this.problems.push({ line: this.#lineOf(node), message: `${message}; write the value out` })
    return null
  }

  #scalar(text: string, plain: boolean): Tree {
    if (!plain) return text
    if (/^(~|null|Null|NULL|)$/.test(text)) return null
    return this.#isPlain(text) ? new Plain(text) : text
  }

  #mapping(node: Extract<Node, { items: unknown[] }>): Mapping {
    const pairs = new Map<string, Pair>()
    for (const { key, value } of node.items as { key: Node; value: Node | null }[]) {
      const name = isScalar(key) ? String(key.value) : ''
      const line = this.#lineOf(key)
      if (pairs.has(name)) {
        this.problems.push({
          line,
          message: `${name} stands here again, and would silently take the place of the first; remove one`
        })
      }
      if (name === '<<')
        this.problems.push({ line, message: 'has a merge key (<<), which is not read here; write the values out' })
      pairs.set(name, { key: name, line, value: this.read(value) })
    }
    return new Mapping([...pairs.values()])
  }

  #lineOf({ range }: Node): number {
    return this.#lineAt(range?.[0] ?? 0)
  }
}

/** What YAML 1.1, and so PyYAML, takes for a boolean, a number or a date. */
const PLAIN = [
  /^(yes|no|true|false|on|off)$/i,
  /^[-+]?(0b[01_]+|0[0-7_]+|0x[0-9a-f_]+|0|[1-9][0-9_]*(:[0-5]?[0-9])*)$/i,
  /^[-+]?([0-9][0-9_]*(:[0-5]?[0-9])*\.[0-9_]*|\.[0-9][0-9_]*)(e[-+][0-9]+)?$/i,
  /^([-+]?\.inf|\.nan)$/i,
  /^\d{4}-\d\d?-\d\d?([Tt \t].*)?$/
]

const plainInPython = (text: string) => PLAIN.some(form => form.test(text))

/** Go takes 1e5 and 0815, too. */
const plainInGo = (text: string) => plainInPython(text) || Number.isFinite(Number(text))

/** JSON text: compact, numbers to their last digit; undefined where something in it is no JSON, such as a date or 0x1F. */
export function jsonText(tree: Tree): string | undefined {
  if (tree === null) return 'null'
  if (typeof tree === 'string') return JSON.stringify(tree)
  if (tree instanceof Plain) return plainJson(tree.source)
  const [open, close] = tree instanceof Mapping ? ['{', '}'] : ['[', ']']
  const inside =
    tree instanceof Mapping
      ? tree.pairs.map(({ key, value }) => prefixed(`${JSON.stringify(key)}:`, jsonText(value)))
      : tree.map(jsonText)
  return inside.includes(undefined) ? undefined : `${open}${inside.join(',')}${close}`
}

const prefixed = (prefix: string, text: string | undefined) => (text === undefined ? undefined : prefix + text)

function plainJson(source: string): string | undefined {
  if (/^(yes|true|on)$/i.test(source)) return 'true'
  if (/^(no|false|off)$/i.test(source)) return 'false'
  // Python writes and reads the last two.
  return /^(-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?|NaN|-?Infinity)$/i.test(source) ? source : undefined
}
