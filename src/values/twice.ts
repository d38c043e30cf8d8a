import { type Content, sameValue } from '../airflow/definition.ts'
import type { ImportedDefinition } from '../imports/collector.ts'
import { type Entry, sourcesOf } from '../manifest/entries.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Resolved } from './resolved.ts'

/** A variable or connection that the manifest names and an import contains. */
export interface Twice {
  readonly entry: Entry
  readonly own: Resolved
  readonly imported: ImportedDefinition
}

/**
 * Why some of them must not be in both places: the rest of `is also in airflow-secrets.yaml:4:3, …`, by what is imported. Whoever writes manifest and import, in a pull request perhaps, must not learn from this
 * what the sources give that the run may read. So a value from Vault is compared with nothing. Other sources are compared as a
 * whole: one that differs is a finding about all, or thousands of guesses would show which of them is right.
 */
export function contradictionsIn(all: readonly Twice[], scope: Scope): ReadonlyMap<ImportedDefinition, string> {
  const withFrom = all.map(twice => ({ twice, from: sourcesOf(scope, [twice.entry]).map(({ source }) => source.from) }))
  const those = (is: (from: readonly string[]) => boolean) => withFrom.filter(({ from }) => is(from)).map(({ twice }) => twice)
  const isFromVault = (from: readonly string[]) => from.includes('vault') || from.includes('generate')

  const constant = those(from => from.length === 0).filter(contradicts)
  const fromVault = those(isFromVault)
  const others = those(from => from.length > 0 && !isFromVault(from))
  const together = others.some(contradicts) ? others : []
  const because = (twice: readonly Twice[], message: string) => twice.map(({ imported }) => [imported, message] as const)
  return new Map([
    ...because(constant, DIFFERENT),
    ...because(fromVault, 'with a value from Vault, which is compared with nothing'),
    ...because(together, others.length === 1 ? DIFFERENT : SOME)
  ])
}

const DIFFERENT = 'with a different value'
const SOME = 'and of all that are in both places and come from a source, at least one value differs'

/** A value that was not given may be equal. */
const contradicts = ({ own, imported }: Twice): boolean => !('unresolved' in own) && !(hasValue(own) && sameValue(imported, own))

const hasValue = (one: Resolved): one is Resolved & Content => 'text' in one || 'connection' in one
