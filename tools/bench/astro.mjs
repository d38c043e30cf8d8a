/** A first deploy and an unchanged run while Astro takes its time, and what a shell with the guide's own commands takes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStage, QUICKSTART_SECRETS } from '../runner/stage.mjs'
import { timeAction } from './clients.mjs'
import { rotate } from './samples.mjs'

/** @typedef {Awaited<ReturnType<typeof openStage>>} Stage */

/** What each request to Astro takes, in milliseconds. */
export const ASTRO_LATENCY = 100

/** A shell's way: set both variables, deploy. */
const GUIDE = `set -e
astro deployment variable update --deployment-id "$ID" --workspace-id "$WORKSPACE" --secret "AIRFLOW__SECRETS__BACKEND_KWARGS=$KWARGS"
astro deployment variable update --deployment-id "$ID" --workspace-id "$WORKSPACE" AIRFLOW__SECRETS__BACKEND=airflow.providers.hashicorp.secrets.vault.VaultBackend
astro deploy "$ID" --workspace-id "$WORKSPACE" --description guide
`

const KWARGS = '{"url":"https://vault.example.com","auth_type":"approle","role_id":"r","secret_id":"s","mount_point":"airflow"}'

/** @type {Record<'action' | 'guide', (stage: Stage, samples: import('./samples.mjs').Samples) => Promise<void>>} */
const sides = {
  async action(stage, samples) {
    const run = () => deploy(stage)
    samples.add('astro first action', await run())
    samples.add('astro first requests', stage.astro.record.length)
    samples.add('astro first processes', await processes(stage))
    const before = stage.astro.record.length
    samples.add('astro unchanged action', await run())
    samples.add('astro unchanged requests', stage.astro.record.length - before)
    samples.add('astro unchanged processes', (await processes(stage)) - (samples.median('astro first processes') ?? 0))
  },
  async guide(stage, samples) {
    samples.add('astro first guide', await guide(stage))
  }
}

/**
 * @param {import('./samples.mjs').Samples} samples
 * @param {number} round counts from 0
 */
export async function astroCase(samples, round) {
  for (const side of rotate(/** @type {const} */ (['action', 'guide']), round)) {
    const stage = await openStage()
    stage.astro.onRequest(({ phase }) => phase === 'before' && sleep(ASTRO_LATENCY))
    try {
      await sides[side](stage, samples)
    } finally {
      await stage.stop()
    }
  }
}

/** @param {Stage} stage */
const processes = async stage => (await stage.calls()).filter(({ call }) => call.startsWith('astro ')).length

/**
 * @param {Stage} stage
 * @param {Record<string, string>} [more] inputs
 */
export const deploy = ({ project, folder, inputs, path }, more = {}) =>
  timeAction({
    workspace: project,
    folder,
    inputs: { ...inputs, ...more },
    env: { ...QUICKSTART_SECRETS, PATH: path, DOCKER_HOST: 'unix:///nowhere.sock' }
  })

/** @param {Stage} stage */
async function guide({ folder, project, inputs, astro, path }) {
  const home = join(folder, 'home')
  await mkdir(join(home, '.astro'), { recursive: true })
  const config = { upgrade_message: false, telemetry: { enabled: false }, local: { core: astro.url } }
  await writeFile(join(home, '.astro', 'config.yaml'), JSON.stringify(config))
  const deployment = astro.deployments[0]
  const env = {
    ...{ PATH: path, HOME: home, DOCKER_HOST: 'unix:///nowhere.sock', KWARGS },
    ...{ ASTRO_HOME: home, ASTRO_DOMAIN: 'localhost', ASTRO_TELEMETRY_DISABLED: '1', ASTRO_API_TOKEN: inputs['astro-api-token'] },
    ...{ ID: deployment?.id, WORKSPACE: deployment?.fields.workspaceId }
  }
  const begun = performance.now()
  const child = spawn('sh', ['-c', GUIDE], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  await once(child, 'exit')
  const ms = performance.now() - begun
  if (child.exitCode !== 0 || astro.deploys[0]?.status !== 'DEPLOYED')
    throw new Error(`the guide's commands ended with ${child.exitCode}:\n${(await said).join('\n')}`)
  return ms
}
