/** As many requests as a two-core server answers without queueing. */
export const MOST = 16

/**
 * How many requests may be in flight: halved when the server says that it is too much, at most once for all that were
 * under way together, and one more again after each full round of good answers.
 */
export class Pace {
  #limit = MOST
  #good = 0
  #sinceHalved = Number.POSITIVE_INFINITY

  get limit(): number {
    return this.#limit
  }

  good(): void {
    this.#sinceHalved++
    this.#good++
    if (this.#good < this.#limit) return
    this.#good = 0
    this.#limit = Math.min(MOST, this.#limit + 1)
  }

  tooMuch(): void {
    this.#good = 0
    if (this.#sinceHalved++ < this.#limit) return
    this.#sinceHalved = 0
    this.#limit = Math.max(1, Math.floor(this.#limit / 2))
  }
}
