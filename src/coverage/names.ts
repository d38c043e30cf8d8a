import type { SyntaxNode } from '@lezer/common'
import { bare, childrenOf, itemsOf } from './nodes.ts'
import { isString, stringValue } from './strings.ts'

/** What names stand for in one Python source. */
export interface BoundNames {
  /** `NAME = "text"`, not indented, and bound nowhere else in the source. */
  readonly constants: ReadonlyMap<string, string>
  /** Of `import … as`: the local name → the last part of the real one. */
  readonly aliases: ReadonlyMap<string, string>
  /** Whether a name may be of something that is not Airflow's: a class of this source, or imported from elsewhere. */
  readonly isForeign: (name: string) => boolean
}

/** `nodes` must include those of the `BINDING_KINDS`. */
export function namesOf(nodes: readonly SyntaxNode[], source: string): BoundNames {
  const text = ({ from, to }: SyntaxNode) => source.slice(from, to)
  const bound = new Map<string, number>()
  const aliases = new Map<string, string>()
  const constants = new Map<string, string>()
  const [foreign, airflows] = [new Set<string>(), new Set<string>()]
  for (const node of nodes) {
    const bind = BINDING[node.name]
    if (bind === undefined) continue
    const children = childrenOf(node)
    for (const name of bind(children).flatMap(variablesIn).map(text)) bound.set(name, (bound.get(name) ?? 0) + 1)
    if (node.name === 'ImportStatement') for (const [local, meant] of aliasesIn(children)) aliases.set(text(local), text(meant))
    if (node.name === 'ClassDefinition') for (const name of bind(children)) foreign.add(text(name))
    if (node.name === 'ImportStatement')
      for (const { local, from } of importsIn(children))
        (from !== undefined && text(from) === 'airflow' ? airflows : foreign).add(text(local))
    const [target, value] = node.name === 'AssignStatement' && isOutermost(node) ? assignment(children) : []
    const constant = value !== undefined && isString(value) ? stringValue(value, source) : undefined
    if (target !== undefined && constant !== undefined) constants.set(text(target), constant)
  }
  return {
    constants: new Map([...constants].filter(([name]) => bound.get(name) === 1)),
    aliases,
    isForeign: name => (foreign.has(name) || foreign.has('*')) && !airflows.has(name)
  }
}

function aliasesIn(parts: readonly SyntaxNode[]): [SyntaxNode, SyntaxNode][] {
  return parts.flatMap(({ name }, at): [SyntaxNode, SyntaxNode][] => {
    const [meant, local] = [parts[at - 1], parts[at + 1]]
    return name === 'as' && meant !== undefined && local !== undefined ? [[local, meant]] : []
  })
}

interface Import {
  readonly local: SyntaxNode
  /** The first part of the module's name; undefined for a package of the project (`from . import x`). */
  readonly from: SyntaxNode | undefined
}

function importsIn(parts: readonly SyntaxNode[]): Import[] {
  const start = parts.findIndex(({ name }) => name === 'import')
  const module = parts[0]?.name === 'from' ? parts[1] : undefined
  const from = module?.name === 'VariableName' ? module : undefined
  const items: SyntaxNode[][] = [[]]
  for (const part of parts.slice(start + 1)) {
    if (part.name === ',') items.push([])
    else if (/^(?:VariableName|as|\*)$/.test(part.name)) items.at(-1)?.push(part)
  }
  return items.flatMap((item): Import[] => {
    const local = item.at(-2)?.name === 'as' || start > 0 ? item.at(-1) : item[0]
    return local === undefined ? [] : [{ local, from: start > 0 ? from : item[0] }]
  })
}

function isOutermost({ parent }: SyntaxNode): boolean {
  return (parent?.name === 'StatementGroup' ? parent.parent : parent)?.name === 'Script'
}

/** Target and value, if there is one of each. */
function assignment(parts: readonly SyntaxNode[]): SyntaxNode[] {
  const isOfOne = /^\S+ (?:TypeDef )?AssignOp \S+$/.test(parts.map(({ name }) => name).join(' '))
  const [target, value] = [parts[0], parts.at(-1)]
  return isOfOne && target !== undefined && value !== undefined ? [target, bare(value)] : []
}

type Bind = (children: readonly SyntaxNode[]) => readonly SyntaxNode[]

const behind =
  (...names: string[]): Bind =>
  children =>
    children.filter((_, at) => names.includes(children[at - 1]?.name ?? ''))

const first: Bind = children => children.slice(0, 1)
const all: Bind = children => children

const betweenForAndIn: Bind = children => {
  let isTarget = false
  return children.filter(({ name }) => {
    if (name === 'for' || name === 'in') isTarget = name === 'for'
    return isTarget
  })
}

/** Which parts of a node hold names that it binds. */
const BINDING: Readonly<Record<string, Bind>> = {
  AssignStatement: children =>
    children.slice(0, children.map(({ name }) => /^(?:AssignOp|TypeDef)$/.test(name)).lastIndexOf(true)),
  UpdateStatement: first,
  NamedExpression: first,
  DeleteStatement: all,
  ForStatement: betweenForAndIn,
  ArgList: betweenForAndIn,
  ComprehensionExpression: betweenForAndIn,
  ArrayComprehensionExpression: betweenForAndIn,
  DictionaryComprehensionExpression: betweenForAndIn,
  SetComprehensionExpression: betweenForAndIn,
  ParamList: children => children.filter((_, at) => children[at - 1]?.name !== 'AssignOp'),
  FunctionDefinition: behind('def'),
  ClassDefinition: behind('class'),
  ImportStatement: behind('as'),
  WithStatement: behind('as'),
  TryStatement: behind('as'),
  AsPattern: behind('as'),
  CapturePattern: all
}

export const BINDING_KINDS = Object.keys(BINDING)

/** The variables of a target, which may be tuples and lists of them. */
function variablesIn(target: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  const open = [target]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.name === 'VariableName') found.push(node)
    else if (/^(?:Tuple|Array|Parenthesized)Expression$/.test(node.name)) open.push(...itemsOf(node).flat())
  }
  return found
}
