/**
 * `npm run prove`: random connections and variables, written by the action's own code, as Airflow 2 and 3 read them.
 *
 *   --connections N  that are read back; default 50000
 *   --variables N    the same; default 20000
 *   --seed N         default: SEED, or a new one; it is printed
 */
import { parseArgs } from 'node:util'
import { prove } from '../__tests__/proof/prove.ts'

const { values: options } = parseArgs({
  options: {
    connections: { type: 'string', default: '50000' },
    variables: { type: 'string', default: '20000' },
    seed: { type: 'string', default: process.env['SEED'] || String(Date.now() % 2 ** 32) }
  }
})
const seed = Number(options.seed)
console.log(`seed ${seed}`)
const began = performance.now()
const { accepted, refused, differences } = await prove({
  seed,
  connections: Number(options.connections),
  variables: Number(options.variables),
  onBatch: ({ accepted }) => process.stderr.write(`\r${accepted.connections} connections, ${accepted.variables} variables`)
})
const seconds = Math.round((performance.now() - began) / 1000)
for (const reason of reasons(refused)) console.log(`refused: ${reason}`)
for (const difference of differences.slice(0, 20)) console.log(difference)
console.log(
  `${accepted.connections} connections and ${accepted.variables} variables read back, ${refused.length} refused, ${differences.length} differences, ${seconds} s`
)
process.exitCode = differences.length === 0 ? 0 : 1

/** Each reason with how often it was given. @param {readonly string[]} refused */
function reasons(refused) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const sentence of refused) {
    const reason = sentence.replace(/^.*(__proto__"?|\.[cv]\d+\S*) /s, '')
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${count} × ${reason}`)
}
