import { inspect, isDeepStrictEqual } from 'node:util'

/**
 * A value that must never be shown. It prints as `***` wherever it becomes text (string, JSON, inspect). `reveal()` is for the
 * adapter that sends it, and for the pure code that checks, encodes or fingerprints it and wraps the result again.
 */
export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  /** The same secret in another form, which is just as secret. */
  map<U>(change: (value: T) => U): Secret<U> {
    return new Secret(change(this.#value))
  }

  /** Compares the values, structures by content. */
  equals(other: Secret<unknown>): boolean {
    return isDeepStrictEqual(this.#value, other.#value)
  }

  toString(): string {
    return '***'
  }

  toJSON(): string {
    return '***'
  }

  [inspect.custom](): string {
    return '***'
  }
}
