import type { ChildProcess } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { consumerRecord, readWith, secretIds } from './vault-over-http.ts'

type Stage = Awaited<ReturnType<typeof openStage>>

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'

describe('one Deployment, two runs', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage({ post: false })
  })
  afterEach(() => stage.stop())

  const run = (id: string, more: Partial<Parameters<Stage['run']>[0]> = {}) => stage.run({ ...more, env: { GITHUB_RUN_ID: id } })
  const expectOneGoodCredential = async () => {
    const { vault, astro } = stage
    const deployment = astro.deployment('prod')
    await readWith(vault, JSON.parse(deployment.value(KWARGS) ?? ''), 'greeting', 'warehouse')
    const record = await consumerRecord(vault, deployment.id)
    expect([...(await secretIds(vault)).keys()]).toEqual([record?.['holds'].id])
    expect(record?.['lock']).toBeUndefined()
  }

  it('at once on an empty server both end green, with one secret-id that works', async () => {
    const runs = await Promise.all([run('1'), run('2')])
    expect(runs.map(({ exitCode, log }) => (exitCode === 0 ? 0 : log))).toEqual([0, 0])
    await expectOneGoodCredential()
    expect(stage.astro.updates.flatMap(({ added }) => added).sort()).toEqual(['AIRFLOW__SECRETS__BACKEND', KWARGS])
  })

  it('the second is refused with the name of the first, when it may not wait', async () => {
    const first = await holdAtDeploy('11')
    const second = await run('22', { inputs: { 'wait-time': '0s' } })
    expect(second.exitCode).toBe(1)
    expect(second.log).toContain('Deployment prod is being changed by run 11 (attempt 1)')
    first.letGo()
    expect((await first.done).exitCode).toBe(0)
    await expectOneGoodCredential()
  })

  it('a run that is killed while it holds the lock is resumed by the next one', async () => {
    const first = await holdAtDeploy('111')
    await first.kill()
    expect((await first.done).exitCode).toBe(137)
    first.letGo()
    const next = await run('222', { inputs: { 'wait-time': '2m' } })
    expect(next.log).toContain('Waiting: run 111 (attempt 1) is changing Deployment prod')
    expect({ exitCode: next.exitCode, log: next.exitCode === 0 ? '' : next.log }).toEqual({ exitCode: 0, log: '' })
    await expectOneGoodCredential()
  }, 200_000)

  it('a run that is cancelled gives the lock back, so that the next one need not wait', async () => {
    const cancel = new AbortController()
    const first = await holdAtDeploy('7', cancel.signal)
    cancel.abort()
    expect((await first.done).exitCode).toBe(1)
    expect((await first.done).log).toContain('the run was cancelled')
    first.letGo()
    const next = await run('8', { inputs: { 'wait-time': '0s' } })
    expect({ exitCode: next.exitCode, log: next.exitCode === 0 ? '' : next.log }).toEqual({ exitCode: 0, log: '' })
    await expectOneGoodCredential()
  })

  /** A run that stands still in the middle of its deploy, with the lock in its hands. */
  async function holdAtDeploy(id: string, signal?: AbortSignal) {
    let letGo = () => {}
    let child: ChildProcess | undefined
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    const reached = new Promise<void>(resolve => {
      const off = stage.astro.onRequest(async ({ phase, method, path }: { phase: string; method: string; path: string }) => {
        if (phase !== 'before' || method !== 'POST' || !path.endsWith('/deploys')) return
        off()
        resolve()
        await gate
      })
    })
    const done = run(id, {
      onSpawn: spawned => {
        child ??= spawned
      },
      ...(signal === undefined ? {} : { signal })
    })
    await Promise.race([reached, done.then(({ log }) => Promise.reject(new Error(`it never came to deploy: ${log}`)))])
    return {
      done,
      letGo,
      kill: async () => {
        child?.kill('SIGKILL')
        for (const { pid } of await stage.calls()) {
          try {
            process.kill(pid, 'SIGKILL')
          } catch {
            // It has ended already.
          }
        }
      }
    }
  }
})
