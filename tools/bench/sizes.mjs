/**
 * How much is measured. In a contest each writer brings `count` secrets into a fresh server, then each reader compares them
 * there; `latency` in milliseconds. `repeats` of it make a round: what takes a second is measured more often, for it is the
 * first to drown in the noise of the machine.
 *
 * @typedef {object} Contest
 * @property {string} name
 * @property {number} count
 * @property {number} latency
 * @property {number} repeats times in each round, each on a fresh server
 * @property {(keyof typeof import('./clients.mjs').writers)[]} writers
 * @property {(keyof typeof import('./clients.mjs').readers)[]} readers
 */

/**
 * @typedef {object} Sizes
 * @property {{ cli: number, small: number, large: number, far: number }} counts secrets of each contest
 * @property {number[]} growth
 * @property {number} huge secrets of the last step of growth
 * @property {{ manifests: number, secrets: number }} mates on one mount
 * @property {number} many Deployments of one run
 * @property {number} starts starts of each in each round
 */

/** @type {Sizes} */
export const FULL = {
  counts: { cli: 100, small: 1_000, large: 10_000, far: 500 },
  growth: [100, 300, 1_000, 3_000, 10_000, 20_000],
  huge: 100_000,
  mates: { manifests: 20, secrets: 500 },
  many: 50,
  starts: 5
}

/**
 * Shows that everything works, and measures nothing.
 *
 * @type {Sizes}
 */
export const QUICK = {
  counts: { cli: 3, small: 4, large: 5, far: 4 },
  growth: [3, 6],
  huge: 9,
  mates: { manifests: 2, secrets: 3 },
  many: 2,
  starts: 1
}

/**
 * @param {Sizes} sizes
 * @returns {Contest[]}
 */
export const contests = ({ counts }) => [
  { name: 'cli', count: counts.cli, latency: 0, repeats: 1, writers: ['action', 'raw', 'cli'], readers: [] },
  { name: 'small', count: counts.small, latency: 0, repeats: 3, writers: ['action', 'raw'], readers: ['action', 'raw'] },
  { name: 'large', count: counts.large, latency: 0, repeats: 1, writers: ['action', 'raw'], readers: ['action', 'raw'] },
  { name: 'far', count: counts.far, latency: 20, repeats: 1, writers: ['action', 'raw', 'hvac', 'go'], readers: [] }
]
