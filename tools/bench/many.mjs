/** One run for 50 Deployments with nothing to do, and one run for one of them, as a matrix would start 50 times. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openStage } from '../runner/stage.mjs'
import { aDeployment } from '../servers/astro-api/server.mjs'
import { ASTRO_LATENCY, deploy } from './astro.mjs'

/** How many Deployments. */
export const MANY = 50

const NAMES = Array.from({ length: MANY }, (_, index) => `d${index}`)

const MANIFEST = `version: 1
name: many
variables: { greeting: Hello }
deployments:
${NAMES.map(name => `  ${name}: { deployment-name: ${name} }\n`).join('')}`

/** @param {import('./samples.mjs').Samples} samples */
export async function manyCase(samples) {
  const deployments = NAMES.map((name, index) => aDeployment({ id: `clmany${String(index).padStart(18, '0')}`, name }))
  const stage = await openStage({ files: { 'airflow-secrets.yaml': MANIFEST }, astro: { deployments } })
  const run = (/** @type {Record<string, string>} */ inputs) =>
    deploy(stage, { 'deployment-id': '', 'deploy-type': 'none', 'run-timeout': '20m', ...inputs })
  const requests = async (/** @type {() => Promise<number>} */ act) => {
    const before = stage.astro.record.length
    return { ms: await act(), count: stage.astro.record.length - before }
  }
  try {
    await run({ deployments: 'all', 'max-parallel': '8' })
    stage.astro.onRequest(({ phase }) => phase === 'before' && sleep(ASTRO_LATENCY))
    const all = await requests(() => run({ deployments: 'all' }))
    const one = await requests(() => run({ deployment: NAMES[0] ?? '' }))
    samples.add('many requests', all.count)
    samples.add('many ms', all.ms)
    samples.add('many single requests', one.count * MANY)
    samples.add('many single ms', one.ms * MANY)
  } finally {
    await stage.stop()
  }
}
