/** `npm run demo`: the action on examples/quickstart, on a real server and the real CLI, twice, and Airflow reading what it wrote. */
import { readAsAirflow } from './airflow/read.mjs'
import { getParts } from './real-parts/get-parts.mjs'
import { airflowPython, astroBinary, node24Binary, vaultBinary } from './real-parts.mjs'
import { openStage } from './runner/stage.mjs'

const started = performance.now()
console.error('The action runs twice, and Airflow once: about 20 s, once everything is built.')
const [python = ''] = await getParts([airflowPython, vaultBinary, astroBinary, node24Binary])
const stage = await openStage()
try {
  heading('First run: an empty server, a Deployment without a secrets backend')
  const first = await stage.run()
  console.log(first.log)
  heading('Second run: nothing has changed')
  const second = await stage.run()
  console.log(second.log)

  heading("Airflow's own VaultBackend, started with the Deployment's variables")
  const deployment = stage.astro.deployment('prod')
  const environment = Object.fromEntries(
    Object.entries(deployment.values()).filter(([key]) => key.startsWith('AIRFLOW__SECRETS__'))
  )
  const read = await readAsAirflow({ python, environment, variables: ['greeting'], connections: ['warehouse'] })
  const warehouse = read.connections['warehouse']
  console.log(`Variable greeting   → ${read.variables['greeting']}`)
  console.log(
    `Connection warehouse → ${warehouse?.conn_type} ${warehouse?.login}@${warehouse?.host}:${warehouse?.port}/${warehouse?.schema}, password as given: ${warehouse?.password === 'p@s:s/w?o#rd 100%'}`
  )

  heading('Job summary of the first run')
  console.log(first.summary)
  heading('Result')
  const unchanged = second.outputs['changed'] === 'false'
  console.log(
    `first run: exit ${first.exitCode}, changed ${first.outputs['changed']} · second run: exit ${second.exitCode}, changed ${second.outputs['changed']} · ${Math.round((performance.now() - started) / 1000)} s`
  )
  process.exitCode = first.exitCode || second.exitCode || (unchanged && warehouse?.password === 'p@s:s/w?o#rd 100%' ? 0 : 1)
  await Promise.all([first.remove(), second.remove()])
} finally {
  await stage.stop()
}

function heading(/** @type {string} */ text) {
  console.log(`\n──── ${text} ────`)
}
