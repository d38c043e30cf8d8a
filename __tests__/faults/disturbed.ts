import { expect } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import { type Tapped, tapVault } from '../../tools/servers/vault-tap.mjs'
import { SEED } from '../build/seed.ts'
import type { Stage } from '../e2e/attempt.ts'
import { credentialsWork, KWARGS, type Phase, prepared, Reaper } from '../e2e/reaper.ts'
import { untrueTicks } from '../e2e/ticks.ts'
import { ask, consumerRecord } from '../e2e/vault-over-http.ts'
import { FAST, fastClock } from './fast-clock.ts'

/** The bundle on real parts, disturbed at one of its changes, and what must hold of that run and of those after it. */

const MANIFEST = `version: 1
name: disturbed
astro: { skip-unchanged: true }
variables: { greeting: Hello }
connections:
  warehouse: { conn_type: postgres, host: db.example.com, login: etl, password: { env: WAREHOUSE_PASSWORD } }
`

export type Scene = Awaited<ReturnType<typeof openScene>>
type Run = Awaited<ReturnType<Scene['run']>>

/** A stage on which each run reaches Vault by a way of its own. */
async function openScene() {
  const stage: Stage = await openStage({
    files: { 'airflow-secrets.yaml': MANIFEST },
    astro: { deployments: [aDeployment({ environmentVariables: [{ key: 'FOO', value: 'bar' }] })] }
  })
  const reaper = new Reaper(stage)
  const now = fastClock()
  return {
    stage,
    reaper,
    /** One run. `faults`: what its way to Vault does to its requests. */
    async run(id: string, faults: Awaited<ReturnType<typeof startFaultProxy>>['schedule'] = () => undefined) {
      const vault: Tapped[] = []
      const hook = async (tapped: Tapped) => {
        if (tapped.phase === 'after') vault.push(tapped)
        await reaper.hook(tapped)
      }
      const tap = await tapVault(stage.vault.url, hook, { now })
      const proxy = await startFaultProxy(tap.url, faults)
      const token = `token-of-${id}`
      const { exitCode, log, remove } = await stage.run({
        post: false,
        inputs: {
          'vault-url': proxy.url,
          'astro-api-token': stage.astro.token({ id: token }),
          'wait-time': '30m',
          'run-timeout': '2h'
        },
        env: { ...FAST, GITHUB_RUN_ID: id },
        onSpawn: child => {
          if (id === DISTURBED) reaper.onSpawn(child)
        }
      })
      await remove()
      await proxy.stop()
      await tap.stop()
      return { exitCode, log, vault, astro: stage.astro.record.filter(entry => entry.token === token) }
    },
    async stop() {
      await reaper.signal('SIGCONT')
      await stage.stop()
    }
  }
}

/** The run that is disturbed. */
const DISTURBED = '11'

export interface Story {
  readonly name: string
  /** What has happened before. */
  begin(scene: Scene): Promise<void>
}

export const STORIES: readonly Story[] = [
  { name: 'a first run', begin: async () => {} },
  {
    name: 'a run that moves the variables and ships a DAG',
    async begin({ run, stage }) {
      await expectGreen(await run('1'))
      await stage.editManifest(text => `${text}vault: { variables-path: vars }\n`)
    }
  }
]

/** One change of a run, and whether the disturbance comes before or after it. */
export interface Moment {
  readonly story: Story
  readonly at: number
  readonly phase: Phase
  /** For a person. */
  readonly name: string
}

let known: Promise<readonly Moment[]> | undefined

/** Every change of the stories' runs, before and after. */
export function moments(): Promise<readonly Moment[]> {
  known ??= allMoments()
  return known
}

async function allMoments(): Promise<readonly Moment[]> {
  const all: Moment[] = []
  for (const story of STORIES) {
    const scene = await begin(story)
    expectGreen(await scene.run(DISTURBED))
    for (const [index, change] of scene.reaper.seen.entries())
      for (const phase of ['before', 'after'] as const)
        all.push({ story, at: index + 1, phase, name: `${story.name}, ${phase} change ${index + 1}, ${change}` })
    await scene.stop()
  }
  return all
}

const begin = async ({ begin }: Story): Promise<Scene> => await prepared(await openScene(), begin)

export const expectGreen = ({ exitCode, log }: Run) =>
  expect({ exitCode, log: exitCode === 0 ? '' : log }).toEqual({ exitCode: 0, log: '' })

interface Disturbance {
  /** What becomes of the run's requests to Vault. */
  readonly faults?: Parameters<Scene['run']>[1]
  /** At the moment, while the change waits, or its answer. */
  happen(scene: Scene): Promise<Aftermath>
  /** Nobody else has changed what the run has recorded. */
  readonly alone: boolean
}

interface Aftermath {
  /** What the disturbed run may not have done. */
  expectOf?(disturbed: Run): void
  /** Before the next run. */
  takeBack?(): unknown
  /** After the next run. */
  expectAtLast?(): Promise<void>
}

/**
 * Lets this happen to a run at that moment. Whatever becomes of the run: what it told is true, nobody was locked out, and the next
 * one brings everything to its end.
 */
export async function disturb(
  { story, at, phase, name }: Moment,
  what: string,
  { faults, happen, alone }: Disturbance
): Promise<void> {
  const moment = `${what}: ${name} (SEED=${SEED})`
  const scene = await begin(story)
  const { reaper, stage, run } = scene
  let aftermath: Aftermath = {}
  try {
    reaper.meetAt(at, phase, async () => {
      aftermath = await happen(scene)
    })
    const disturbed = await run(DISTURBED, faults)
    reaper.spare()
    expect({ moment, untrue: untrueTicks(disturbed) }).toEqual({ moment, untrue: [] })
    aftermath.expectOf?.(disturbed)
    if (disturbed.exitCode === 0 && alone) await expectTrueRecord(stage, moment)
    await credentialsWork(stage)
    await aftermath.takeBack?.()
    const next = await run('33')
    const log = next.exitCode === 0 ? '' : `${disturbed.log}\n\nThe next run:\n${next.log}`
    expect({ moment, exitCode: next.exitCode, log }).toEqual({ moment, exitCode: 0, log: '' })
    expect({ moment, untrue: untrueTicks(next) }).toEqual({ moment, untrue: [] })
    await expectTrueRecord(stage, moment)
    await credentialsWork(stage)
    expect({ moment, lockedOut: reaper.lockedOut }).toEqual({ moment, lockedOut: [] })
    await aftermath.expectAtLast?.()
  } finally {
    await scene.stop()
  }
}

/** The record says what the Deployment has, and nobody holds its lock. */
async function expectTrueRecord({ vault, astro }: Stage, moment: string): Promise<void> {
  const deployment = astro.deployment('prod')
  const record = await consumerRecord(vault, deployment.id)
  const { secret_id } = JSON.parse(deployment.value(KWARGS) ?? '{}')
  const found = await ask(vault, 'auth/approle/role/astro_role/secret-id/lookup', { secret_id })
  const times = Object.fromEntries(deployment.variables.map(({ key, updatedAt }) => [key, updatedAt]))
  const told = { lock: record?.['lock'], holds: record?.['holds']?.id, times: record?.['variables'] }
  expect({ moment, ...told }).toEqual({ moment, lock: undefined, holds: found?.['data'].secret_id_accessor, times })
}
