import { inspect, isDeepStrictEqual } from 'node:util'

/**
 * A value that must never be seen. It prints as `***` wherever text is made of it (string, JSON, inspect);
 * `reveal()` is for the adapter that sends it, and for the pure code that checks, encodes or fingerprints it; what that gives is
 * wrapped again.
 */
export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  /** The same secret in another form; what comes back is as secret as what went in. */
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
