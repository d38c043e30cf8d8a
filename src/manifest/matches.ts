import { ByName, type Named } from '../airflow/definition.ts'
import { connIdProblem, definedBy, variableKeyProblem, variableOf } from '../airflow/names.ts'
import type { Environment } from '../base/environment.ts'
import type { Finding } from '../base/finding.ts'
import { entriesFor, sourcesOf } from './entries.ts'
import type { ConnectionEntry, Manifest, Value } from './manifest.ts'
import { type Pattern, takes } from './pattern.ts'
import { scopeOf } from './scope.ts'
import { valueFrom } from './source.ts'

/** A manifest with what its patterns have brought, each as if it were listed with its variable as source. */
export interface Matched {
  readonly manifest: Manifest
  /** The patterns that have brought nothing. */
  readonly idle: readonly Pattern[]
  /** Variables that Airflow would not find, or cannot use, and names that are defined otherwise, too. */
  readonly problems: readonly Finding[]
}

/**
 * Lists what the patterns of a manifest match in the environment. A variable that the manifest names itself, for whichever Deployment and
 * under whatever name, is left to that: it may be meant for one Deployment alone.
 * A value is looked at for its first character alone, which tells JSON from a URI.
 */
export function withMatches(manifest: Manifest, environment: Environment): Matched {
  if (manifest.patterns.length === 0) return { manifest, idle: [], problems: [] }
  const variables = new Map(manifest.variables)
  const connections = new Map(manifest.connections.map(one => [one.id, one]))
  const listed = listedIn(manifest)
  const brought = new ByName<Named & Pick<Pattern, 'at'>>()
  const busy = new Set<Pattern>()
  const problems: Finding[] = []
  for (const variable of Object.keys(environment).sort()) {
    const taking = manifest.patterns.filter(one => takes(one, variable))
    const [pattern] = taking
    const defined = definedBy(variable)
    if (pattern === undefined || defined === undefined) continue
    for (const one of taking) busy.add(one)
    if (listed.sources.has(variable)) continue
    const own = listed.at.get(variable)
    const problem = problemOf(variable, defined)
    if (problem !== undefined) problems.push(manifest.findingAt(pattern.at, `matches ${variable}, which ${problem}`))
    else if (own !== undefined) {
      const also = `is also ${variable} in the environment of this step, which ${pattern.text} imports; remove one of them`
      problems.push(manifest.findingAt(own, also))
    } else {
      const { kind, name } = defined
      const value = valueFrom({ env: variable })
      if (kind === 'variable') variables.set(name, value)
      else connections.set(name, connectionFrom(manifest, name, value, environment[variable]))
      brought.add({ kind, name, at: pattern.at })
    }
  }
  const findingAt: Manifest['findingAt'] = (path, message) => {
    const [section, name = ''] = path
    const one = brought.get({ kind: section === 'variables' ? 'variable' : 'connection', name })
    const { place } = manifest.findingAt(one !== undefined && section !== 'deployments' ? one.at : path, '')
    return { ...manifest.findingAt(path, message), ...(place && { place }) }
  }
  const idle = manifest.patterns.filter(one => !busy.has(one))
  return { manifest: { ...manifest, variables, connections: [...connections.values()], findingAt }, idle, problems }
}

/** Where the manifest defines what is for all, by the variable in which Airflow would look for it; and every variable that it names. */
function listedIn(manifest: Manifest) {
  const scope = scopeOf(manifest)
  const alone = [...manifest.deployments.values()].map(({ variables, connections }) => ({ ...manifest, variables, connections }))
  const entries = entriesFor(manifest, scope)
  const all = [...entries, ...alone.flatMap(own => entriesFor(own, scope))]
  return {
    at: new Map(entries.map(entry => [variableOf(entry), entry.at])),
    sources: new Set(sourcesOf(scope, all).flatMap(({ source }) => (source.from === 'env' ? [source.name] : [])))
  }
}

function connectionFrom({ vault }: Manifest, id: string, text: Value, content = ''): ConnectionEntry {
  return { id, format: vault.format, form: content.trimStart().startsWith('{') ? 'json' : 'uri', text }
}

function problemOf(variable: string, { kind, name, team }: NonNullable<ReturnType<typeof definedBy>>): string | undefined {
  if (team !== undefined) return `is for team ${team} only, and this action does not support secrets of teams; remove it`
  // Not `toUpperCase`: Unicode has capitals of its own, such as a K for kelvin, that become an ASCII letter in lower case.
  if (variable !== variableOf({ kind, name }))
    return 'is not in capitals, so Airflow would never find it in its environment; rename it'
  return kind === 'variable' ? variableKeyProblem(name) : connIdProblem(name)
}
