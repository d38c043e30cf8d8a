/** What the project promises itself, and how a run of the benchmark decides it. */

import { ASTRO_LATENCY } from './astro.mjs'

/** @typedef {import('./samples.mjs').Samples} Samples */

/**
 * @typedef {object} Target
 * @property {string} what
 * @property {'≤' | '≥' | '<'} bound
 * @property {number} limit
 * @property {string} unit what stands behind limit and measure: `× raw`
 * @property {(samples: Samples) => number | undefined} measure undefined where it was not measured
 */

/**
 * @param {import('./sizes.mjs').Sizes} sizes
 * @returns {Target[]}
 */
export function targets({ counts, growth, huge, many, mates }) {
  const n = (/** @type {number} */ count) => count.toLocaleString('en')
  const most = Math.max(...growth)
  return [
    target(`first sync, ${n(counts.small)} secrets`, '≤', 1.3, '× raw', ratio('small write action', 'small write raw')),
    target(`first sync, ${n(counts.large)} secrets`, '≤', 1.3, '× raw', ratio('large write action', 'large write raw')),
    target(`first sync, ${n(counts.far)} secrets, 20 ms away`, '≤', 1.4, '× raw', ratio('far write action', 'far write raw')),
    target('the same', '≥', 10, '× faster than hvac', ratio('far write hvac', 'far write action')),
    target('the same', '≥', 18, '× faster than the Go loop', ratio('far write go', 'far write action')),
    target(
      `first sync, ${n(counts.cli)} secrets`,
      '≥',
      25,
      '× faster than a loop of `bao kv put`',
      ratio('cli write cli', 'cli write action')
    ),
    target(
      `unchanged, ${n(counts.large)} secrets, \`check: full\``,
      '≤',
      1.3,
      '× raw GETs',
      ratio('large read action', 'large read raw')
    ),
    target(`unchanged, ${n(counts.large)} secrets, \`check: ledger\``, '≤', 20, 'requests', samples =>
      samples.median('ledger requests')
    ),
    target(`peak of resident memory, ${n(most)} secrets`, '<', 200, 'MB', samples => {
      const peaks = ['first', 'unchanged'].map(run => samples.median(`growth ${most} ${run} MB`) ?? Number.NaN)
      return Number.isNaN(Math.max(...peaks)) ? undefined : Math.max(...peaks)
    }),
    target(`first sync, ${n(huge)} secrets`, '≤', 1.2, '× raw', ratio(`growth ${huge} first ms`, 'huge raw')),
    target('the same', '<', 400, 'MB', samples => samples.median(`growth ${huge} first MB`)),
    target(`unchanged, ${n(huge)} secrets, \`check: ledger\``, '≤', 80, 'requests', samples =>
      samples.median(`growth ${huge} ledger requests`)
    ),
    target('the same', '≤', 5_000, 'ms', samples => samples.median(`growth ${huge} ledger ms`)),
    target(`unchanged, ${n(counts.large)} secrets, \`check: ledger\`, HashiCorp Vault`, '≤', 30, 'requests', samples =>
      samples.median('hashicorp requests')
    ),
    target(
      `first sync of ${mates.manifests} manifests with ${mates.secrets} secrets on one mount, at once`,
      '≤',
      1.3,
      "× the requests of one after the other's",
      ratio('mates all requests', 'mates one requests')
    ),
    target(
      `first deploy, Astro takes ${ASTRO_LATENCY} ms a request`,
      '≤',
      1.25,
      "× a shell with the guide's three commands",
      ratio('astro first action', 'astro first guide')
    ),
    target('the same', '≤', 30, 'requests to Astro', samples => samples.median('astro first requests')),
    target('the same', '≤', 3, 'processes of the CLI', samples => samples.median('astro first processes')),
    target('unchanged run against Astro', '≤', 2, 'requests to Astro', samples => samples.median('astro unchanged requests')),
    target('the same', '≤', 0, 'processes of the CLI', samples => samples.median('astro unchanged processes')),
    target(`${many} Deployments with nothing to do, one run`, '≤', 60, 'requests to Astro', samples =>
      samples.median('many requests')
    ),
    target('from spawn to the first request', '≤', 1.5, '× bare', ratio('start action', 'start bare')),
    target('the same', '≤', 1.05, '× without the client of GitHub', ratio('start action', 'start no-github'))
  ]
}

/** @returns {Target} */
function target(
  /** @type {Target['what']} */ what,
  /** @type {Target['bound']} */ bound,
  /** @type {Target['limit']} */ limit,
  /** @type {Target['unit']} */ unit,
  /** @type {Target['measure']} */ measure
) {
  return { what, bound, limit, unit, measure }
}

/**
 * @param {string} above
 * @param {string} below
 * @returns {Target['measure']} of the medians
 */
const ratio = (above, below) => samples => {
  const [top, bottom] = [samples.median(above), samples.median(below)]
  return top === undefined || bottom === undefined ? undefined : top / bottom
}

/**
 * @param {Target} target
 * @param {number | undefined} measured
 * @returns {'hit' | 'missed' | 'not measured'}
 */
export function verdict({ bound, limit }, measured) {
  if (measured === undefined) return 'not measured'
  const hit = { '≤': measured <= limit, '≥': measured >= limit, '<': measured < limit }[bound]
  return hit ? 'hit' : 'missed'
}
