import { ByName, type Content, type Kind, sameValue } from '../airflow/definition.ts'
import { namesThatCollide } from '../airflow/names.ts'
import { type Finding, sentenceOf, textOf } from '../base/finding.ts'
import type { Imported } from '../imports/findings.ts'
import type { Entry } from '../manifest/entries.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Values } from '../sources/values.ts'
import { resolveImports } from './imported.ts'
import { resolveManifest } from './manifest.ts'
import { labelOf, placeOf, problemOf, type Resolution, type Resolved } from './resolved.ts'

export type { Wanted } from './kv.ts'

/** What is asked for, before any source was read. */
export interface Asked {
  readonly manifest: Manifest
  readonly scope: Scope
  /** What the manifest itself names for that scope. */
  readonly own: readonly Entry[]
  readonly imported: Imported
}

/** Every variable and connection that the Deployments of a scope should have, and all that is wrong with them. Pure. */
export function resolve({ manifest, scope, own, imported }: Asked, values: Values): Resolution {
  return merged(resolveManifest(manifest, own, values, scope.deployment), resolveImports(imported), manifest)
}

/**
 * What the manifest says itself, and what was imported beside it. A name may be in both with an equal value. What a Deployment has
 * of its own takes the place of what was imported.
 */
function merged(own: Resolution, brought: Resolution, manifest: Manifest): Resolution {
  const known = new ByName(own.resolved)
  const resolved = [...own.resolved]
  const problems = [...own.problems, ...brought.problems]
  for (const one of brought.resolved) {
    const first = known.get(one)
    if (first !== undefined && !contradicts(one, first)) continue
    resolved.push(one)
    if (first === undefined) continue
    const there = placeOf(first, manifest)
    const message = `is also in ${there && textOf(there)}, with another value; remove one of them`
    problems.push(problemOf(one, message, manifest))
  }
  const warnings = [...collisionsAmong(resolved), ...own.warnings, ...brought.warnings]
  return { resolved, problems, warnings: withoutRepeats(warnings), sources: new Map([...own.sources, ...brought.sources]) }
}

function contradicts(one: Resolved, first: Resolved): boolean {
  // What a Deployment has of its own is there to be another value; what was not given may be the same.
  if (labelOf(first).startsWith('deployments.') || 'unresolved' in first) return false
  return !(hasValue(one) && hasValue(first) && sameValue(one, first))
}

const hasValue = (one: Resolved): one is Resolved & Content => 'text' in one || 'connection' in one

/** Names that people, and environment variables, take for each other. */
function collisionsAmong(resolved: readonly Resolved[]): Finding[] {
  const namesOf = (kind: Kind) => resolved.flatMap(one => (one.kind === kind ? [one.name] : []))
  return (['variable', 'connection'] as const).flatMap(kind =>
    namesThatCollide(namesOf(kind)).map(
      (collision): Finding => ({
        severity: 'warning',
        ...(collision.kind === 'case'
          ? {
              subject: `${kind}s ${collision.names.join(' and ')}`,
              message: 'differ only in upper and lower case; Vault keeps them apart, people may not'
            }
          : {
              subject: `${kind}s ${collision.folder}`,
              message: `is a secret and a folder of others (${collision.inside.slice(0, 3).join(', ')})`
            })
      })
    )
  )
}

const withoutRepeats = (findings: readonly Finding[]) => [
  ...new Map(findings.map(finding => [sentenceOf(finding), finding])).values()
]
