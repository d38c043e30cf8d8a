import { ByName, type Kind, type Named } from '../airflow/definition.ts'
import { namesThatCollide } from '../airflow/names.ts'
import { type Finding, sentenceOf } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import type { Imported } from '../imports/collector.ts'
import type { Entry } from '../manifest/entries.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Values } from '../sources/values.ts'
import { importedSecrets } from './imported.ts'
import { resolveEntry } from './manifest.ts'
import { Reader } from './reader.ts'
import { Diagnostics, labelOf, type Resolved, type Sink } from './resolved.ts'
import { contradictionsIn, type Twice } from './twice.ts'

/** What is asked for, before any source is read. */
export interface SecretsToResolve {
  readonly manifest: Manifest
  readonly scope: Scope
  /** What the manifest itself names for that scope. */
  readonly own: readonly Entry[]
  readonly imported: Imported
}

export interface Resolution<T> {
  /** One for each kind and name. */
  readonly made: readonly T[]
  /** Sources that are absent or empty, each at its place in the manifest. */
  readonly unresolved: readonly Finding[]
  /** Values that Airflow or the sink could not use, and contradictions. */
  readonly problems: readonly Finding[]
  /** Values that they can use, but that are probably a mistake. */
  readonly warnings: readonly Finding[]
  /** Every source that was read, by name, so that it can be masked. */
  readonly sources: ReadonlyMap<string, Secret>
}

/**
 * Every variable and connection that a Deployment of a scope should have, in the form of the sink, and everything that is wrong
 * with it. A name may be in both the manifest and an import if the values are equal; a Deployment's own value replaces an
 * imported one. The sink takes one at a time, so that of 20,000 values none stays in memory for long. Pure.
 */
export function resolve<T>({ manifest, scope, own, imported }: SecretsToResolve, values: Values, sink: Sink<T>): Resolution<T> {
  const diagnostics = new Diagnostics(manifest)
  const unresolved: Finding[] = []
  const put = (one: Resolved): T => {
    const { made, problem, warning } = sink(one)
    if (problem !== undefined) diagnostics.problem(one, problem)
    if (warning !== undefined) diagnostics.warning(one, warning)
    if ('unresolved' in one && one.unresolved !== undefined) unresolved.push(one.unresolved)
    return made
  }

  const reader = new Reader(values, scope)
  const brought = new ByName(imported.definitions)
  const inBoth = new ByName<Resolved>()
  const twice: Twice[] = []
  const made = own.map(entry => {
    const one = resolveEntry(entry, reader, manifest, diagnostics)
    const other = brought.get(one)
    if (other !== undefined) inBoth.add(one)
    if (other !== undefined && !isOwnOfDeployment(one)) twice.push({ entry, own: one, imported: other })
    return put(one)
  })
  diagnostics.problems.push(...imported.problems)
  diagnostics.warnings.push(...imported.warnings)
  const contradictions = contradictionsIn(twice, scope)
  for (const one of imported.definitions) {
    const first = inBoth.get(one)
    if (first !== undefined && isOwnOfDeployment(first)) continue
    const contradiction = contradictions.get(one)
    if (first !== undefined && contradiction !== undefined)
      diagnostics.problem(one, `is also in ${diagnostics.placeOf(first)}, ${contradiction}; remove one of them`)
    const there = put(one)
    if (first === undefined) made.push(there)
  }
  return {
    made,
    unresolved,
    problems: diagnostics.problems,
    warnings: withoutRepeats([...collisionsAmong([...own, ...imported.definitions]), ...diagnostics.warnings]),
    sources: new Map([...reader.used, ...imported.definitions.flatMap(importedSecrets)])
  }
}

/** Such a value is meant to differ. */
const isOwnOfDeployment = (one: Resolved) => labelOf(one).startsWith('deployments.')

/** Names that people and environment variables confuse. */
function collisionsAmong(all: readonly Named[]): Finding[] {
  const namesOf = (kind: Kind) => all.flatMap(one => (one.kind === kind ? [one.name] : []))
  return (['variable', 'connection'] as const).flatMap(kind =>
    namesThatCollide(namesOf(kind)).map(
      (collision): Finding => ({
        severity: 'warning',
        ...(collision.kind === 'case'
          ? {
              subject: `${kind}s ${collision.names.join(' and ')}`,
              message: 'differ only in case; Vault keeps them apart, but people may not'
            }
          : {
              subject: `${kind} ${collision.folder}`,
              message: `is both a secret and a folder of other secrets (${collision.inside.slice(0, 3).join(', ')})`
            })
      })
    )
  )
}

const withoutRepeats = (findings: readonly Finding[]) => [
  ...new Map(findings.map(finding => [sentenceOf(finding), finding])).values()
]
