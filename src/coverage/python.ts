import type { SyntaxNode } from '@lezer/common'
import { ASKING_KINDS, asksOf } from './asks.ts'
import { textAt } from './expressions.ts'
import { lineCounter } from './lines.ts'
import { BINDING_KINDS, namesOf } from './names.ts'
import { bare } from './nodes.ts'
import { isString, STRING_KINDS, stringValue } from './strings.ts'
import { nodesOf } from './tree.ts'
import { type Literal, mayAsk, type PythonUses, type Use } from './use.ts'

const ERROR = '⚠'
const KINDS = new Set([...ASKING_KINDS, ...BINDING_KINDS, ...STRING_KINDS, ERROR])

/** What a Python source (line ends `\n`) asks for, wherever it can be parsed. */
export function readPython(source: string): PythonUses {
  const nodes = nodesOf(source, KINDS)
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
  const broken = firstBroken(nodes, source)
  return { uses, templates, ...(broken === undefined ? {} : { broken: lineAt(broken) }) }
}

/**
 * The offset of the first error on a line that may ask for something, or of any error if every third line has one. Errors alone
 * prove nothing: the grammar lacks some rare syntax of Python.
 */
function firstBroken(nodes: readonly SyntaxNode[], source: string): number | undefined {
  const errors = nodes.filter(({ name }) => name === ERROR)
  const [first] = errors
  if (first === undefined) return undefined
  const lines = source.split('\n').filter(line => line.trim() !== '').length
  if (errors.length * 3 >= lines) return first.from
  return errors.find(({ from, to }) => mayAsk(linesAround(source, from, to)))?.from
}

function linesAround(source: string, from: number, to: number): string {
  const end = source.indexOf('\n', to)
  return source.slice(source.lastIndexOf('\n', from - 1) + 1, end < 0 ? undefined : end)
}

/** Adjacent strings count as one; a docstring is not a template. */
function mayBeTemplate(node: SyntaxNode): boolean {
  const parent = isString(node) ? node.parent : null
  const isStatement = parent?.name === 'ExpressionStatement' && parent.from === node.from && parent.to === node.to
  return parent !== null && parent.name !== 'ContinuedString' && !isStatement
}
