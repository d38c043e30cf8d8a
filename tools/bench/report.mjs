/** The tables of docs/benchmarks.md, from samples. */
import { markdownTable } from 'markdown-table'
import { ASTRO_LATENCY } from './astro.mjs'
import { chart } from './chart.mjs'
import { slope } from './samples.mjs'
import { contests } from './sizes.mjs'
import { targets, verdict } from './targets.mjs'

/** @typedef {import('./samples.mjs').Samples} Samples */
/** @typedef {import('./sizes.mjs').Sizes} Sizes */

const CLIENTS = ['action', 'raw', 'hvac', 'go', 'cli']
const RUNS = /** @type {const} */ (['first', 'unchanged'])
const MEASURES = /** @type {const} */ (['ms', 'requests', 'MB'])

/**
 * @param {Samples} samples
 * @param {Sizes} sizes
 */
export function targetsTable(samples, sizes) {
  const rows = targets(sizes).map(target => {
    const { what, bound, limit, unit, measure } = target
    const measured = measure(samples)
    const digits = !unit.startsWith('×') ? 0 : limit < 10 ? 2 : 1
    return [what, `${bound} ${limit} ${unit}`, number(measured, digits), verdict(target, measured)]
  })
  return table([['What', 'Target', 'Measured', ''], ...rows], ['l', 'l', 'r', 'l'])
}

/**
 * Every median of the contests, ms.
 *
 * @param {Samples} samples
 * @param {Sizes} sizes
 */
export function timesTable(samples, sizes) {
  const rows = contests(sizes).flatMap(({ name, count, latency, readers }) =>
    (readers.length > 0 ? ['write', 'read'] : ['write']).map(verb => [
      number(count),
      verb === 'write' ? 'first sync' : 'unchanged',
      `${latency} ms`,
      ...CLIENTS.map(client => number(samples.median(`${name} ${verb} ${client}`)))
    ])
  )
  return table([['Secrets', 'What', 'Latency', ...CLIENTS.map(client => `${client}, ms`)], ...rows], ['r', 'l', 'r', ...'rrrrr'])
}

/**
 * @param {Samples} samples
 * @param {Sizes} sizes
 */
export function growthTable(samples, sizes) {
  const growth = [...sizes.growth, sizes.huge]
  const rows = growth.map(count => [
    number(count),
    ...RUNS.flatMap(run => MEASURES.map(measure => number(samples.median(`growth ${count} ${run} ${measure}`))))
  ])
  const slopes = (/** @type {string} */ title, /** @type {number} */ from) => [
    title,
    ...growthSeries(samples, growth).map(({ points }) => exponent(points.filter(([count]) => count >= from)))
  ]
  const header = RUNS.flatMap(run => MEASURES.map(measure => `${run}, ${measure}`))
  const body = [['Secrets', ...header], ...rows, slopes('slope, all', 0), slopes('slope, from 1,000', 1_000)]
  return table(body, [...'rrrrrrr'])
}

/**
 * The growth as curves: for each run time, requests and memory, without the counts at which nothing was measured.
 *
 * @param {Samples} samples
 * @param {number[]} counts
 * @returns {{ run: string, measure: string, points: [number, number][] }[]}
 */
function growthSeries(samples, counts) {
  return RUNS.flatMap(run =>
    MEASURES.map(measure => {
      const measured = counts.map(count => [count, samples.median(`growth ${count} ${run} ${measure}`)])
      return { run, measure, points: /** @type {[number, number][]} */ (measured.filter(([, value]) => value !== undefined)) }
    })
  )
}

/**
 * The growth as an SVG: time, requests and memory side by side.
 *
 * @param {Samples} samples
 * @param {Sizes} sizes
 */
export function growthChart(samples, { growth, huge }) {
  const series = growthSeries(samples, [...growth, huge])
  const panels = MEASURES.map(measure => ({
    title: /** @type {const} */ ({ ms: 'Time, ms', requests: 'Requests', MB: 'Peak of memory, MB' })[measure],
    series: series
      .filter(one => one.measure === measure)
      .map(({ run, points }) => ({ name: `${run} sync, slope ${exponent(points)}`, points }))
  }))
  const description =
    'Three log-log charts against the number of secrets. In each one curve for the first sync and one for an unchanged one; a dashed line is proportional to the number of secrets. The table below has the same numbers.'
  return chart({
    title: 'How a sync grows with its secrets',
    description,
    xTitle: 'secrets (dashed: proportional to them)',
    panels
  })
}

/**
 * What was measured beside the contests and the growth.
 *
 * @param {Samples} samples
 * @param {Sizes} sizes
 */
export function otherTimes(samples, { counts, growth, huge, many, mates }) {
  const most = number(Math.max(...growth))
  return table(
    [
      ['What', 'ms', 'MB'],
      [
        `parse and check a manifest of ${most} variables (mode plan)`,
        number(samples.median('manifest ms')),
        number(samples.median('manifest MB'))
      ],
      ['spawn to first request, action', number(samples.median('start action')), ''],
      ['the same without the client of GitHub', number(samples.median('start no-github')), ''],
      ['spawn to first request, bare bundle', number(samples.median('start bare')), ''],
      [`unchanged, ${number(counts.large)} secrets, \`check: ledger\``, number(samples.median('ledger ms')), ''],
      [`the same on HashiCorp Vault`, number(samples.median('hashicorp ms')), ''],
      [
        `unchanged, ${number(huge)} secrets, \`check: ledger\``,
        number(samples.median(`growth ${huge} ledger ms`)),
        number(samples.median(`growth ${huge} ledger MB`))
      ],
      [`first sync, ${number(huge)} secrets, raw`, number(samples.median('huge raw')), ''],
      [`first sync of ${mates.manifests} manifests, one after the other`, number(samples.median('mates one ms')), ''],
      ['the same at once', number(samples.median('mates all ms')), ''],
      [`first deploy, Astro takes ${ASTRO_LATENCY} ms a request`, number(samples.median('astro first action')), ''],
      ["the same by a shell with the guide's three commands", number(samples.median('astro first guide')), ''],
      [`unchanged run, Astro takes ${ASTRO_LATENCY} ms a request`, number(samples.median('astro unchanged action')), ''],
      [
        `one unchanged run for ${many} Deployments, Astro takes ${ASTRO_LATENCY} ms a request`,
        number(samples.median('many ms')),
        ''
      ],
      [
        `${many} unchanged runs for one each, as a matrix has them (one, times ${many})`,
        number(samples.median('many single ms')),
        ''
      ]
    ],
    ['l', 'r', 'r']
  )
}

/** @param {readonly (readonly [number, number])[]} points */
const exponent = points => (points.length < 2 ? '–' : slope(points).toFixed(2))

/**
 * @param {number | undefined} value
 * @param {number} [digits]
 */
const number = (value, digits = 0) =>
  value?.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }) ?? '–'

/**
 * @param {string[][]} rows
 * @param {string[]} align
 */
const table = (rows, align) => markdownTable(rows, { align })
