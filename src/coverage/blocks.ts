/** An expression or a statement of a template, with its braces. */
export interface Block {
  readonly code: string
  readonly start: number
}

const CLOSED_BY: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' }

/**
 * The blocks of a template, comments included, and without what is in raw ones. Found with `indexOf`: a pattern would be slow on text
 * with many openings and no end.
 */
export function blocksOf(text: string): Block[] {
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
    blocks.push({ code, start: match.index })
  }
  return blocks
}

function endOfRaw(text: string, from: number): number {
  const end = /\{%[-+]?\s{0,99}endraw\b/g
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}
