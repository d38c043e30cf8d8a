/** As many requests as a nearby two-core server answers without queueing. */
export const NEAR = 16
/** From far away, most of what is in flight is on the wire and loads nobody. */
export const MOST = 64
/** The fastest answer of a nearby server takes less, in milliseconds. */
const NEXT_DOOR_MS = 5

/**
 * How many requests may be in flight: as many as keep the server busy at the distance that its fastest answer shows, since
 * it does the same work in a second wherever we are. Halved when the server asks for less, at most once for all that were in
 * flight together; one more again after each full round of good answers.
 */
export class Pace {
  readonly #most: number
  #bearable: number
  #fastestMs = 0
  #good = 0
  /** Answers still to come to what was in flight when the limit was halved: they tell nothing new. */
  #outdated = 0

  /** `most`: never more than that. */
  constructor(most = MOST) {
    this.#most = most
    this.#bearable = most
  }

  get limit(): number {
    const useful = Math.ceil((NEAR * this.#fastestMs) / NEXT_DOOR_MS)
    return Math.min(this.#bearable, Math.max(NEAR, useful))
  }

  /** An answer, `ms` after it was asked for. */
  good(ms: number): void {
    this.#fastestMs = this.#fastestMs === 0 ? ms : Math.min(this.#fastestMs, ms)
    this.#outdated = Math.max(0, this.#outdated - 1)
    this.#good++
    if (this.#good < this.limit) return
    this.#good = 0
    this.#bearable = Math.min(this.#most, this.#bearable + 1)
  }

  tooMuch(): void {
    this.#good = 0
    if (this.#outdated > 0) {
      this.#outdated--
      return
    }
    this.#outdated = this.limit - 1
    this.#bearable = Math.max(1, Math.floor(this.limit / 2))
  }
}
