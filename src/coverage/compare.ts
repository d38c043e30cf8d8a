import type { Kind } from '../airflow/definition.ts'
import type { Finding } from '../base/finding.ts'
import { nearest } from '../base/suggestion.ts'
import type { Use } from './use.ts'

/** A use in a file, under the path to show. */
export interface UseInFile extends Use {
  readonly file: string
}

/** What a DAG would not find, and what no DAG looks for. */
export interface Coverage {
  /** Names that nothing known here defines: one problem per name, at its first use. */
  readonly missing: readonly Finding[]
  /** Files that may ask for more and were not read: one problem per file. */
  readonly unread: readonly Finding[]
  readonly notes: readonly Finding[]
}

type Compared = Omit<Coverage, 'unread'>

/** A list of thousands helps nobody. */
const NAMES_SHOWN = 50
/** Finding the nearest of thousands of names takes time. */
const SUGGESTIONS = 20
const KINDS = ['variable', 'connection'] as const

/** Compares what is asked for with the names that the manifest defines. `mentions` are words that occur in the sources. */
export function compareCoverage(
  places: readonly UseInFile[],
  defined: Readonly<Record<Kind, readonly string[]>>,
  mentions: ReadonlySet<string>
): Compared {
  const parts = KINDS.map(kind =>
    compareKind(
      kind,
      places.filter(place => place.kind === kind),
      defined[kind],
      mentions
    )
  )
  return { missing: parts.flatMap(({ missing }) => missing), notes: parts.flatMap(({ notes }) => notes) }
}

function compareKind(
  kind: Kind,
  places: readonly UseInFile[],
  defined: readonly string[],
  mentions: ReadonlySet<string>
): Compared {
  const known = new Set(defined)
  const asked = new Map<string, UseInFile[]>()
  for (const place of places) {
    if (place.name === null) continue
    const uses = asked.get(place.name)
    if (uses) uses.push(place)
    else asked.set(place.name, [place])
  }

  const absent = [...asked].filter(([name]) => !known.has(name))
  const judged = absent.map(([name, uses]) => ({ name, uses, excuse: excuseFor(kind, name, uses) }))
  const missing = judged.filter(({ excuse }) => excuse === undefined)
  const excused = judged.filter(({ excuse }) => excuse !== undefined)
  const unused = defined.filter(name => !asked.has(name) && !mentions.has(name))
  const atRunTime = places.filter(({ name }) => name === null)
  return {
    missing: missing.map(({ name, uses }, index) => problem(kind, name, uses, index < SUGGESTIONS ? defined : [])),
    notes: [
      ...missing.map(({ name, uses }) => note(kind, name, `${whereOf(uses)}, but is not in the manifest`)),
      ...excused.map(({ name, uses, excuse }) => note(kind, name, `${whereOf(uses)}, but is not in the manifest; ${excuse}`)),
      ...(unused.length === 0
        ? []
        : [{ severity: 'note' as const, subject: `${kind}s`, message: `include names that no DAG uses: ${listed(unused)}` }]),
      ...(atRunTime.length === 0 ? [] : [{ severity: 'note' as const, subject: `${kind}s`, message: runTimeText(atRunTime) }])
    ]
  }
}

const note = (kind: Kind, name: string, message: string): Finding => ({
  severity: 'note',
  subject: `${kind}s.${name}`,
  message
})

/** Why a DAG can do without the name; undefined if it cannot. */
function excuseFor(kind: Kind, name: string, uses: readonly UseInFile[]): string | undefined {
  if (uses.some(({ need }) => need === 'set')) return "the DAGs create it themselves, in Airflow's database"
  if (uses.every(({ need }) => need === 'optional')) return 'every use has a default'
  return kind === 'connection' && name.endsWith('_default') ? "Airflow's default connections have such names" : undefined
}

function problem(kind: Kind, name: string, uses: readonly UseInFile[], defined: readonly string[]): Finding {
  const first = uses.find(({ need }) => need === 'required') ?? uses[0]
  const others = uses.length === 1 ? '' : ` (and in ${uses.length - 1} more ${uses.length === 2 ? 'place' : 'places'})`
  const variable = `AIRFLOW_${kind === 'variable' ? 'VAR' : 'CONN'}_${name.toUpperCase()}`
  return {
    severity: 'warning',
    subject: `${kind} ${name}`,
    message:
      `is used here${others}, but is not in the manifest${near(name, defined)}. ` +
      `The task fails unless ${variable} in the Deployment or Airflow's own database defines it`,
    ...(first === undefined ? {} : { place: { file: first.file, line: first.line } })
  }
}

/** Without a near name, listing all would be too much. */
function near(name: string, defined: readonly string[]): string {
  const meant = nearest(name, defined)
  return meant === undefined ? '' : ` (did you mean "${meant}"?)`
}

function whereOf(uses: readonly UseInFile[]): string {
  const [first] = uses
  return `is used in ${first?.file}:${first?.line}${uses.length > 1 ? ` and ${uses.length - 1} more` : ''}`
}

function listed(names: readonly string[]): string {
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : ''
  return names.slice(0, NAMES_SHOWN).join(', ') + more
}

function runTimeText(uses: readonly UseInFile[]): string {
  const first = `${uses[0]?.file}:${uses[0]?.line}`
  return uses.length === 1
    ? `could not all be checked: one name is known only at run time (${first})`
    : `could not all be checked: ${uses.length} names are known only at run time (the first at ${first})`
}
