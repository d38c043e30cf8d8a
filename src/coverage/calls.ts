import type { SyntaxNode } from '@lezer/common'
import { classOf, type Module, writtenAt } from './expressions.ts'
import { itemsOf } from './nodes.ts'

export interface Call {
  /** `get` of `Variable.get(…)`, `S3Hook` of `S3Hook(…)`. */
  readonly name: string
  /** What the method belongs to; undefined for a function. */
  readonly owner?: SyntaxNode
  /** The local name that it begins with: `aws` of `aws.hooks.S3Hook(…)`; otherwise empty text. */
  readonly root: string
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
  const root = names[0] ?? rootOf(callee)
  return {
    name,
    root: root === null ? '' : writtenAt(root, module),
    ...(owner === null ? {} : { owner }),
    ...argumentsOf(list, module)
  }
}

/** Nobody nests packages deeper. */
const SEGMENTS = 20

function rootOf(callee: SyntaxNode | null): SyntaxNode | null {
  let node = callee
  for (let depth = 0; depth < SEGMENTS && node?.name === 'MemberExpression'; depth++) node = node.firstChild
  return node?.name === 'VariableName' ? node : null
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
