import type { Secret } from '../base/secret.ts'
import { type Connection, sameConnection } from './connection.ts'

export type Kind = 'variable' | 'connection'

/** The value of an Airflow variable or connection. */
export type Content =
  | { readonly kind: 'variable'; readonly text: Secret }
  | {
      readonly kind: 'connection'
      readonly connection: Secret<Connection>
      /** For people; no task reads it. */
      readonly description?: string
    }

/** An Airflow variable or connection with its value. */
export type Definition = Content & { readonly name: string }

/** Kind and name, because a variable and a connection may share a name. */
export interface Named {
  readonly kind: Kind
  readonly name: string
}

/** Whether Airflow would read both as the same value; descriptions are ignored. */
export function sameValue(one: Definition, other: Definition): boolean {
  if (one.kind === 'variable') return other.kind === 'variable' && one.text.equals(other.text)
  return other.kind === 'connection' && sameConnection(one.connection.reveal(), other.connection.reveal())
}

/** Finds things by kind and name without building a key for each. Iterates over variables first, each kind in its own order. */
export class ByName<T extends Named> {
  readonly #found = { variable: new Map<string, T>(), connection: new Map<string, T>() }

  constructor(all: Iterable<T> = []) {
    for (const one of all) this.add(one)
  }

  get({ kind, name }: Named): T | undefined {
    return this.#found[kind].get(name)
  }

  add(one: T): void {
    this.#found[one.kind].set(one.name, one)
  }

  *[Symbol.iterator](): Generator<T> {
    yield* this.#found.variable.values()
    yield* this.#found.connection.values()
  }
}
