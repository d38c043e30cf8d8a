/**
 * `npm run bench`: whole processes, from spawn to exit, side by side on fresh servers, in turn.
 *
 *   --rounds N   default 3; medians are shown
 *   --only NAME  one case: cli, small, large, far, ledger, hashicorp, mates, huge, astro, many, start, growth or manifest
 *   --quick      a few secrets and one round: shows that all of it works
 *   --write      puts tables and chart into docs/, after a full run
 */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs, promisify } from 'node:util'
import { casesOf } from './bench/cases.mjs'
import { growthChart, growthTable, otherTimes, targetsTable, timesTable } from './bench/report.mjs'
import { Samples } from './bench/samples.mjs'
import { FULL, QUICK } from './bench/sizes.mjs'
import { between } from './readme/generated.mjs'
import { vaultBinary } from './real-parts.mjs'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false }
  }
})
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3))
const sizes = options.quick ? QUICK : FULL
const cases = casesOf(sizes).filter(({ name }) => options.only === undefined || name === options.only)
if (!(rounds >= 1)) throw new Error('--rounds takes a number')
if (cases.length === 0) throw new Error(`there is no case ${options.only}`)
if (options.write && (options.quick || options.only)) throw new Error('--write takes a full run, without --quick and --only')
if (options.write && !process.version.startsWith('v24.'))
  throw new Error('--write takes Node 24, which docs/benchmarks.md is about')

const load = loadavg()[0] ?? 0
const started = performance.now()
const samples = new Samples()
for (let round = 0; round < rounds; round++) {
  for (const { name, run } of cases) {
    const begun = performance.now()
    await run(samples, round)
    console.error(`round ${round + 1} of ${rounds}: ${name}, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  }
}

const results = {
  targets: targetsTable(samples, sizes),
  times: timesTable(samples, sizes),
  others: otherTimes(samples, sizes),
  growth: growthTable(samples, sizes),
  machine: await machine()
}
console.log(Object.values(results).join('\n\n'))
if (options.write) await publish()

async function machine() {
  const { stdout } = await promisify(execFile)(await vaultBinary(), ['version'])
  const [server] = stdout.split(/,| \(/)
  const minutes = Math.ceil((performance.now() - started) / 60_000)
  return [
    `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}, ${server?.trim()}`,
    `rounds: ${rounds}, in ${minutes} min, on a load of ${load.toFixed(1)} at the beginning; ${new Date().toISOString().slice(0, 10)}.`
  ].join('; ')
}

async function publish() {
  const docs = new URL('../docs/', import.meta.url)
  let text = await readFile(new URL('benchmarks.md', docs), 'utf8')
  for (const [name, content] of Object.entries(results)) text = between(text, 'docs/benchmarks.md', name, content)
  await writeFile(new URL('benchmarks.md', docs), text)
  await writeFile(new URL('benchmarks-growth.svg', docs), growthChart(samples, sizes))
}
