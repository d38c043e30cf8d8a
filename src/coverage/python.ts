import type { SyntaxNode } from '@lezer/common'
import { ASKING_KINDS, asksOf } from './asks.ts'
import { textAt } from './expressions.ts'
import { lineCounter } from './lines.ts'
import { BINDING_KINDS, namesOf } from './names.ts'
import { bare } from './nodes.ts'
import { isString, STRING_KINDS, stringValue } from './strings.ts'
import { nodesOf } from './tree.ts'
import type { Literal, PythonUses, Use } from './use.ts'

const KINDS = new Set([...ASKING_KINDS, ...BINDING_KINDS, ...STRING_KINDS])

/**
 * What a Python source (line ends `\n`) asks for, as far as it is Python. Undefined if it is not, and so long that parsing it
 * would take more than `patienceMs` (default: ten seconds).
 */
export function readPython(source: string, patienceMs?: number): PythonUses | undefined {
  const nodes = nodesOf(source, KINDS, patienceMs)
  if (nodes === undefined) return undefined
  const module = { source, ...namesOf(nodes, source) }
  const lineAt = lineCounter(source)
  const uses = nodes
    .flatMap(node => asksOf(node, module))
    .flatMap(({ kind, by, need, name = textAt(bare(by), module) }): Use[] =>
      name === undefined ? [] : [{ kind, name, line: lineAt(bare(by).from), need }]
    )
  const templates = nodes.filter(mayBeTemplate).flatMap((node): Literal[] => {
    const text = stringValue(node, source) ?? ''
    return /\{[{%]/.test(text) ? [{ text, line: lineAt(node.from), endLine: lineAt(node.to) }] : []
  })
  return { uses, templates }
}

/** Adjacent strings count as one; a docstring is not a template. */
function mayBeTemplate(node: SyntaxNode): boolean {
  const parent = isString(node) ? node.parent : null
  const isStatement = parent?.name === 'ExpressionStatement' && parent.from === node.from && parent.to === node.to
  return parent !== null && parent.name !== 'ContinuedString' && !isStatement
}
