import type { SyntaxNode } from '@lezer/common'
import type { Kind } from '../airflow/definition.ts'
import { type Call, callOf } from './calls.ts'
import { classOf, type Module, textAt } from './expressions.ts'
import { bare, childrenOf, isCalled } from './nodes.ts'

/** What a task's context is called: `context`, `**kwargs`, `get_current_context()`. */
const CONTEXT = /(?:context|ctx|kwargs)$/i

/** What a part of a task's context gives. */
export interface Accessed {
  readonly kind: Kind
  /** Gives the name; undefined if it is given elsewhere, where the accessor is passed on to. */
  readonly by?: SyntaxNode | undefined
  /** The `.get(…)` that it is given to, if it is. */
  readonly call?: Call | undefined
}

/** `context["var"]["value"].x`, `context["conn"].get("c")`, or an accessor without a name, such as `context["conn"]` in `f(…)`. */
export function accessedAt(expression: SyntaxNode, module: Module): Accessed | undefined {
  const steps = stepsTo(expression, module)
  const [first, second] = steps
  const kind = first === undefined || first.isAttribute ? undefined : ACCESSORS.get(first.key ?? '')
  if (kind === undefined) return undefined
  if (kind === 'variable' && !/^(?:value|json)$/.test(second?.key ?? 'value')) return undefined
  const named = steps[kind === 'variable' ? 2 : 1]
  if (named === undefined) return isGoneOn(expression) ? undefined : { kind }
  // A method of what happens to be called `conn` is no connection; and what follows a name is a part of its value.
  const isName = named === steps.at(-1) && !(named.isAttribute && isCalled(expression))
  return isName ? { kind, by: named.by, call: named.call } : undefined
}

const ACCESSORS: ReadonlyMap<string, Kind> = new Map([
  ['conn', 'connection'],
  ['var', 'variable']
])

interface Step {
  readonly of: SyntaxNode
  readonly key: string | null | undefined
  readonly by?: SyntaxNode
  readonly isAttribute?: boolean
  readonly call?: Call
}

/** The steps from a context to an expression; none if it does not begin with one, or goes on further than any name. */
function stepsTo(expression: SyntaxNode, module: Module): Step[] {
  const steps: Step[] = []
  for (let node = expression; steps.length === 0 || !CONTEXT.test(classOf(node, module)); ) {
    const step = steps.length < 3 ? stepAt(node, module) : undefined
    if (step === undefined) return []
    steps.unshift(step)
    node = bare(step.of)
  }
  return steps
}

/** `…["x"]`, `….x`, `….get("x")`; a `.get` that is not called may be called with any name later. */
function stepAt(node: SyntaxNode, module: Module): Step | undefined {
  const list = node.name === 'CallExpression' ? node.getChild('ArgList') : null
  const call = list === null ? undefined : callOf(list, module)
  if (call !== undefined) {
    const by = call.positional[0]
    const isGet = call.name === 'get' && call.owner !== undefined && by !== undefined
    return isGet ? { of: call.owner, key: textAt(bare(by), module), by, call } : undefined
  }
  const [of, opening, key] = node.name === 'MemberExpression' ? childrenOf(node) : []
  if (of === undefined || key === undefined) return undefined
  if (opening?.name === '[') return { of, key: textAt(bare(key), module), by: key }
  const text = textAt(key, module)
  if (text === 'get') return isCalled(node) ? undefined : { of, key: null, by: node }
  return { of, key: text, by: key, isAttribute: true }
}

function isGoneOn(expression: SyntaxNode): boolean {
  let node = expression
  while (node.parent?.name === 'ParenthesizedExpression') node = node.parent
  return node.parent?.name === 'MemberExpression' && node.parent.from === node.from
}
