import type { ImportCollector } from './collector.ts'
import { AIRFLOW_NAMES, takeFields } from './fields.ts'
import { jsonText } from './json-text.ts'
import { Mapping, type Pair, type Tree } from './tree.ts'

/** Keys that Airflow writes or accepts, and that a URI cannot hold. */
const BESIDE = ['conn_id', 'description', 'extra_dejson']

/** `airflow connections export` as JSON or YAML, and the connections of a LocalFilesystemBackend: a mapping by id. */
export function readConnections(collector: ImportCollector, root: Mapping): void {
  for (const { key, line, value } of root.pairs) takeConnection(collector, key, line, value)
  warnOfDescriptions(collector, root)
}

/** One connection of such a file: its URI, its fields, or a list of one of these. */
function takeConnection(collector: ImportCollector, id: string, line: number, value: Tree): void {
  if (typeof value === 'string') collector.uri(id, line, value)
  else if (value instanceof Mapping) takeMapping(collector, id, line, value)
  else if (isListOfOne(value)) takeConnection(collector, id, line, value[0])
  else {
    const what = Array.isArray(value) ? 'is a list, but not of exactly one connection' : 'is neither a URI nor a mapping'
    collector.problem(line, `connection ${id} ${what}; write its URI in quotes, or its fields`)
  }
}

/** Airflow makes nothing of a list in a list. */
const isListOfOne = (value: Tree): value is readonly [Exclude<Tree, readonly Tree[]>] =>
  Array.isArray(value) && value.length === 1 && !Array.isArray(value[0])

/** A connection as a mapping of Airflow's own field names; `extra_dejson` is the extra as a structure. */
export function takeMapping(collector: ImportCollector, id: string, line: number, fields: Mapping): void {
  const has = (name: string) => fields.get(name) !== undefined
  const inside = fields.get('conn_id')
  if (typeof inside === 'string' && inside !== id) {
    collector.problem(line, `connection ${id} contains a different conn_id, which Airflow rejects; make them equal, or remove it`)
  } else if (has('extra') && has('extra_dejson')) {
    collector.problem(
      line,
      `connection ${id} has both extra and extra_dejson, of which Airflow accepts only one; remove one of them`
    )
  } else {
    takeFields(
      collector,
      id,
      line,
      has('extra_dejson') ? renamed(fields, 'extra_dejson', 'extra') : fields,
      AIRFLOW_NAMES,
      BESIDE
    )
  }
}

const renamed = ({ pairs }: Mapping, from: string, to: string) =>
  new Mapping(pairs.map(pair => (pair.key === from ? { ...pair, key: to } : pair)))

function warnOfDescriptions(collector: ImportCollector, { pairs }: Mapping): void {
  const described = pairs.filter(({ value }) => value instanceof Mapping && typeof value.get('description') === 'string')
  const [first] = described.filter(({ value }) => (value as Mapping).get('description') !== '')
  if (first)
    collector.warn(
      first.line,
      'descriptions of connections are ignored: Vault holds what tasks use, and no task reads a description'
    )
}

/** `airflow variables export`, and the variables of a LocalFilesystemBackend as JSON or YAML: a mapping by key. */
export function readVariables(collector: ImportCollector, root: Mapping): void {
  for (const pair of root.pairs) takeVariable(collector, pair)
}

function takeVariable(collector: ImportCollector, { key, line, value }: Pair): void {
  const described = value instanceof Mapping ? valueBesideDescription(value) : undefined
  const tree = described === undefined ? value : described
  if (described === undefined && value instanceof Mapping && value.get('value') !== undefined) {
    collector.warn(
      line,
      `variable ${key} is an object with a key \`value\`, which \`airflow variables import\` may reduce to that value; this action keeps the whole object`
    )
  }
  const text = typeof tree === 'string' ? tree : jsonText(tree)
  if (text === undefined)
    collector.problem(line, `variable ${key} contains a date or number that JSON cannot represent; put it in quotes`)
  else collector.variable(key, line, text)
}

/** Airflow 3 exports a variable with a description as these two. */
function valueBesideDescription(mapping: Mapping): Tree | undefined {
  const isThese = mapping.pairs.length === 2 && mapping.pair('description') !== undefined
  return isThese ? mapping.get('value') : undefined
}
