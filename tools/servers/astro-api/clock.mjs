/** @typedef {() => string} Clock */

/**
 * A clock that never says the same time twice, so that "later" can always be told from "equal".
 *
 * @returns {Clock}
 */
export function makeClock() {
  let last = 0
  return () => {
    last = Math.max(Date.now(), last + 1)
    return new Date(last).toISOString()
  }
}
