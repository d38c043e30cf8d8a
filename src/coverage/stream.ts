import type { Token } from './tokens.ts'
import type { Literal } from './use.ts'

/** From the token at the first index to before the second. */
export type Range = readonly [number, number]

export interface Arguments {
  readonly positional: readonly Range[]
  readonly keywords: ReadonlyMap<string, Range>
}

/** Tokens of Python as expressions: which brackets belong together, what stands between commas, what a text is. */
export class Stream {
  readonly tokens: readonly Token[]
  /** Opening bracket → its closing one, and back. */
  readonly #partner = new Map<number, number>()

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
    const open: number[] = []
    for (let at = 0; at < tokens.length; at++) {
      if (this.is(at, '(', '[', '{')) open.push(at)
      const partner = this.is(at, ')', ']', '}') ? open.pop() : undefined
      if (partner !== undefined) this.#partner.set(partner, at).set(at, partner)
    }
  }

  /** Whether the token is one of these operators. */
  is(at: number, ...operators: readonly string[]): boolean {
    const token = this.tokens[at]
    return token?.kind === 'operator' && operators.includes(token.text)
  }

  /** The name at `at`; undefined if something else is there. */
  name(at: number): string | undefined {
    const token = this.tokens[at]
    return token?.kind === 'name' ? token.text : undefined
  }

  /** Whether a statement begins with the token. */
  begins(at: number): boolean {
    return at === 0 || this.tokens[at - 1]?.kind === 'end'
  }

  /** What stands between the bracket at `open` and its partner, split at the commas. */
  parts(open: number): Range[] {
    const close = this.#partner.get(open)
    if (close === undefined) return []
    const parts: Range[] = []
    let from = open + 1
    for (let at = from; at <= close; at = this.after(at)) {
      if (at < close && !this.is(at, ',')) continue
      if (at > from) parts.push([from, at])
      from = at + 1
    }
    return parts
  }

  arguments(open: number): Arguments {
    const parts = this.parts(open)
    const keyword = ([from]: Range) => (this.is(from + 1, '=') ? this.name(from) : undefined)
    return {
      positional: parts.filter(part => keyword(part) === undefined && !this.is(part[0], '**')),
      keywords: new Map(
        parts.flatMap(part => {
          const name = keyword(part)
          return name === undefined ? [] : [[name, [part[0] + 2, part[1]] as const] as const]
        })
      )
    }
  }

  /** Whether what the bracket at `open` holds is made by a loop. */
  isComprehension(open: number): boolean {
    const close = this.#partner.get(open) ?? open
    for (let at = open + 1; at < close; at = this.after(at)) if (this.name(at) === 'for') return true
    return false
  }

  /** An expression without the brackets around it. */
  bare(range: Range): Range {
    let [from, to] = range
    while (this.#isWrapped(from, to)) [from, to] = [from + 1, to - 1]
    return [from, to]
  }

  /** The text of an expression; null if only a run knows it, undefined if it is no text. */
  text(range: Range, constants?: ReadonlyMap<string, string>): string | null | undefined {
    const [from, to] = this.bare(range)
    const tokens = this.tokens.slice(from, to)
    if (to > from && tokens.every(({ kind }) => kind === 'text')) return this.joined(from, to).text
    if (tokens.every(({ kind }) => kind === 'bytes')) return undefined
    if (tokens.length > 1) return null
    if (tokens[0]?.kind === 'constant') return undefined
    return constants?.get(this.name(from) ?? '') ?? null
  }

  /** Strings side by side are one. */
  joined(from: number, to: number): Literal {
    const tokens = this.tokens.slice(from, to)
    return {
      text: tokens.map(({ text }) => text).join(''),
      line: tokens[0]?.line ?? 1,
      endLine: tokens.at(-1)?.endLine ?? 1
    }
  }

  /** The class that an expression ends with: `Variable` of `models.Variable`, `S3Hook` of `S3Hook(…)`; else the empty text. */
  className(end: number, aliases: ReadonlyMap<string, string>): string {
    const open = this.is(end, ')') ? this.#partner.get(end) : undefined
    const at = open === undefined ? end : open - 1
    const name = this.name(at) ?? ''
    return this.is(at - 1, '.') ? name : (aliases.get(name) ?? name)
  }

  /** Strings that may be templates. A docstring is none, but what an f-string has in braces is no statement. */
  templates(hasStatements: boolean): Literal[] {
    const templates: Literal[] = []
    for (let at = 0; at < this.tokens.length; at++) {
      if (this.tokens[at]?.kind !== 'text') continue
      const start = at
      while (this.tokens[at + 1]?.kind === 'text') at++
      const isStatement = hasStatements && this.begins(start) && this.tokens[at + 1]?.kind === 'end'
      const joined = this.joined(start, at + 1)
      if (!isStatement && /\{[{%]/.test(joined.text)) templates.push(joined)
    }
    return templates
  }

  /** The index behind a token, or behind the whole bracket that it opens, or behind the parameters of a `lambda`. */
  after(at: number): number {
    let end = at
    let open = 0
    do {
      if (this.name(end) === 'lambda') open++
      else if (open > 0 && this.is(end, ':')) open--
      end = Math.max(end, this.#partner.get(end) ?? end) + 1
    } while (open > 0 && end < this.tokens.length && !this.is(end, ')', ']', '}'))
    return end
  }

  /** `( … )`, and no tuple. */
  #isWrapped(from: number, to: number): boolean {
    const parts = this.is(from, '(') && this.#partner.get(from) === to - 1 ? this.parts(from) : []
    return parts.length === 1 && parts[0]?.[1] === to - 1
  }
}
