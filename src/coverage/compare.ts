import type { Kind, Named } from '../airflow/definition.ts'
import { variableOf } from '../airflow/names.ts'
import type { Finding, Place } from '../base/finding.ts'
import { nearest } from '../base/suggestion.ts'
import type { Use } from './use.ts'

/** A use in a file, under the path to show. */
export interface UseInFile extends Use {
  readonly file: string
}

/** A name that a DAG asks for, at its first use. */
export interface Asked extends Named {
  readonly at: Place
}

/** What a DAG would not find, and what no DAG looks for. */
export interface Coverage {
  /** Names that nothing known here defines. */
  readonly absent: readonly Asked[]
  /** One problem for each of these names. */
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

/** What is known about a project. */
export interface Known {
  readonly places: readonly UseInFile[]
  readonly defined: Readonly<Record<Kind, readonly string[]>>
  /** Words that occur in the sources. */
  readonly mentions: ReadonlySet<string>
  /** Whether there is nothing that may ask for more and was not read. */
  readonly isAllRead: boolean
  /** Names of the variables that the image sets. */
  readonly environment: ReadonlySet<string>
  /** The pattern that may define a name; undefined if none may. */
  readonly mayDefine: (one: Named) => string | undefined
}

/** Compares what is asked for with the names that the manifest defines. */
export function compareCoverage(known: Known): Compared {
  const parts = KINDS.map(kind => compareKind(kind, known))
  return {
    absent: parts.flatMap(({ absent }) => absent),
    missing: parts.flatMap(({ missing }) => missing),
    notes: parts.flatMap(({ notes }) => notes)
  }
}

function compareKind(kind: Kind, known: Known): Compared {
  const places = known.places.filter(place => place.kind === kind)
  const names = known.defined[kind]
  const defined = new Set(names)
  const asked = new Map<string, UseInFile[]>()
  for (const place of places) {
    if (place.name === null) continue
    const uses = asked.get(place.name)
    if (uses) uses.push(place)
    else asked.set(place.name, [place])
  }

  const absent = [...asked].filter(([name]) => !defined.has(name))
  const judged = absent.map(([name, uses]) => ({ name, uses, excuse: excuseFor({ kind, name }, uses, known) }))
  const missing = judged.filter(({ excuse }) => excuse === undefined)
  const excused = judged.filter(({ excuse }) => excuse !== undefined)
  const unused = names.filter(name => !asked.has(name) && !known.mentions.has(name) && !isDefault(kind, name))
  const atRunTime = places.filter(({ name }) => name === null)
  return {
    absent: missing.map(({ name, uses }) => ({ kind, name, at: placeOf(uses) })),
    missing: missing.map(({ name, uses }, index) => problem(kind, name, uses, index < SUGGESTIONS ? names : [])),
    notes: [
      ...missing.map(({ name, uses }): Finding => {
        const message = `${whereOf(uses)}, but is not in the manifest`
        return { ...note(kind, name, message), topic: 'not-defined' }
      }),
      ...excused.map(({ name, uses, excuse }) => note(kind, name, `${whereOf(uses)}, but is not in the manifest; ${excuse}`)),
      ...about(kind, unused.length === 0 ? undefined : unusedText(unused, atRunTime.length > 0, known.isAllRead)),
      ...about(kind, atRunTime.length === 0 ? undefined : runTimeText(atRunTime))
    ]
  }
}

const about = (kind: Kind, message: string | undefined): Finding[] =>
  message === undefined ? [] : [{ severity: 'note', subject: `${kind}s`, message }]

/** Operators ask for these where a DAG names none. */
const isDefault = (kind: Kind, name: string) => kind === 'connection' && name.endsWith('_default')

const note = (kind: Kind, name: string, message: string): Finding => ({
  severity: 'note',
  subject: `${kind}s.${name}`,
  message
})

/** Why a DAG can do without the name; undefined if it cannot. */
function excuseFor(one: Named, uses: readonly UseInFile[], { environment, mayDefine }: Known): string | undefined {
  const { kind, name } = one
  const pattern = mayDefine(one)
  if (pattern !== undefined) return `${pattern} may bring it`
  const variable = variableOf(one)
  if (environment.has(variable)) return `the Dockerfile sets ${variable}`
  if (uses.some(({ need }) => need === 'set')) return "the DAGs create it themselves, in Airflow's database"
  const needs = new Set(uses.map(({ need }) => need))
  if (needs.has('required')) return isDefault(kind, name) ? "Airflow's default connections have such names" : undefined
  return needs.has('possible') ? `it may be something other than a ${kind}` : 'every use has a default'
}

function problem(kind: Kind, name: string, uses: readonly UseInFile[], defined: readonly string[]): Finding {
  const others = uses.length === 1 ? '' : ` (and in ${uses.length - 1} more ${uses.length === 2 ? 'place' : 'places'})`
  return {
    severity: 'warning',
    subject: `${kind} ${name}`,
    message:
      `is used here${others}, but is not in the manifest${near(name, defined)}. ` +
      `The task fails unless ${variableOf({ kind, name })} in the Deployment or Airflow's own database defines it`,
    place: placeOf(uses)
  }
}

/** The first that cannot do without it. */
function placeOf(uses: readonly UseInFile[]): Place {
  const { file = '', line = 1 } = uses.find(({ need }) => need === 'required') ?? uses[0] ?? {}
  return { file, line }
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

/** A use whose name is not known, or that was not seen, may be of any of them. */
function unusedText(names: readonly string[], isAnyAtRunTime: boolean, isAllRead: boolean): string {
  const others = [
    ...(isAnyAtRunTime ? ['a use whose name is known only at run time'] : []),
    ...(isAllRead ? [] : ['an unread file'])
  ]
  return others.length === 0
    ? `include names that no DAG uses: ${listed(names)}`
    : `include names for which no use was found (${others.join(' or ')} may need them): ${listed(names)}`
}

function runTimeText(uses: readonly UseInFile[]): string {
  const first = `${uses[0]?.file}:${uses[0]?.line}`
  return uses.length === 1
    ? `could not all be checked: one name is known only at run time (${first})`
    : `could not all be checked: ${uses.length} names are known only at run time (the first at ${first})`
}
