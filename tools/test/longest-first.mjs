import Sequencer from '@jest/test-sequencer'

/** @typedef {import('@jest/test-result').Test} Test */

/** Their tests start servers and programs, and take longer than the size of a file says. */
const LONG = /\/__tests__\/(e2e|faults)\//

/** Its types are of its CommonJS, where the class is a level deeper. @type {typeof Sequencer.default} */
const AsJestHasIt = /** @type {any} */ (Sequencer)

/**
 * Long files first, so that no worker is left alone with one in the end: as Jest has it where an earlier run has told how long each
 * takes, and on a fresh clone by folder.
 */
export default class LongestFirst extends AsJestHasIt {
  /** @override @param {Test[]} tests */
  async sort(tests) {
    const rank = (/** @type {Test} */ { duration, path }) => (duration === undefined && LONG.test(path) ? 0 : 1)
    return [...(await super.sort(tests))].sort((one, other) => rank(one) - rank(other))
  }
}
