import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'
import { childrenOf } from './nodes.ts'

/** The nodes of these kinds in the tree of a Python source (line ends `\n`), outer before inner; offsets are those of the source. */
export function nodesOf(source: string, kinds: ReadonlySet<string>): SyntaxNode[] {
  const known = inKnownWords(source)
  const nodes = parse(known, kinds)
  const mended = withCommas(known, nodes)
  return mended === known ? nodes : parse(mended, kinds)
}

function parse(source: string, kinds: ReadonlySet<string>): SyntaxNode[] {
  const nodes: SyntaxNode[] = []
  for (const cursor = parser.parse(source).cursor(); cursor.next(); ) if (kinds.has(cursor.name)) nodes.push(cursor.node)
  return nodes
}

/**
 * The same source, for a grammar that has no t-strings, no form feeds and no `yield` without a value, and for which a backslash
 * escapes a brace.
 */
function inKnownWords(source: string): string {
  return source
    .replaceAll('\f', ' ')
    .replaceAll(/\byield(?=[ \t]{0,99}[\n)\]#;])/g, 'yiel_')
    .replaceAll(/(?<!\w)(r?)t(r?)(?=["'])/gi, '$1f$2')
    .replaceAll(/(?<!\\)((?:\\\\)*)\\(?=[{}])/g, '$1_')
}

/**
 * After a string, the parser takes anything unexpected for another string, without quotes, up to the end of the line: that is its
 * cheapest repair. In truth, a comma or a bracket is missing. With a comma, it understands the rest of the line.
 */
function withCommas(source: string, nodes: readonly SyntaxNode[]): string {
  let mended = ''
  let done = 0
  for (const strings of nodes.filter(({ name }) => name === 'ContinuedString')) {
    const unquoted = childrenOf(strings).find(({ from }) => !/^[a-z]{0,2}["']/i.test(source.slice(from, from + 3)))
    const gap = (unquoted?.from ?? 0) - 1
    if (gap < done || !/\s/.test(source.charAt(gap))) continue
    mended += `${source.slice(done, gap)},`
    done = gap + 1
  }
  return mended + source.slice(done)
}
