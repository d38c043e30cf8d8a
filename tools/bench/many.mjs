/** One run for many Deployments with nothing to do, and one run for one of them, as a matrix starts for each. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openStage } from '../runner/stage.mjs'
import { aDeployment } from '../servers/astro-api/server.mjs'
import { ASTRO_LATENCY, deploy } from './astro.mjs'

const manifest = (/** @type {string[]} */ names) => `version: 1
name: many
astro: { provider-installed: true }
variables: { greeting: Hello }
deployments:
${names.map(name => `  ${name}: { deployment-name: ${name} }\n`).join('')}`

/**
 * @param {number} count of Deployments
 * @param {import('./samples.mjs').Samples} samples
 */
export async function manyCase(count, samples) {
  const names = Array.from({ length: count }, (_, index) => `d${index}`)
  const deployments = names.map((name, index) => aDeployment({ id: `clmany${String(index).padStart(18, '0')}`, name }))
  const stage = await openStage({ files: { 'airflow-secrets.yaml': manifest(names) }, astro: { deployments } })
  const run = (/** @type {Record<string, string>} */ inputs) =>
    deploy(stage, { 'deployment-id': '', 'deploy-type': 'none', 'run-timeout': '20m', ...inputs })
  const cost = async (/** @type {() => Promise<number>} */ act) => {
    const before = stage.astro.record.length
    return { ms: await act(), requests: stage.astro.record.length - before }
  }
  try {
    await run({ deployments: 'all', 'max-parallel': '8' })
    stage.astro.onRequest(({ phase }) => phase === 'before' && sleep(ASTRO_LATENCY))
    const all = await cost(() => run({ deployments: 'all' }))
    const one = await cost(() => run({ deployment: 'd0' }))
    samples.add('many requests', all.requests)
    samples.add('many ms', all.ms)
    samples.add('many single requests', one.requests * count)
    samples.add('many single ms', one.ms * count)
  } finally {
    await stage.stop()
  }
}
