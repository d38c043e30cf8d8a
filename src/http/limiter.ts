/**
 * Lets through as many at once as `limit` says at the moment, the others in order of arrival. They wait in an array: in a linked
 * list, as p-limit has it, one node among V8's old objects keeps all later ones in memory until the next full collection, for as
 * long as anything waits.
 */
export class Limiter {
  readonly #limit: () => number
  readonly #waiting: (() => void)[] = []
  #taken = 0

  constructor(limit: () => number) {
    this.#limit = limit
  }

  async take<T>(act: () => Promise<T>): Promise<T> {
    if (this.#taken < this.#limit()) this.#taken++
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
    try {
      return await act()
    } finally {
      this.#taken--
      this.#handOn()
    }
  }

  /** The limit may have grown by more than one, or shrunk. */
  #handOn(): void {
    while (this.#waiting.length > 0 && this.#taken < this.#limit()) {
      this.#taken++
      this.#waiting.shift()?.()
    }
  }
}
