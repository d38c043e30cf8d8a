import { takeMapping } from './airflow-files.ts'
import type { ImportCollector } from './collector.ts'
import { Mapping, parseTree } from './tree.ts'

/** `NAME=value`, as Airflow reads it from a file: to the end of the line, without quotes or escapes. */
export interface EnvLine {
  readonly name: string
  readonly value: string
  /** From 1. */
  readonly line: number
}

/** The lines of a file in Airflow's own `env` format. Any other line goes to `refuse`. */
export function envLines(text: string, refuse: (line: number, message: string) => void = () => {}): EnvLine[] {
  return text.split(/\r\n|\n|\r/).flatMap((content, index): EnvLine[] => {
    const line = index + 1
    if (/^\s*(#|$)/.test(content)) return []
    // Not `abc==`: that is the end of a key over several lines, whose text must not be taken for a name.
    const [, name = '', value = ''] = /^([^=]+)=(?!=?$)(.*)$/s.exec(content) ?? []
    if (name !== '' && value !== '') return [{ name, value, line }]
    refuse(line, 'is not NAME=value, which Airflow expects here; complete it, or remove it')
    return []
  })
}

/** `airflow connections export --file-format env`, in both serialisations, and such a file of a LocalFilesystemBackend. */
export function readConnectionLines(collector: ImportCollector, text: string): void {
  for (const { name, value, line } of envLines(text, (at, message) => collector.problem(at, message))) {
    if (value.startsWith('{')) takeJson(collector, name, line, value)
    else if (isQuoted(value))
      collector.problem(line, `connection ${name} has quotes around its URI, which Airflow reads as part of it; remove them`)
    else collector.uri(name, line, value)
  }
}

/** The variables of a LocalFilesystemBackend as `env`. */
export function readVariableLines(collector: ImportCollector, text: string): void {
  for (const { name, value, line } of envLines(text, (at, message) => collector.problem(at, message))) {
    if (isQuoted(value))
      collector.warn(line, `variable ${name} has quotes around its value, which Airflow and this action read as part of it`)
    collector.variable(name, line, value)
  }
}

/** A connection as JSON text, which Airflow also accepts in `AIRFLOW_CONN_…`. */
export function takeJson(collector: ImportCollector, id: string, line: number, json: string): void {
  const { root, problems } = parseTree(json)
  const [first] = problems
  if (first !== undefined) collector.problem(line, `connection ${id} ${first.message}`)
  else if (!isJson(json))
    collector.problem(
      line,
      `connection ${id} is not valid JSON for Airflow; put names and strings in double quotes, and remove any trailing comma`
    )
  else if (root instanceof Mapping) takeMapping(collector, id, line, inLine(withType(root), line))
}

/** By Python's rules, which also accept these two as numbers. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/\b(NaN|Infinity)\b/g, '0'))
    return true
  } catch {
    return false
  }
}

/** Airflow's `Connection.from_json` normalizes the type like that of a URI. */
function withType({ pairs }: Mapping): Mapping {
  const normal = (type: string) => (type === 'postgresql' ? 'postgres' : type.replaceAll('-', '_'))
  return new Mapping(
    pairs.map(pair =>
      pair.key === 'conn_type' && typeof pair.value === 'string' ? { ...pair, value: normal(pair.value) } : pair
    )
  )
}

const inLine = ({ pairs }: Mapping, line: number) => new Mapping(pairs.map(pair => ({ ...pair, line })))

const isQuoted = (value: string) => /^(["']).*\1$/.test(value)
