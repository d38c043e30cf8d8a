/** What is measured. Each case adds its samples once a round; whoever begins changes from round to round. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { astroCase } from './astro.mjs'
import { onServer } from './bench-server.mjs'
import { readers, syncAction, timeAction, writers } from './clients.mjs'
import { manyCase } from './many.mjs'
import { withPeak } from './memory.mjs'
import { rotate } from './samples.mjs'
import { hashicorpCase, hugeCase, matesCase } from './scale.mjs'
import { manifest } from './secrets.mjs'
import { contests } from './sizes.mjs'
import { startUp } from './start-up.mjs'

/** @typedef {import('./samples.mjs').Samples} Samples */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {(samples: Samples, round: number) => Promise<void>} run rounds count from 0
 */

/**
 * @param {import('./sizes.mjs').Sizes} sizes
 * @returns {Case[]}
 */
export const casesOf = sizes => [
  ...contests(sizes).map(contestCase),
  { name: 'ledger', run: (samples, round) => ledgerCase(sizes.counts.large, samples, round) },
  { name: 'hashicorp', run: (samples, round) => hashicorpCase(sizes.counts.large, samples, round) },
  { name: 'mates', run: (samples, round) => matesCase(sizes.mates, samples, round) },
  { name: 'huge', run: (samples, round) => hugeCase(sizes.huge, samples, round) },
  { name: 'astro', run: astroCase },
  { name: 'many', run: samples => manyCase(sizes.many, samples) },
  { name: 'start', run: samples => startUp(sizes.starts, samples) },
  {
    name: 'growth',
    run: async (samples, round) => {
      for (const count of sizes.growth) await growthStep(count, samples, round)
    }
  },
  { name: 'manifest', run: samples => manifestCase(Math.max(...sizes.growth), samples) }
]

/**
 * @param {import('./sizes.mjs').Contest} contest
 * @returns {Case}
 */
function contestCase(contest) {
  const { name, repeats } = contest
  const run = async (/** @type {Samples} */ samples, /** @type {number} */ round) => {
    for (let repeat = 0; repeat < repeats; repeat++) await compete(contest, samples, round * repeats + repeat)
  }
  return { name, run }
}

/**
 * @param {import('./sizes.mjs').Contest} contest
 * @param {Samples} samples
 * @param {number} turn decides who begins
 */
async function compete({ name, count, latency, ...clients }, samples, turn) {
  await onServer({ count, latency }, async server => {
    for (const client of rotate(clients.writers, turn)) samples.add(`${name} write ${client}`, await writers[client](server))
    for (const client of rotate(clients.readers, turn)) samples.add(`${name} read ${client}`, await readers[client](server))
  })
}

/**
 * How many requests an unchanged run costs that trusts its ledger: the same number every time, so one round is enough.
 *
 * @param {number} count
 * @param {Samples} samples
 * @param {number} round
 */
async function ledgerCase(count, samples, round) {
  const action = await readFile(new URL('../../action.yml', import.meta.url), 'utf8')
  const { inputs } = /** @type {{ inputs: object }} */ (load(action))
  if (round > 0 || !('check' in inputs)) return
  await onServer({ count }, async server => {
    await syncAction(server)
    const before = await server.requests()
    samples.add('ledger ms', await syncAction(server, { inputs: { check: 'ledger' } }))
    samples.add('ledger requests', (await server.requests()) - before)
  })
}

/**
 * A first and an unchanged run of the action alone, with time, memory and (in the first round, they are the same in all)
 * requests.
 *
 * @param {number} count
 * @param {Samples} samples
 * @param {number} round
 */
async function growthStep(count, samples, round) {
  await onServer({ count }, async server => {
    for (const run of ['first', 'unchanged']) {
      const before = round === 0 ? await server.requests() : 0
      const { ms, megabytes } = await withPeak(env => syncAction(server, { env }))
      samples.add(`growth ${count} ${run} ms`, ms)
      samples.add(`growth ${count} ${run} MB`, megabytes)
      if (round === 0) samples.add(`growth ${count} ${run} requests`, (await server.requests()) - before)
    }
  })
}

/**
 * Parsing and checking a manifest: mode plan, without credentials.
 *
 * @param {number} count
 * @param {Samples} samples
 */
async function manifestCase(count, samples) {
  const workspace = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    await writeFile(join(workspace, 'airflow-secrets.yaml'), manifest(count))
    const { ms, megabytes } = await withPeak(env => timeAction({ workspace, env, inputs: { mode: 'plan' } }))
    samples.add('manifest ms', ms)
    samples.add('manifest MB', megabytes)
  } finally {
    await rm(workspace, { recursive: true, force: true })
  }
}
