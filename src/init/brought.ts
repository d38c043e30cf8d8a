import { variableOf } from '../airflow/names.ts'
import type { Secret } from '../base/secret.ts'
import type { ImportedDefinition } from '../imports/collector.ts'
import { manifestOf } from '../imports/manifest-text.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { withMatches } from '../manifest/matches.ts'
import { type Pattern, patternOf } from '../manifest/pattern.ts'
import type { Found } from './found.ts'

/** GitHub has no secrets with other names. */
const ofGitHub = (name: string): boolean => /^[A-Z0-9_]+$/.test(name)

/** The manifest with what its patterns are known to have to bring, each as if it were listed: what files define, and DAGs ask for. */
export function withBrought(manifest: Manifest, { definitions, absent }: Pick<Found, 'definitions' | 'absent'>): Manifest {
  const names = [...definitions, ...absent].filter(one => patternOf(manifest.patterns, one)).map(variableOf)
  return withMatches(manifest, Object.fromEntries(names.filter(ofGitHub).map(name => [name, '']))).manifest
}

/** The definitions that a pattern brings, each as one secret with the name of its variable. */
export const broughtFrom = (definitions: readonly ImportedDefinition[], patterns: readonly Pattern[]) =>
  definitions.flatMap(one => {
    if (patternOf(patterns, one) === undefined) return []
    const { needed, values } = manifestOf({ definitions: [one] }, 'any', { caution: 'all' })
    return needed.flatMap(({ name, what }): { name: string; what: string; value: Secret }[] => {
      const value = values.get(name)
      return value === undefined ? [] : [{ name: variableOf(one), what, value }]
    })
  })
