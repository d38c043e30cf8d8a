import type { SyntaxNode } from '@lezer/common'
import type { Kind } from '../airflow/definition.ts'
import { type Call, callOf } from './calls.ts'
import { CONN_ID, HOOK, takesConnection } from './connections.ts'
import { accessedAt } from './contexts.ts'
import { type Module, textAt, writtenAt } from './expressions.ts'
import { lookupOf } from './lookups.ts'
import { bare, childrenOf, isCalled, itemsOf } from './nodes.ts'
import type { Use } from './use.ts'

/** A lookup of a variable or connection, by the name that an expression gives. */
export interface Ask {
  readonly kind: Kind
  readonly by: SyntaxNode
  readonly need: Use['need']
  /** Set if it is not what the expression gives; null if only a run knows it. */
  readonly name?: string | null
}

type Rule = (call: Call, module: Module) => Ask[]

const connection = (by: SyntaxNode | undefined, need: Use['need'] = 'required'): Ask[] =>
  by === undefined ? [] : [{ kind: 'connection', by, need }]

const needOf = ({ positional, keywords }: Call) =>
  positional.length > 1 || ['default', 'default_var', 'default_conn'].some(name => keywords.has(name)) ? 'optional' : 'required'

/** `Variable.get("x")`, `BaseHook.get_connection("x")`, and calls that set one. */
const lookups: Rule = (call, module) => {
  const lookup = call.owner === undefined ? undefined : lookupOf(call.name, call.owner, module)
  const by = call.positional[0] ?? (lookup?.kind === 'variable' ? call.keywords.get('key') : undefined)
  if (lookup === undefined || by === undefined) return []
  return [{ kind: lookup.kind, by, need: lookup.need ?? needOf(call) }]
}

/** `conn_id="x"` in any call; `Connection(conn_id="x")` creates one. */
const connectionIds: Rule = ({ name, keywords }) =>
  [...keywords].flatMap(([keyword, value]) =>
    CONN_ID.test(keyword) ? connection(value, name === 'Connection' ? 'set' : 'required') : []
  )

/** `PostgresHook("x")`; a hook that is not Airflow's may take anything first. */
const hooks: Rule = ({ name, root, positional }, { isForeign }) => {
  if (isForeign(root)) return HOOK.test(name) ? connection(positional[0], 'possible') : []
  return takesConnection(name) ? connection(positional[0]) : []
}

/** `get_async_connection("x")`, with which providers support several Airflows. */
const functions: Rule = ({ name, owner, positional }) =>
  owner === undefined && /^get_async_(?:connection|hook)$/.test(name) ? connection(positional[0]) : []

/** `ObjectStoragePath("s3://x@bucket/key")`, and what an operator makes one of. */
const objectStorage: Rule = ({ name, positional, keywords }, module) => {
  const paths =
    name === 'ObjectStoragePath' && !keywords.has('conn_id')
      ? positional.slice(0, 1)
      : name === 'FileTransferOperator'
        ? ['src', 'dst'].map(side => keywords.get(side))
        : []
  return paths.flatMap((by): Ask[] => {
    const id = by === undefined ? undefined : connectionIn(textAt(bare(by), module))
    return by === undefined || id === undefined ? [] : [{ kind: 'connection', by, need: 'required', name: id }]
  })
}

/**
 * What is before the `@` of a path's host; null if only a run knows whether there is any. With a colon in it, it is a user with a
 * password, which nobody should see.
 */
function connectionIn(path: string | null | undefined): string | null | undefined {
  const [, host] = /^[\w+.-]+:\/\/([^/?#]*)/.exec(path ?? '') ?? []
  const end = host?.lastIndexOf('@') ?? -1
  if (host !== undefined && end >= 0) return host.slice(0, end).includes(':') ? null : host.slice(0, end)
  return path === null || (host ?? path)?.includes('\0') ? null : undefined
}

const RULES: readonly Rule[] = [lookups, connectionIds, hooks, functions, objectStorage]

/** `{"conn_id": "x"}`, as in `default_args`; with a `conn_type` beside it, it describes one that is created. */
function asksOfEntries(entries: readonly (readonly SyntaxNode[])[], module: Module): Ask[] {
  const named = entries.flatMap(([key, colon, value]) => {
    const name = key !== undefined && colon?.name === ':' ? textAt(bare(key), module) : undefined
    return typeof name === 'string' ? [{ name, value }] : []
  })
  const need = named.some(({ name }) => name === 'conn_type') ? 'set' : 'required'
  return named.flatMap(({ name, value }) => (CONN_ID.test(name) ? connection(value, need) : []))
}

/** `conn_id="x"` in the parameters of a function. */
function asksOfParameters(parts: readonly SyntaxNode[], module: Module): Ask[] {
  return parts.flatMap(({ name }, at) => {
    const parameter = parts[at - 1]?.name === 'TypeDef' ? parts[at - 2] : parts[at - 1]
    const isConnection = name === 'AssignOp' && parameter !== undefined && CONN_ID.test(writtenAt(parameter, module))
    return isConnection ? connection(parts[at + 1]) : []
  })
}

/** `context["conn"].get("x")`, and whatever else is done with a part of a task's context. */
function asksOfContext(expression: SyntaxNode, module: Module): Ask[] {
  const accessed = accessedAt(expression, module)
  if (accessed === undefined) return []
  const { kind, by, call } = accessed
  const need = call === undefined ? 'required' : needOf(call)
  return [by === undefined ? { kind, by: expression, need, name: null } : { kind, by, need }]
}

/** `Variable.get` that is passed on: whoever gets it may call it with any name. */
function asksOfMethod(member: SyntaxNode, module: Module): Ask[] {
  const [owner, dot, method] = childrenOf(member)
  if (owner === undefined || dot?.name !== '.' || method === undefined || isCalled(member)) return []
  const lookup = lookupOf(writtenAt(method, module), owner, module)
  return lookup === undefined || lookup.need === 'possible' ? [] : [{ ...lookup, by: member, need: 'required', name: null }]
}

const ASKING: Readonly<Record<string, (node: SyntaxNode, module: Module) => Ask[]>> = {
  ArgList: (list, module) => {
    const call = callOf(list, module)
    return call === undefined ? [] : RULES.flatMap(rule => rule(call, module))
  },
  CallExpression: asksOfContext,
  DictionaryExpression: (dict, module) => asksOfEntries(itemsOf(dict), module),
  MemberExpression: (member, module) => [...asksOfContext(member, module), ...asksOfMethod(member, module)],
  ParamList: (list, module) => asksOfParameters(childrenOf(list), module)
}

export const ASKING_KINDS = Object.keys(ASKING)

/** What a node of the `ASKING_KINDS` asks for, without the nodes inside it; others ask for nothing. */
export function asksOf(node: SyntaxNode, module: Module): Ask[] {
  return ASKING[node.name]?.(node, module) ?? []
}
