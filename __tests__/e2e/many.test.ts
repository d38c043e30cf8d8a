import type { ChildProcess } from 'node:child_process'
import { afterEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import type { Stage } from './attempt.ts'
import { consumerRecord, readWith, secretIds } from './vault-over-http.ts'

const BACKEND = 'AIRFLOW__SECRETS__BACKEND'
const KWARGS = `${BACKEND}_KWARGS`

const idOf = (name: string) => `clmany${name.padStart(18, '0')}`
/** `c` is isolated. */
const manifest = (names: readonly string[]) => `version: 1
name: many
astro: { provider-installed: true }
variables: { greeting: Hello }
connections:
  warehouse: { conn_type: postgres, host: db.example.com, login: etl, password: { env: WAREHOUSE_PASSWORD } }
deployments:
${names.map(name => `  ${name}: { deployment-name: ${name}${name === 'c' ? ', isolate: true' : ''} }\n`).join('')}`

let stage: Stage | undefined
afterEach(async () => {
  await stage?.stop()
  stage = undefined
})

/** Deployments of these names, all in the manifest and none of them chosen by its id. */
async function open(names: readonly string[], { ill = [] }: { ill?: readonly string[] } = {}): Promise<Stage> {
  stage = await openStage({
    files: { 'airflow-secrets.yaml': manifest(names), '.dockerignore': 'dags/\nairflow-secrets.yaml\n' },
    astro: {
      deployments: names.map(name =>
        aDeployment({ id: idOf(name), name, namespace: `space-${name}`, ...(ill.includes(name) ? { status: 'UNHEALTHY' } : {}) })
      )
    }
  })
  return stage
}

type Run = NonNullable<Parameters<Stage['run']>[0]>

async function run(stage: Stage, inputs: Readonly<Record<string, string>>, more: Run = {}) {
  const done = await stage.run({ ...more, inputs: { 'deployment-id': '', ...inputs } })
  await done.remove()
  const results = JSON.parse(done.outputs['results'] || '[]') as { deployment: string; outcome: string; error?: string }[]
  return { ...done, results, outcomes: Object.fromEntries(results.map(({ deployment, outcome }) => [deployment, outcome])) }
}

const kwargsOf = ({ astro }: Stage, name: string) => JSON.parse(astro.deployment(name).value(KWARGS) ?? '{}')

/** Airflow's own login reads what is its own, the record says what the Deployment holds, and nobody holds its lock. */
async function expectWorking(stage: Stage, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const [variable] = await readWith(stage.vault, kwargsOf(stage, name), 'greeting', 'warehouse')
    expect([name, variable['value']]).toEqual([name, 'Hello'])
    const record = await consumerRecord(stage.vault, idOf(name))
    const held = await secretIds(stage.vault, name === 'c' ? 'astro_role-c' : 'astro_role')
    expect([name, record?.['lock'], held.has(record?.['holds'].id)]).toEqual([name, undefined, true])
  }
}

describe('one run for three Deployments, one of them isolated', () => {
  it('deploys to each, one after the other, and the second run changes nothing', async () => {
    const stage = await open(['a', 'b', 'c'])
    const first = await run(stage, { deployments: 'all' })
    expect([first.exitCode, first.exitCode === 0 ? '' : first.log]).toEqual([0, ''])
    expect(first.outcomes).toEqual({ a: 'succeeded', b: 'succeeded', c: 'succeeded' })
    expect([first.outputs['deployment-id'], first.outputs['deployed']]).toEqual(['', 'true'])
    await expectWorking(stage, ['a', 'b', 'c'])
    expect(kwargsOf(stage, 'c')).toMatchObject({ variables_path: 'c/variables' })
    expect(stage.astro.deploys.map(({ status }) => status)).toEqual(['DEPLOYED', 'DEPLOYED', 'DEPLOYED'])
    const steps = stage.astro.record.flatMap(({ method, path }) =>
      method === 'POST' && /\/deploys$|\/finalize$/.test(path) ? [path.endsWith('finalize') ? 'end' : 'begin'] : []
    )
    expect(steps).toEqual(['begin', 'end', 'begin', 'end', 'begin', 'end'])

    const updates = stage.astro.updates.length
    const again = await run(stage, { deployments: 'all' })
    expect([again.exitCode, again.exitCode === 0 ? '' : again.log]).toEqual([0, ''])
    expect([again.outputs['changed'], stage.astro.updates.length, stage.astro.deploys.length]).toEqual(['false', updates, 3])
  })

  it('ends red where one fails, names it, and has changed the others', async () => {
    const stage = await open(['a', 'b', 'c'])
    stage.astro.deployment('b').setVariable(BACKEND, 'somebody.elses.Backend')
    const { exitCode, annotations, outcomes, summary } = await run(stage, { deployments: 'all', 'deploy-type': 'none' })
    expect([exitCode, outcomes]).toEqual([1, { a: 'succeeded', b: 'failed', c: 'succeeded' }])
    const [error, ...others] = annotations.filter(({ level }) => level === 'error')
    expect(error?.message).toMatch(/^1 of 3 Deployments failed: b\n/)
    expect(error?.message).toContain('has another secrets backend')
    expect(others).toEqual([])
    expect(summary).toContain('| `b` | failed |')
    await expectWorking(stage, ['a', 'c'])
  })

  it('begins nothing after a canary that does not get healthy', async () => {
    const stage = await open(['a', 'b', 'c'], { ill: ['b'] })
    const inputs = { deployments: 'all', canary: 'b', 'wait-time': '1s', 'deploy-type': 'none' }
    const { exitCode, log, outcomes } = await run(stage, inputs)
    expect([exitCode, outcomes]).toEqual([1, { b: 'failed', a: 'skipped', c: 'skipped' }])
    expect(log).toContain('1 of 3 Deployments failed: b; not begun: a, c')
    expect(stage.astro.updates.map(({ deployment }) => deployment)).toEqual([idOf('b'), idOf('b')])
    expect(await secretIds(stage.vault, 'astro_role-c').catch(() => new Map())).toEqual(new Map())
  })
})

describe('a run for many that is disturbed', () => {
  it('is finished by the next one, if it was killed in the deploy of the canary', async () => {
    const stage = await open(['a', 'b', 'c'])
    let child: ChildProcess | undefined
    const off = stage.astro.onRequest(async ({ phase, method, path }: { phase: string; method: string; path: string }) => {
      if (phase !== 'before' || method !== 'POST' || !path.endsWith('/deploys')) return
      off()
      child?.kill('SIGKILL')
      for (const { pid } of await stage.calls()) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // It has ended already.
        }
      }
    })
    const inputs = { deployments: 'all', canary: 'c', 'wait-time': '2m' }
    const onSpawn = (spawned: ChildProcess) => {
      child ??= spawned
    }
    const killed = await run(stage, inputs, { onSpawn, env: { GITHUB_RUN_ID: '1' } })
    expect(killed.exitCode).toBe(137)
    const next = await run(stage, inputs, { env: { GITHUB_RUN_ID: '2' } })
    expect([next.exitCode, next.exitCode === 0 ? '' : next.log]).toEqual([0, ''])
    expect(next.outcomes).toEqual({ a: 'succeeded', b: 'succeeded', c: 'succeeded' })
    await expectWorking(stage, ['a', 'b', 'c'])
  }, 200_000)

  it('shares a Deployment with another run at the same time: both end green, and each has one credential that works', async () => {
    const stage = await open(['a', 'b', 'c'])
    const other = (deployments: string, id: string) =>
      run(stage, { deployments, 'deploy-type': 'none', 'wait-time': '2m' }, { env: { GITHUB_RUN_ID: id } })
    const both = await Promise.all([other('a, b', '1'), other('b, c', '2')])
    expect(both.map(({ exitCode, log }) => (exitCode === 0 ? 0 : log))).toEqual([0, 0])
    await expectWorking(stage, ['a', 'b', 'c'])
    const held = await Promise.all(['astro_role', 'astro_role-c'].map(role => secretIds(stage.vault, role)))
    expect(held.map(({ size }) => size)).toEqual([2, 1])
  }, 200_000)
})

describe('50 Deployments with nothing to do', () => {
  it('cost 60 requests to Astro at most, and no CLI', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `d${index}`)
    const stage = await open(names)
    const first = await run(stage, { deployments: 'all', 'deploy-type': 'none', 'max-parallel': '8', 'run-timeout': '10m' })
    expect([first.exitCode, first.exitCode === 0 ? '' : first.log]).toEqual([0, ''])
    const [requests, calls] = [stage.astro.record.length, (await stage.calls()).length]
    const { exitCode, outputs } = await run(stage, { deployments: 'all', 'deploy-type': 'none' })
    expect([exitCode, outputs['changed']]).toEqual([0, 'false'])
    expect(stage.astro.record.length - requests).toBeLessThanOrEqual(60)
    expect((await stage.calls()).length).toBe(calls)
  }, 600_000)
})

describe('many Deployments are refused', () => {
  it.each([
    [{ deployments: 'a, cc' }, 'deployments cc is not under `deployments:` in airflow-secrets.yaml; did you mean "a"?'],
    [
      { deployments: 'a', deployment: 'a' },
      'input deployment cannot be combined with deployments: each selects a Deployment\nSet only one of them.'
    ]
  ])('as %j', async (inputs, why) => {
    const stage = await open(['a'])
    const { exitCode, annotations } = await run(stage, inputs)
    expect(exitCode).toBe(1)
    expect(annotations.map(({ message }) => message)).toContain(why)
    expect(stage.astro.record).toEqual([])
  })
})
