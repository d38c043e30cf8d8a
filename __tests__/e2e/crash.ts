import { expect } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import { sample } from '../build/seed.ts'
import type { Stage } from './attempt.ts'
import { KWARGS, prepared, Reaper } from './reaper.ts'
import { ask, consumerRecord, type Json, keysBelow, readSecret, secretIds } from './vault-over-http.ts'

/** Two secrets are enough: the steps are the same as for a thousand. */
export const MANIFEST = `version: 1
name: crash
approle: { secret-id: { destroy-after: 0s } }
variables: { greeting: Hello }
connections:
  warehouse: { conn_type: postgres, host: db.example.com, login: etl, password: { env: WAREHOUSE_PASSWORD } }
`

/** What must be equal after a disturbed and an undisturbed run. Ids and times are not. */
export async function endState(stage: Stage): Promise<Json> {
  const { vault, astro } = stage
  const deployment = astro.deployment('prod')
  const held = await secretIds(vault)
  const record = await consumerRecord(vault, deployment.id)
  const paths = (await keysBelow(vault, 'airflow')).filter(path => !path.startsWith('_astro-vault-action/'))
  const secrets = await Promise.all(paths.map(async path => [path, await readSecret(vault, 'airflow', path)]))
  const { secret_id: _s, role_id: _r, url: _u, ...kwargs } = JSON.parse(deployment.value(KWARGS) ?? '{}')
  return {
    secrets: Object.fromEntries(secrets),
    policy: (await ask(vault, 'sys/policies/acl/astro_policy'))?.['data'].policy,
    role: (await ask(vault, 'auth/approle/role/astro_role'))?.['data'],
    secretIds: held.size,
    heldIsIssued: held.has(record?.['holds'].id),
    boundCidrs: held.get(record?.['holds'].id)?.['cidr_list'],
    record: { retired: record?.['retired'], lock: record?.['lock'], provider: record?.['shipped']?.image?.provider },
    backend: deployment.value('AIRFLOW__SECRETS__BACKEND'),
    others: deployment.value('FOO'),
    kwargs,
    shipped: record?.['shipped']?.image?.version === deployment.fields['imageTag']
  }
}

export interface CrashScene {
  readonly stage: Stage
  readonly reaper: Reaper
  run(attempt: number, inputs?: Record<string, string>): ReturnType<Stage['run']>
  stop(): Promise<void>
}

export interface SceneOptions {
  readonly updatedAt?: 'changed' | 'all'
}

/** A stage whose Vault is reached through the reaper. */
export async function openScene({ updatedAt = 'changed' }: SceneOptions = {}): Promise<CrashScene> {
  const stage = await openStage({
    files: { 'airflow-secrets.yaml': MANIFEST },
    astro: { updatedAt, deployments: [aDeployment({ environmentVariables: [{ key: 'FOO', value: 'bar' }] })] }
  })
  const reaper = new Reaper(stage)
  const tap = await tapVault(stage.vault.url, reaper.hook)
  return {
    stage,
    reaper,
    run: (attempt, inputs = {}) =>
      stage.run({
        post: false,
        inputs: { 'vault-url': tap.url, 'wait-time': '60s', ...inputs },
        env: { GITHUB_RUN_ATTEMPT: String(attempt) },
        onSpawn: reaper.onSpawn
      }),
    async stop() {
      await tap.stop()
      await stage.stop()
    }
  }
}

interface Killing extends SceneOptions {
  readonly inputs?: Record<string, string>
  readonly phase?: 'before' | 'after'
  /** Brings a fresh scene to where the run begins. */
  readonly prepare?: (scene: CrashScene) => Promise<void>
  /** Brings a scene where one of the runs has ended to where the next one begins, so that one scene serves all; `time` is from 1. */
  readonly again?: (scene: CrashScene, time: number) => Promise<void>
  /** Changes after which the end comes one run later: after what is killed there, the next run cannot know enough to get there. */
  readonly late?: RegExp
  /** The end of that time in the words of the first. */
  readonly asFirst?: (end: Json, time: number) => Json
}

/**
 * Kills a run at some of its changes, at night at each of them, lets the next attempt finish, and compares with an undisturbed run.
 */
export async function expectSameEnd(
  { inputs = {}, phase = 'after', prepare = async () => {}, again, late, asFirst = end => end, ...options }: Killing,
  expectAtLeast: number
): Promise<Json> {
  const open = async () => await prepared(await openScene(options), prepare)
  let scene = await open()
  try {
    const { changes, wanted } = await wholeRun(scene, inputs)
    expect(changes.length).toBeGreaterThanOrEqual(expectAtLeast)
    const moments = changes.map((change, index) => ({ change, at: index + 1 }))
    for (const { change, at } of sample(moments, 6, expect.getState().currentTestName)) {
      if (again === undefined) {
        await scene.stop()
        scene = await open()
      } else await again(scene, at)
      const moment = `killed ${phase} change ${at} of ${changes.length}, ${change}`
      const killed = await endAfter(scene, at, phase, inputs, moment)
      const end = asFirst(late?.test(change) ? await endOfOneMore(scene, at, killed, moment) : killed, at)
      expect({ moment, ...end }).toEqual({ moment, ...wanted })
    }
    return wanted
  } finally {
    await scene.stop()
  }
}

/** Of a run that is killed there, and the next attempt. */
async function endAfter(
  { reaper, run, stage }: CrashScene,
  at: number,
  phase: 'before' | 'after',
  inputs: Record<string, string>,
  moment: string
): Promise<Json> {
  reaper.strikeAt(at, phase)
  const killed = await run(2 * at, inputs)
  expect({ moment, exitCode: killed.exitCode }).toEqual({ moment, exitCode: 137 })
  reaper.spare()
  const { rotate: _, ...usual } = inputs
  const next = await run(2 * at + 1, usual)
  const log = next.exitCode === 0 ? '' : next.log
  expect({ moment, exitCode: next.exitCode, log }).toEqual({ moment, exitCode: 0, log: '' })
  expect({ moment, lockedOut: reaper.lockedOut }).toEqual({ moment, lockedOut: [] })
  return await endState(stage)
}

/** Of one run more, which is needed. */
async function endOfOneMore({ reaper, run, stage }: CrashScene, at: number, killed: Json, moment: string): Promise<Json> {
  const { exitCode } = await run(2 * at + 2)
  expect({ moment, exitCode, lockedOut: reaper.lockedOut }).toEqual({ moment, exitCode: 0, lockedOut: [] })
  const end = await endState(stage)
  expect({ moment, ...end }).not.toEqual({ moment, ...killed })
  return end
}

async function wholeRun(
  { run, reaper, stage }: CrashScene,
  inputs: Record<string, string>
): Promise<{ changes: string[]; wanted: Json }> {
  const whole = await run(1, inputs)
  const changes = reaper.seen
  expect({ exitCode: whole.exitCode, log: whole.exitCode === 0 ? '' : whole.log }).toEqual({ exitCode: 0, log: '' })
  return { changes, wanted: await endState(stage) }
}
