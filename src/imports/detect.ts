import { basename } from 'node:path'
import { readConnections, readVariables } from './airflow-files.ts'
import { ImportCollector, type Imported } from './collector.ts'
import { isForAirflow, readEnvironment } from './dotenv.ts'
import { envLines, readConnectionLines, readVariableLines } from './env-lines.ts'
import { readSettings } from './settings.ts'
import { Mapping, type Pair, parseTree, type Tree } from './tree.ts'

/**
 * Reads a file of any format. Its content decides which, not its name. The name decides only if the values could be connections
 * as well as variables (strings that are URLs).
 */
export function readForeign(content: string, file: string): Imported {
  const collector = new ImportCollector(file)
  const text = content.replace(/^\ufeff/, '')
  if (text.includes('\0'))
    collector.problem(1, 'is not UTF-8 text; save it as UTF-8 (redirection in Windows PowerShell writes UTF-16)')
  else if (text.trim() === '') warnOfNothing(collector)
  else if (isEnvironment(text)) readLines(collector, text, file)
  else readTree(collector, text, file)
  return collector
}

/**
 * Whether the first line that is not a comment is `NAME=…`. In a shell script it may also be a command: something that is neither
 * `name: …` nor the beginning of a structure, with assignments below.
 */
function isEnvironment(text: string): boolean {
  const lines = text.split(/\r?\n/).filter(line => !/^\s*(#|$)/.test(line))
  const [first = ''] = lines
  if (/^\s*(export\s+)?[^\s=:{["']+[^\S\n]*=/.test(first)) return true
  const isData = /^\s*[[{"'&*!|>%?-]/.test(first) || /^[^:]*:(\s|$)/.test(first)
  return lines.some(line => ASSIGNED.test(line) || (!isData && /^[A-Za-z_]\w*=/.test(line)))
}

/** What no line of YAML begins with. */
const ASSIGNED = /^(export[ \t]+[A-Za-z_]\w*|AIRFLOW_(CONN|VAR)_\w+)=/

function readLines(collector: ImportCollector, text: string, file: string): void {
  if (/^[ \t]*(?:export[ \t]|AIRFLOW_)/m.test(text) || basename(file).startsWith('.env')) readEnvironment(collector, text)
  else {
    const kind = kindOf(
      envLines(text).map(({ value }) => evidenceOfText(value)),
      file
    )
    if (kind === undefined) collector.problem(1, UNCLEAR)
    else LINES[kind](collector, text)
  }
}

const LINES = { connections: readConnectionLines, variables: readVariableLines }

function readTree(collector: ImportCollector, text: string, file: string): void {
  const { root, problems } = parseTree(text, /^["']?airflow["']?\s*:/im.test(text) ? 'go' : 'python')
  for (const { line, message } of problems) collector.problem(line, message)
  if (root instanceof Mapping) readMapping(collector, root, file)
  else if (root !== null) collector.problem(1, NO_MAPPING)
  else if (problems.length === 0) warnOfNothing(collector)
}

const NO_MAPPING =
  'is not a mapping of names to values; create it with `airflow connections export` or `airflow variables export` (not `list`)'

function readMapping(collector: ImportCollector, root: Mapping, file: string): void {
  const { pairs } = root
  const settings = pairs.find(pair => isSettings(pair, root))
  const variable = pairs.find(({ key }) => isForAirflow(key))
  if (pairs.length === 0) warnOfNothing(collector)
  else if (settings !== undefined) readSettings(collector, root, settings)
  else if (pairs.some(({ key, value }) => SETTINGS.test(key) && isListOfEntries(value)))
    collector.problem(
      1,
      'lacks `airflow:` above its lists, so the astro CLI reads nothing; make that the first line, and indent the rest'
    )
  else if (variable !== undefined)
    collector.problem(variable.line, 'has AIRFLOW_CONN_… or AIRFLOW_VAR_… as YAML; write NAME=value')
  else {
    const kind = kindOf(
      pairs.map(({ value }) => evidenceOf(value)),
      file
    )
    if (kind === undefined) collector.problem(1, UNCLEAR)
    else MAPPINGS[kind](collector, root)
  }
}

const MAPPINGS = { connections: readConnections, variables: readVariables }

/** The lists of the astro CLI's settings. */
const SETTINGS = /^(connections|variables|pools)$/i

/** The CLI looks for `airflow` in any case. A variable may have that name too, but it is not a mapping with these lists. */
const isSettings = ({ key, value }: Pair, { pairs }: Mapping) =>
  key.toLowerCase() === 'airflow' &&
  ((value === null && pairs.length === 1) ||
    (value instanceof Mapping && (pairs.length === 1 || value.pairs.some(inside => SETTINGS.test(inside.key)))))

const isListOfEntries = (value: Tree) =>
  Array.isArray(value) &&
  value.some(entry => entry instanceof Mapping && /^(conn_id|variable_name|key|pool_name)$/i.test(entry.pairs[0]?.key ?? ''))

type Kind = 'connections' | 'variables'

/** What one value can be. */
type Evidence = Kind | 'either'

function evidenceOf(value: Tree): Evidence {
  if (typeof value === 'string') return evidenceOfText(value)
  if (Array.isArray(value)) return evidenceOfList(value.map(evidenceOf))
  if (!(value instanceof Mapping)) return 'variables'
  if (value.get('conn_type') !== undefined || value.get('uri') !== undefined) return 'connections'
  const names = value.pairs.map(({ key }) => key)
  return names.length > 0 && names.every(name => FIELDS.has(name)) ? 'either' : 'variables'
}

/** A connection may be in a list of one; a list of several is a mistake, or a variable. */
function evidenceOfList([first = 'variables', ...others]: readonly Evidence[]): Evidence {
  if (others.length === 0) return first
  return [first, ...others].every(kind => kind === 'connections') ? 'connections' : 'variables'
}

const FIELDS = new Set(['conn_id', 'description', 'host', 'login', 'password', 'schema', 'port', 'extra', 'extra_dejson'])

function evidenceOfText(text: string): Evidence {
  if (/^\s*\{\s*"/.test(text)) return /"(conn_type|uri)"\s*:/.test(text) ? 'connections' : 'variables'
  // Even if quoted by mistake: the reader of connections reports that.
  const [, rest] = /^["']?[A-Za-z][\w.+-]*:\/\/(.*)$/s.exec(text) ?? []
  if (rest === undefined) return 'variables'
  return rest === '' || rest.includes('__extra__=') || /^[^/?#]*@/.test(rest) ? 'connections' : 'either'
}

function kindOf(evidence: readonly Evidence[], file: string): Kind | undefined {
  const kinds = new Set(evidence.filter(kind => kind !== 'either'))
  const [only] = kinds.size === 1 ? kinds : []
  return only ?? kindByName(basename(file).toLowerCase())
}

function kindByName(name: string): Kind | undefined {
  const [connections, variables] = [name.includes('conn'), name.includes('var')]
  return connections === variables ? undefined : connections ? 'connections' : 'variables'
}

const UNCLEAR =
  'could contain connections or variables, because its values fit both; put `connections` or `variables` in its name'

/** Said of a file that could be imported, and has nothing to import. */
export const NOTHING = 'contains neither connections nor variables'
const warnOfNothing = (collector: ImportCollector) => collector.warn(1, NOTHING)
