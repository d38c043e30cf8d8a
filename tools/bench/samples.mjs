/** What was measured, by name: `thousand write raw`. */
export class Samples {
  /** @type {Map<string, number[]>} */
  #values = new Map()

  /**
   * @param {string} name
   * @param {number} value
   */
  add(name, value) {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value])
  }

  /**
   * @param {string} name
   * @returns {number | undefined} undefined where nothing was measured
   */
  median(name) {
    return median(this.#values.get(name) ?? [])
  }
}

/**
 * The middle value; of an even number of values the mean of the two in the middle.
 *
 * @param {readonly number[]} values
 * @returns {number | undefined} undefined for none
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

/**
 * The exponent b of y = a·x^b: the slope of the least-squares line through the points on log-log paper.
 *
 * @param {readonly (readonly [number, number])[]} points all above 0, at two or more different x
 */
export function slope(points) {
  const logs = points.map(([x, y]) => /** @type {const} */ ([Math.log(x), Math.log(y)]))
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(logs.map(([x]) => x)), mean(logs.map(([, y]) => y))]
  return mean(logs.map(([x, y]) => (x - mx) * (y - my))) / mean(logs.map(([x]) => (x - mx) ** 2))
}

/**
 * The same values, beginning with another one each round.
 *
 * @template T
 * @param {readonly T[]} values
 * @param {number} round
 * @returns {T[]}
 */
export function rotate(values, round) {
  const from = round % values.length
  return [...values.slice(from), ...values.slice(0, from)]
}
