/** One token of a Python source. `end` is the end of a statement. */
export interface Token {
  readonly kind: 'name' | 'text' | 'bytes' | 'constant' | 'operator' | 'end'
  /** Of a string its value, with `\0` for each placeholder of an f-string. */
  readonly text: string
  readonly line: number
  readonly endLine: number
  /** Whether the line on which the statement began is not indented. */
  readonly outermost: boolean
}

/** The tokens of a source, and those inside the placeholders of its f-strings. */
export interface Tokens {
  readonly main: readonly Token[]
  readonly placeholders: readonly (readonly Token[])[]
}

const SPACE = /(?:[ \t\f]|\\\n|#[^\n]*)+/y
const STRING = /([A-Za-z]{0,2})("""|'''|"|')/y
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy
const NUMBER = /\.?\d[\w.]*|\.\.\./y
const OPERATOR = /(?:\*\*|\/\/|<<|>>|[-+*/%&|^@:=!<>])=|->|\*\*|[\s\S]/uy
const CONSTANTS: ReadonlySet<string> = new Set(['None', 'True', 'False'])

/**
 * Splits a Python source (line ends `\n`) into tokens. It takes every text: what Python would refuse comes out as tokens that
 * mean nothing, and an unclosed string ends with its line or the source.
 */
export function tokensOf(source: string): Tokens {
  return new Lexer(source).tokens()
}

class Lexer {
  readonly #source: string
  readonly #placeholders: (readonly Token[])[] = []
  #at = 0
  #line = 1

  constructor(source: string) {
    this.#source = source
  }

  tokens(): Tokens {
    const main = this.#until('')
    return { main, placeholders: this.#placeholders }
  }

  /** Tokens up to the end of the source, or to the `}`, `!` or `:` that ends the expression of a placeholder. */
  #until(stop: '' | '}'): Token[] {
    const tokens: Token[] = []
    const inside = stop !== ''
    let depth = inside ? 1 : 0
    let outermost = !inside
    let begins = !inside
    const push = (kind: Token['kind'], text: string, line: number) =>
      tokens.push({ kind, text, line, endLine: this.#line, outermost })

    while (this.#at < this.#source.length) {
      const blank = this.#take(SPACE)
      if (this.#at >= this.#source.length) break
      if (begins && this.#source[this.#at] !== '\n') {
        outermost = blank === ''
        begins = false
      }
      const line = this.#line
      const string = this.#string()
      if (string !== undefined) {
        push(string.kind, string.text, line)
        continue
      }
      const name = this.#take(NAME)
      if (name !== '') {
        push(CONSTANTS.has(name) ? 'constant' : 'name', name, line)
        continue
      }
      const number = this.#take(NUMBER)
      if (number !== '') {
        push('constant', number, line)
        continue
      }
      if (inside && depth === 1 && /[}:]|!(?!=)/y.test(this.#source.slice(this.#at, this.#at + 2))) break
      const operator = this.#take(OPERATOR)
      if (operator === '\n') this.#line++
      if (operator === '\n' || operator === ';') {
        if (depth > 0) continue
        push('end', '', line)
        begins = operator === '\n'
        continue
      }
      if ('([{'.includes(operator)) depth++
      if (')]}'.includes(operator)) depth = Math.max(depth - 1, inside ? 1 : 0)
      push('operator', operator, line)
    }
    push('end', '', this.#line)
    return tokens
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const [taken = ''] = pattern.exec(this.#source) ?? []
    this.#at += taken.length
    if (pattern === SPACE) this.#line += linesIn(taken)
    return taken
  }

  #string(): { kind: 'text' | 'bytes'; text: string } | undefined {
    STRING.lastIndex = this.#at
    const [opening, prefix = '', quote = ''] = STRING.exec(this.#source) ?? []
    if (opening === undefined || !/^(?:[rbuft]|[rf]{2}|[rb]{2}|[rt]{2})?$/i.test(prefix)) return undefined
    this.#at += opening.length
    const text = this.#body(quote, { raw: /r/i.test(prefix), format: /[ft]/i.test(prefix) })
    return { kind: /b/i.test(prefix) ? 'bytes' : 'text', text }
  }

  #body(quote: string, { raw, format }: { raw: boolean; format: boolean }): string {
    const plain = format ? /[^\\"'\n{}]+/y : /[^\\"'\n]+/y
    let text = ''
    while (this.#at < this.#source.length) {
      if (this.#source.startsWith(quote, this.#at)) {
        this.#at += quote.length
        return text
      }
      const run = this.#take(plain)
      text += run
      if (run !== '') continue
      const next = this.#source[this.#at] ?? ''
      if (next === '\n' && quote.length === 1) return text
      if (next === '\\') text += this.#escape(raw, format)
      else if (format && (next === '{' || next === '}')) text += this.#brace(next)
      else {
        if (next === '\n') this.#line++
        this.#at++
        text += next
      }
    }
    return text
  }

  #escape(raw: boolean, format: boolean): string {
    // Of an f-string's brace, a backslash takes nothing away.
    const before = format ? /\\(?=[{}])/y : /(?!)/y
    const written = this.#take(before) || this.#take(raw ? /\\[\s\S]?/y : ESCAPE)
    if (written === '\\\n') this.#line++
    return raw ? written : meaning(written)
  }

  /** `{{` is a brace; what stands in single ones is left out, and read as Python. */
  #brace(brace: string): string {
    this.#at++
    if (this.#source[this.#at] === brace) {
      this.#at++
      return brace
    }
    if (brace === '}') return ''
    this.#placeholders.push(this.#until('}'))
    this.#skipFormat()
    return '\0'
  }

  /** The conversion and format behind an expression, up to the closing brace; a format may have placeholders too. */
  #skipFormat(): void {
    const plain = /[^{}\n"']+/y
    for (;;) {
      this.#take(plain)
      const next = this.#source[this.#at]
      if (next === '{') this.#brace(next)
      else {
        if (next === '}') this.#at++
        return
      }
    }
  }
}

const ESCAPE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|N\{[^}\n]*\}|[0-7]{1,3}|[\s\S]?)/y
const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v'
}

function meaning(written: string): string {
  const body = written.slice(1)
  if (/^[xuU]./.test(body)) {
    const code = Number.parseInt(body.slice(1), 16)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  }
  if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8))
  return body.startsWith('N{') ? '\ufffd' : (SIMPLE[body] ?? written)
}

const linesIn = (text: string) => text.split('\n').length - 1
