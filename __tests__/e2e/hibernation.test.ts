import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { attempt, type Stage } from './attempt.ts'

/** `astro.wake`, by the shipped bundle and the real CLI, on a Deployment that hibernates. */

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ astro: { deployments: [aDeployment({ status: 'HIBERNATING', isDevelopmentMode: true })] } })
  await stage.editManifest(text => `${text}astro: { wake: true }\n`)
})
afterEach(() => stage.stop())

const deployment = () => stage.astro.deployment('prod')
/** A change through the platform's API that begins or ends a time awake, or finishes a deploy. */
const story = () =>
  stage.astro.record.flatMap(({ method, path, status }) => {
    if (method === 'GET' || status !== 200) return []
    if (path.endsWith('/hibernation-override')) return [method === 'POST' ? 'override' : 'remove']
    return path.endsWith('/finalize') ? ['deploy'] : []
  })
const inMinutes = (minutes: number) => `${new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19)}Z`

describe('a Deployment that hibernates', () => {
  it('is awake while it is changed, no longer than run-timeout, and sleeps again by its schedule', async () => {
    const begun = Date.now()
    expect(await attempt(stage, { inputs: { 'run-timeout': '5m' } })).toMatchObject({ exitCode: 0, errors: [] })
    expect(story()).toEqual(['override', 'deploy', 'remove'])
    const [awake, ...others] = deployment().overrides
    expect([awake?.isHibernating, others]).toEqual([false, [undefined]])
    const lasts = Date.parse(awake?.overrideUntil ?? '') - begun
    // The time is written in whole seconds.
    expect(lasts).toBeGreaterThan(299_000)
    expect(lasts).toBeLessThan(400_000)
    expect(deployment().view().status).toBe('HIBERNATING')
  })

  it('is not woken by a run that changes nothing there', async () => {
    await attempt(stage)
    const before = story().length
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, inAstro: [] })
    expect(story().slice(before)).toEqual([])
  })

  it('gets back what overrode its schedule, with its end, also after a failed deploy', async () => {
    const theirs = { isHibernating: true, overrideUntil: inMinutes(120) }
    deployment().override(theirs)
    stage.astro.faults.add({ method: 'POST', path: /\/deploys$/, action: { status: 400 } })
    expect(await attempt(stage)).toMatchObject({
      exitCode: 1,
      errors: [expect.stringContaining('nothing shows that astro deploy')]
    })
    expect(deployment().overrides.map(one => one?.isHibernating)).toEqual([true, false, true])
    expect(deployment().overrides.at(-1)).toEqual(theirs)
  })

  it('is put back to sleep by the next run, if one was killed between waking it and the deploy', async () => {
    const theirs = { isHibernating: true }
    deployment().override(theirs)
    let kill = () => {}
    const forget = stage.astro.onRequest(({ phase, method, path }) => {
      if (phase === 'before' && method === 'POST' && path.endsWith('/deploys')) kill()
    })
    const onSpawn: NonNullable<Parameters<Stage['run']>[0]>['onSpawn'] = (child, step) => {
      kill = step === 'main' ? () => void child.kill('SIGKILL') : () => {}
    }
    expect(await attempt(stage, { env: { GITHUB_RUN_ID: '1', GITHUB_RUN_ATTEMPT: '1' }, onSpawn })).toMatchObject({
      exitCode: 137
    })
    forget()
    expect(deployment().overrides.at(-1)).toMatchObject({ isHibernating: false, overrideUntil: expect.any(String) })
    expect(await attempt(stage, { env: { GITHUB_RUN_ID: '1', GITHUB_RUN_ATTEMPT: '2' } })).toMatchObject({
      exitCode: 0,
      errors: []
    })
    expect(deployment().overrides.at(-1)).toEqual(theirs)
    expect(deployment().view().status).toBe('HIBERNATING')
  })
})
