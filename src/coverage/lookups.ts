import type { SyntaxNode } from '@lezer/common'
import type { Kind } from '../airflow/definition.ts'
import { classOf, type Module, writtenAt } from './expressions.ts'
import { childrenOf } from './nodes.ts'
import type { Use } from './use.ts'

/** A method that takes a name first. */
export interface Lookup {
  readonly kind: Kind
  /** Absent if the call decides. */
  readonly need?: Use['need']
}

/** Methods of Airflow's, by whose they are. */
const LOOKUPS: readonly (readonly [owner: RegExp, method: RegExp, lookup: Lookup])[] = [
  [/^Variable$/, /^get$/, { kind: 'variable' }],
  [/^Variable$/, /^get_variable_from_secrets$/, { kind: 'variable', need: 'optional' }],
  [/^Variable$/, /^set(?:default)?$/, { kind: 'variable', need: 'set' }],
  [/^Connection$/, /^(?:(?:async_)?get|get_connection_from_secrets)$/, { kind: 'connection', need: 'required' }],
  [/(?:hook|^(?:self|cls|super))$/i, /^a?get_(?:connections?|hook)$/, { kind: 'connection', need: 'required' }],
  // Whatever is not called a hook may be one, or the client of something else.
  [/^/, /^a?get_connection$/, { kind: 'connection', need: 'possible' }]
]

/** What a method of this owner looks up. A class that has the method itself may mean anything by it. */
export function lookupOf(method: string, owner: SyntaxNode, module: Module): Lookup | undefined {
  const ownerName = classOf(owner, module)
  const lookup = LOOKUPS.find(([whose, name]) => name.test(method) && whose.test(ownerName))?.[2]
  const isOwn = lookup !== undefined && /^(?:self|cls)$/.test(ownerName) && hasMethod(classAround(owner), method, module)
  return isOwn ? { ...lookup, need: 'possible' } : lookup
}

function classAround(node: SyntaxNode): SyntaxNode | null {
  let around = node.parent
  while (around !== null && around.name !== 'ClassDefinition') around = around.parent
  return around
}

function hasMethod(definition: SyntaxNode | null, method: string, module: Module): boolean {
  const body = definition?.getChild('Body') ?? null
  return (body === null ? [] : childrenOf(body))
    .map(statement => (statement.name === 'DecoratedStatement' ? statement.lastChild : statement))
    .some(statement => {
      const name = statement?.name === 'FunctionDefinition' ? statement.getChild('VariableName') : null
      return name != null && writtenAt(name, module) === method
    })
}
