/** As many requests as a two-core server answers without queueing. */
export const MOST = 16

/**
 * How many requests may be in flight: halved when the server says that it is too much, at most once for all that were
 * under way together, and one more again after each full round of good answers.
 */
export class Pace {
  #limit = MOST
  #good = 0
  /** Answers still to come to what was under way when the limit was halved: they tell nothing new. */
  #outdated = 0

  get limit(): number {
    return this.#limit
  }

  good(): void {
    this.#outdated = Math.max(0, this.#outdated - 1)
    this.#good++
    if (this.#good < this.#limit) return
    this.#good = 0
    this.#limit = Math.min(MOST, this.#limit + 1)
  }

  tooMuch(): void {
    this.#good = 0
    if (this.#outdated > 0) {
      this.#outdated--
      return
    }
    this.#outdated = this.#limit - 1
    this.#limit = Math.max(1, Math.floor(this.#limit / 2))
  }
}
