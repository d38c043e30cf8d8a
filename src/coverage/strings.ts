import type { SyntaxNode } from '@lezer/common'
import { childrenOf } from './nodes.ts'

export const STRING_KINDS = ['String', 'FormatString', 'ContinuedString']

export const isString = ({ name }: SyntaxNode) => STRING_KINDS.includes(name)

/** The value of a string, or of several adjacent ones, with `\0` for what only a run knows; undefined for bytes. */
export function stringValue(string: SyntaxNode, source: string): string | undefined {
  const parts = string.name === 'ContinuedString' ? childrenOf(string).filter(isString) : [string]
  const values = parts.map(part => literalValue(part, source))
  return values.includes(undefined) ? undefined : values.join('')
}

function literalValue(literal: SyntaxNode, source: string): string | undefined {
  const written = source.slice(literal.from, literal.to)
  const [opening = '', prefix = '', quote = ''] = /^([a-z]*)("""|'''|"|')/i.exec(written) ?? []
  if (/b/i.test(prefix)) return undefined
  const isClosed = written.length >= opening.length + quote.length && written.endsWith(quote)
  let from = literal.from + opening.length
  const texts = literal.getChildren('FormatReplacement').map(placeholder => {
    const text = source.slice(from, placeholder.from)
    from = placeholder.to
    return text
  })
  texts.push(source.slice(from, isClosed ? literal.to - quote.length : literal.to))
  return texts.map(text => unescaped(/[ft]/i.test(prefix) ? text.replaceAll(/([{}])\1/g, '$1') : text, prefix)).join('\0')
}

const ESCAPE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|N\{[^}\n]*\}|[0-7]{1,3}|[\s\S])/g
// biome-ignore format: a table
const SIMPLE: Readonly<Record<string, string>> =
  { '\n': '', '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function unescaped(text: string, prefix: string): string {
  return /r/i.test(prefix) ? text : text.replaceAll(ESCAPE, meaning)
}

/** What an escape sequence stands for. An invalid one stands for itself; Unicode character names are not resolved. */
function meaning(written: string): string {
  const body = written.slice(1)
  if (/^[xuU]./.test(body)) {
    const code = Number.parseInt(body.slice(1), 16)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  }
  if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8))
  return body.startsWith('N{') ? '\0' : (SIMPLE[body] ?? written)
}
