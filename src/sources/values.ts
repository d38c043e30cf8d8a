import { Secret } from '../base/secret.ts'
import { keyOf, type NamedSource, nameOf } from './source.ts'

/**
 * The result of reading one source. `written`: the text of its file, if the value is another form of it. `why` completes a sentence
 * that begins with "which is".
 */
export type SourceResult =
  | { readonly value: Secret; readonly written?: Secret }
  | { readonly why: string; readonly empty: boolean }

/** Everything that was read, by `keyOf`. */
export type Values = ReadonlyMap<string, SourceResult>

/** A source at its place: `variables/token`, or `connections/warehouse#password` inside a secret. */
export interface PlacedSource extends NamedSource {
  readonly at: string
}

/** `field` distinguishes several values of one secret. The same place in the manifest has the same generated value. */
export const placed = (named: NamedSource, at: string, field: string): PlacedSource => ({
  ...named,
  at: field === '' ? at : `${at}#${field.replace(/^\./, '')}`
})

/** Why there is no value at a place. */
export interface Missing {
  readonly name: string
  readonly why: string
}

/** The value at a place. */
export function lookUp({ source, allowEmpty, trim, at }: PlacedSource, values: Values): Secret | Missing {
  const name = nameOf(source)
  const isVariable = source.from === 'env'
  const found = values.get(keyOf(source, at)) ?? { why: isVariable ? NO_VARIABLE : 'not read in this run', empty: isVariable }
  if ('why' in found) return found.empty && allowEmpty ? new Secret('') : { name, why: found.why }
  const value = trim ? found.value.map(text => text.trim()) : found.value
  return value.reveal() === '' && !allowEmpty ? { name, why: isVariable ? NO_VARIABLE : 'empty' } : value
}

export const NO_VARIABLE = 'absent or empty in the environment of this step'

/** `A, B, which are absent; file c, which is empty`. */
export function describeMissing(missing: readonly Missing[]): string {
  const reasons = [...new Set(missing.map(({ why }) => why))]
  return reasons
    .map(reason => {
      const names = [...new Set(missing.filter(({ why }) => why === reason).map(({ name }) => name))]
      return `${names.join(', ')}, which ${names.length === 1 ? 'is' : 'are'} ${reason}`
    })
    .join('; ')
}
