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
 * Why some of them must not be in both places, as the rest of the sentence `is also in airflow-secrets.yaml:4:3, …`.
 *
 * The author of manifest and import, perhaps in a pull request, must not learn from this what the run may read and the author may not.
 * So a value from Vault is compared with nothing, and all other sources are compared together: if each were judged by itself,
 * thousands of guesses would show which of them is right.
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
    ...because(fromVault, 'whose value comes from Vault and is not compared'),
    ...because(together, others.length === 1 ? DIFFERENT : SOME)
  ])
}

const DIFFERENT = 'with a different value'
const SOME = 'and at least one of all the names in both places has a different value'

/** A value that this run was not given may be equal. */
const contradicts = ({ own, imported }: Twice): boolean => !('unresolved' in own) && !(hasValue(own) && sameValue(imported, own))

const hasValue = (one: Resolved): one is Resolved & Content => 'text' in one || 'connection' in one
