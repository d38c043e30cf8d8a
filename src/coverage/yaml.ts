import {
  CORE_SCHEMA,
  EVENT_ID,
  type Event,
  eventsToAst,
  type Node,
  parseEvents,
  SCALAR_STYLE,
  visit,
  YAMLException
} from 'js-yaml'
import { blocksOf } from './blocks.ts'
import { CONN_ID } from './connections.ts'
import { lineCounter } from './lines.ts'
import type { Use } from './use.ts'

/** What DAGs in YAML or JSON ask for, and the first line, from 1, that is neither. */
export interface YamlUses {
  readonly uses: readonly Use[]
  readonly broken?: number
}

/** A text without any of these words asks for nothing. */
const MAY_ASK = /conn_id|kafka_config_id|variables_as_arguments/

/**
 * What DAG factories hand to operators: `conn_id: x` and `postgres_conn_id: x` anywhere in YAML or JSON (line ends `\n`), and
 * dag-factory's `variables_as_arguments`. A key that has a `conn_type` beside it describes a connection that is created.
 */
export function usesInYaml(text: string): YamlUses {
  if (!MAY_ASK.test(text)) return { uses: [] }
  try {
    return { uses: usesIn(text) }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    return { uses: [], broken: (error.mark?.line ?? 0) + 1 }
  }
}

/** The same in what a text of another language, such as SQL, begins with between two lines `---`. */
export function usesInFrontMatter(text: string): YamlUses {
  const end = text.startsWith('---\n') ? text.indexOf('\n---', 4) : -1
  return end < 0 ? { uses: [] } : usesInYaml(text.slice(0, end))
}

function usesIn(text: string): Use[] {
  // Python's parsers take a closing bracket that is not indented.
  const yaml = withoutTemplates(text).replaceAll(/^[ \t]*(?=[\]}])/gm, `$&${' '.repeat(99)}`)
  const events = parseEvents(yaml, {})
  const offsets = events.flatMap(offsetOf)
  const lineAt = lineCounter(yaml)
  const lines = new Map<Node, number>()
  const anchors = new Map<string, Node>()
  const uses: Use[] = []
  // Both are in the order of the text; only the events know where they are.
  visit(eventsToAst(events, { source: yaml, schema: CORE_SCHEMA }), node => {
    lines.set(node, lineAt(offsets[lines.size] ?? 0))
    if (node.kind !== 'alias' && node.anchor !== undefined) anchors.set(node.anchor, node)
  })
  for (const node of lines.keys()) {
    for (const [kind, value, need] of asksOf(node)) {
      const name = nameOf(value.kind === 'alias' ? (anchors.get(value.anchor) ?? value) : value)
      if (name !== undefined) uses.push({ kind, name, line: lines.get(value) ?? 1, need })
    }
  }
  return uses
}

type Asked = readonly [kind: Use['kind'], value: Node, need: Use['need']]

function asksOf(node: Node): Asked[] {
  if (node.kind !== 'mapping') return []
  const entries = node.items.flatMap(({ key, value }) => (key.kind === 'scalar' ? [{ key: key.value, value }] : []))
  const need = entries.some(({ key }) => key === 'conn_type') ? 'set' : 'required'
  return entries.flatMap(({ key, value }): Asked[] => {
    if (CONN_ID.test(key)) return [['connection', value, need]]
    // dag-factory leaves out an argument whose variable does not exist.
    return key === 'variables_as_arguments' ? variablesIn(value).map(name => ['variable', name, 'optional']) : []
  })
}

const variablesIn = (list: Node): Node[] =>
  list.kind !== 'sequence'
    ? []
    : list.items.flatMap(item =>
        item.kind !== 'mapping'
          ? []
          : item.items.flatMap(({ key, value }) => (key.kind === 'scalar' && key.value === 'variable' ? [value] : []))
      )

const TEXT = 'tag:yaml.org,2002:str'

/** Null for what the loader of the DAG makes of it: from its environment, or by a tag; undefined for what is no text. */
function nameOf(value: Node): string | null | undefined {
  if (value.kind !== 'scalar') return value.kind === 'alias' ? null : undefined
  if (value.tagged) return /(?:^!!|:)str$/.test(value.tag) ? value.value : null
  if (value.tag !== TEXT) return undefined
  return value.value.includes('$') ? null : value.value
}

/** Jinja is no YAML. Its expressions become characters that no name has, and the rest becomes blanks; offsets stay. */
function withoutTemplates(text: string): string {
  let done = 0
  let yaml = ''
  for (const { code, start } of blocksOf(text)) {
    yaml += text.slice(done, start) + code.replaceAll(/[^\n]/g, code.startsWith('{{') ? '\ue000' : ' ')
    done = start + code.length
  }
  return yaml + text.slice(done)
}

/** None for what has no node in the tree. */
function offsetOf(event: Event): number[] {
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
    case EVENT_ID.POP:
      return []
    case EVENT_ID.ALIAS:
      return [event.anchorStart]
    case EVENT_ID.SCALAR:
      return [event.style === SCALAR_STYLE.PLAIN ? event.valueStart : event.valueStart - 1]
    default:
      return [event.start]
  }
}
