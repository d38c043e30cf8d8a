import { randomInt } from 'node:crypto'
import { Secret } from '../base/secret.ts'
import { keyOf, type Source } from './source.ts'
import type { PlacedSource, SourceResult, Values } from './values.ts'

type Generate = Extract<Source, { from: 'generate' }>

/** Values that are not stored yet. */
export interface Drawn {
  readonly values: Values
  /** By place. The step `generate` stores them. */
  readonly drawn: ReadonlyMap<string, { readonly value: Secret; readonly rotate: string }>
}

/** Draws a value for each place that has none. */
export function draw(places: readonly PlacedSource[]): Drawn {
  const values = new Map<string, SourceResult>()
  const drawn = new Map<string, { value: Secret; rotate: string }>()
  for (const { source, at } of places) {
    if (source.from !== 'generate') continue
    const value = one(source)
    drawn.set(at, { value, rotate: source.rotate })
    values.set(keyOf(source, at), { value })
  }
  return { values, drawn }
}

function one({ length, alphabet }: Generate): Secret {
  const characters = [...new Set(alphabet)]
  return new Secret(Array.from({ length }, () => characters[randomInt(characters.length)]).join(''))
}
