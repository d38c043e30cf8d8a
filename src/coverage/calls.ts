import type { SyntaxNode } from '@lezer/common'
import { classOf, type Module, writtenAt } from './expressions.ts'
import { itemsOf } from './nodes.ts'

export interface Call {
  /** `get` of `Variable.get(…)`, `S3Hook` of `S3Hook(…)`. */
  readonly name: string
  /** What the method belongs to; undefined for a function. */
  readonly owner?: SyntaxNode
  readonly positional: readonly SyntaxNode[]
  readonly keywords: ReadonlyMap<string, SyntaxNode>
}

/** The call, or call of a decorator, that an argument list belongs to; undefined for anything else with such a list. */
export function callOf(list: SyntaxNode, module: Module): Call | undefined {
  const call = list.parent
  if (call?.name !== 'CallExpression' && call?.name !== 'Decorator') return undefined
  const names = call.name === 'Decorator' ? call.getChildren('VariableName') : []
  const callee = names.at(-1) ?? call.firstChild
  const owner = names.at(-2) ?? (callee?.lastChild?.name === 'PropertyName' ? callee.firstChild : null)
  const name = callee === null ? '' : classOf(callee, module)
  return { name, ...(owner === null ? {} : { owner }), ...argumentsOf(list, module) }
}

/** An argument that is more than an expression (`*all`, `x for x in all`) is represented by its operator or keyword. */
function argumentsOf(list: SyntaxNode, module: Module): Pick<Call, 'positional' | 'keywords'> {
  const positional: SyntaxNode[] = []
  const keywords = new Map<string, SyntaxNode>()
  for (const [first, second, third] of itemsOf(list)) {
    if (first === undefined || first.name === '**') continue
    if (second?.name === 'AssignOp' && writtenAt(second, module) === '=') {
      if (third !== undefined) keywords.set(writtenAt(first, module), third)
    } else positional.push(second === undefined || first.name === '*' ? first : second)
  }
  return { positional, keywords }
}
