import type { SyntaxNode } from '@lezer/common'

/** The children of a node, without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) if (child.name !== 'Comment') children.push(child)
  return children
}

/** What is between two brackets, split at the commas; empty if they are never closed. */
export function itemsOf(bracketed: SyntaxNode): SyntaxNode[][] {
  const [, ...inside] = childrenOf(bracketed)
  if (!/^[)\]}]$/.test(inside.pop()?.name ?? '')) return []
  const items: SyntaxNode[][] = [[]]
  for (const node of inside) {
    if (node.name === ',') items.push([])
    else items.at(-1)?.push(node)
  }
  return items.filter(({ length }) => length > 0)
}

/** Python accepts no more. */
const BRACKETS = 200

/** An expression without the brackets around it. */
export function bare(expression: SyntaxNode): SyntaxNode {
  let node = expression
  for (let depth = 0; depth < BRACKETS && node.name === 'ParenthesizedExpression'; depth++) {
    const [only, ...others] = itemsOf(node).flat()
    if (only === undefined || others.length > 0) break
    node = only
  }
  return node
}

/** Whether an expression is what is called, as `f` in `f(x)`. */
export function isCalled({ from, to, parent }: SyntaxNode): boolean {
  const callee = parent?.name === 'CallExpression' ? parent.firstChild : null
  return callee !== null && callee.from === from && callee.to === to
}
