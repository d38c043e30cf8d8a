import type { Kind } from '../airflow/definition.ts'
import { lineCounter } from './lines.ts'
import { countable, type Literal, type Use } from './use.ts'

/**
 * What Airflow's templates ask for in a text: `{{ var.value.x }}`, `{{ var.json.x.y }}`, `{{ conn.x.host }}`, and the same by
 * `.get('x')` and `['x']`. Comments and raw blocks ask for nothing; nor does a `var` or `conn` that the template defines itself.
 */
export function usesInTemplate(text: string): Use[] {
  const blocks = blocksOf(text)
  const own = new Set(blocks.flatMap(({ code }) => boundBy(code)))
  const lineAt = lineCounter(text)
  return blocks.flatMap(({ code, start }) =>
    [...code.matchAll(ACCESS)]
      .filter(({ groups }) => !own.has(groups?.['root'] ?? ''))
      .flatMap(match => countable(useFrom(match, code, lineAt(start + match.index))))
  )
}

/** The same for a string in a Python source, with the source's lines. */
export function usesInLiteral({ text, line, endLine }: Literal): Use[] {
  const uses = usesInTemplate(text)
  // Escaped line ends and joined strings give a text whose lines differ from those of its source.
  const straight = text.split('\n').length - 1 === endLine - line
  return uses.map(use => ({ ...use, line: straight ? line + use.line - 1 : line }))
}

const ACCESS =
  /(?<![\w.'"])(?<root>var|conn)(?:(?<=var)\.(?:value|json)|(?<=conn))(?:(?<get>\.get\(\s*)|\.(?<attribute>\w*)|(?<item>\[\s*))/g
const QUOTED = /(['"])([^'"]*)\1\s*([,)\]])/y

function useFrom(match: RegExpExecArray, code: string, line: number): Use {
  const { root, attribute } = match.groups ?? {}
  const kind: Kind = root === 'conn' ? 'connection' : 'variable'
  const end = match.index + match[0].length
  if (attribute !== undefined) {
    const whole = attribute !== '' && code[end] !== '\0'
    return { kind, name: whole ? attribute : null, line, need: 'required' }
  }
  QUOTED.lastIndex = end
  const [, , name = null, next] = QUOTED.exec(code) ?? []
  return { kind, name, line, need: next === ',' ? 'optional' : 'required' }
}

/** Names that a statement of the template defines. */
function boundBy(code: string): string[] {
  const made = /^\{%[-+]?\s{0,99}(?:for\s([\w\s,]{1,200}?)\sin\s|set\s([\w\s,]{1,200}))/.exec(code)
  return (made?.[1] ?? made?.[2] ?? '').split(/[\s,]+/)
}

interface Block {
  readonly code: string
  readonly start: number
}

const CLOSED_BY: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' }

/**
 * Expressions and statements of a template. Found with `indexOf`: a pattern would be slow on text with many openings and no end.
 */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  const opening = /\{[{%#]/g
  const unclosed = new Set<string>()
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const close = CLOSED_BY[match[0]] ?? ''
    const end = unclosed.has(close) ? -1 : text.indexOf(close, match.index + 2)
    if (end < 0) {
      unclosed.add(close)
      continue
    }
    const code = text.slice(match.index, end + 2)
    opening.lastIndex = /^\{%[-+]?\s{0,99}raw\b/.test(code) ? endOfRaw(text, end) : end + 2
    if (match[0] !== '{#') blocks.push({ code, start: match.index })
  }
  return blocks
}

function endOfRaw(text: string, from: number): number {
  const end = /\{%[-+]?\s{0,99}endraw\b/g
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}
