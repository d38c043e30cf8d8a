import type { SyntaxNode } from '@lezer/common'
import type { Kind } from '../airflow/definition.ts'
import { type Call, callOf } from './calls.ts'
import { classOf, type Module, textAt, writtenAt } from './expressions.ts'
import { bare, childrenOf, itemsOf } from './nodes.ts'
import type { Use } from './use.ts'

/** A lookup of a variable or connection, by the name that an expression gives. */
export interface Ask {
  readonly kind: Kind
  readonly by: SyntaxNode
  readonly need: Use['need']
  /** Set if it is only a part of what the expression gives. */
  readonly name?: string | undefined
}

type Rule = (call: Call, module: Module) => Ask[]

/** Kafka's operators have another name for the connection id. */
const CONN_ID = /^(?:(?:.*_)?conn_id|kafka_config_id)$/

const connection = (by: SyntaxNode | undefined, need: Use['need'] = 'required'): Ask[] =>
  by === undefined ? [] : [{ kind: 'connection', by, need }]

const needOf = ({ positional, keywords }: Call) =>
  positional.length > 1 || ['default', 'default_var', 'default_conn'].some(name => keywords.has(name)) ? 'optional' : 'required'

const ownerOf = ({ owner }: Call, module: Module) => (owner === undefined ? '' : classOf(owner, module))

/** `Variable.get("x")`, and calls that set one. */
const variables: Rule = (call, module) => {
  const by = call.positional[0] ?? call.keywords.get('key')
  if (by === undefined || ownerOf(call, module) !== 'Variable' || !/^(?:get|set|setdefault)$/.test(call.name)) return []
  return [{ kind: 'variable', by, need: call.name === 'get' ? needOf(call) : 'set' }]
}

/** `Connection.get("x")`, `BaseHook.get_connection("x")`, on any hook, including the class that the call is in. */
const connections: Rule = (call, module) => {
  const owner = ownerOf(call, module)
  const isAsked =
    owner === 'Connection'
      ? /^(?:get|get_connection_from_secrets)$/.test(call.name)
      : /(?:hook|^(?:self|cls|super))$/i.test(owner) && /^(?:get_connection|get_hook)$/.test(call.name)
  return isAsked ? connection(call.positional[0]) : []
}

/** `conn_id="x"` in any call; `Connection(conn_id="x")` creates one. */
const connectionIds: Rule = ({ name, keywords }) =>
  [...keywords].flatMap(([keyword, value]) =>
    CONN_ID.test(keyword) ? connection(value, name === 'Connection' ? 'set' : 'required') : []
  )

/** Airflow's hooks whose first parameter is the connection id. */
export const HOOK =
  /^(?:Postgres|MySql|MsSql|Sqlite|Oracle|Snowflake|Databricks|DatabricksSql|Trino|Presto|Vertica|Jdbc|Odbc|RedshiftSQL|Teradata|S3|GCS|Wasb|SSH|SFTP|FTPS?|FS|Samba|Redis|Mongo|Smtp|Imap|Salesforce)Hook$/

/** `PostgresHook("x")`. */
const hooks: Rule = ({ name, positional }) => (HOOK.test(name) ? connection(positional[0]) : [])

/** `ObjectStoragePath("s3://x@bucket/key")`. */
const objectStorage: Rule = ({ name, positional: [by] }, module) => {
  const path = name === 'ObjectStoragePath' && by !== undefined ? textAt(bare(by), module) : undefined
  const id = /^\w+:\/\/([^@/]+)@/.exec(path ?? '')?.[1]
  return by === undefined || id === undefined ? [] : [{ kind: 'connection', by, need: 'required', name: id }]
}

/** `context["var"]["value"].get("x")`, `context["conn"].get("x")`. */
const contextGets: Rule = (call, module) => {
  const by = call.positional[0]
  const kind = call.name === 'get' && call.owner !== undefined ? accessorOf(call.owner, module) : undefined
  return kind === undefined || by === undefined ? [] : [{ kind, by, need: needOf(call) }]
}

const RULES: readonly Rule[] = [variables, connections, connectionIds, hooks, objectStorage, contextGets]

/** `{"conn_id": "x"}`, as in `default_args`. */
function asksOfEntry([key, colon, value]: readonly SyntaxNode[], module: Module): Ask[] {
  const isConnection = key !== undefined && colon?.name === ':' && CONN_ID.test(textAt(bare(key), module) ?? '')
  return isConnection ? connection(value) : []
}

/** `context["var"]["value"].x`, `context["conn"].x`. */
function asksOfAttribute([owner, dot, by]: readonly SyntaxNode[], module: Module): Ask[] {
  const isAttribute = owner !== undefined && dot?.name === '.' && by !== undefined && writtenAt(by, module) !== 'get'
  const kind = isAttribute ? accessorOf(owner, module) : undefined
  return kind === undefined || by === undefined ? [] : [{ kind, by, need: 'required' }]
}

/** What a task's context has for variables and connections: their names are its attributes. */
const ACCESSOR = /^(?:\w*context(?:\(\))?|kwargs)\[["'](?:(conn)|var["']\]\[["'](?:value|json))["']\]$/

function accessorOf(expression: SyntaxNode, module: Module): Kind | undefined {
  const isShort = expression.to - expression.from < 100
  const [accessor, isConnection] = (isShort && ACCESSOR.exec(writtenAt(expression, module))) || []
  return accessor === undefined ? undefined : isConnection ? 'connection' : 'variable'
}

const ASKING: Readonly<Record<string, (node: SyntaxNode, module: Module) => Ask[]>> = {
  ArgList: (list, module) => {
    const call = callOf(list, module)
    return call === undefined ? [] : RULES.flatMap(rule => rule(call, module))
  },
  DictionaryExpression: (dict, module) => itemsOf(dict).flatMap(entry => asksOfEntry(entry, module)),
  MemberExpression: (member, module) => asksOfAttribute(childrenOf(member), module)
}

export const ASKING_KINDS = Object.keys(ASKING)

/** What a node of the `ASKING_KINDS` asks for, without the nodes inside it; others ask for nothing. */
export function asksOf(node: SyntaxNode, module: Module): Ask[] {
  return ASKING[node.name]?.(node, module) ?? []
}
