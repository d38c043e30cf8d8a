import { beforeEach, describe, expect, it } from '@jest/globals'
import { applyDeployment } from '../../src/apply/deployment.ts'
import { hibernate, wake } from '../../src/apply/hibernation.ts'
import type { DeploymentContext } from '../../src/apply/ports.ts'
import type { HibernationOverride } from '../../src/astro/port.ts'
import { UserError } from '../../src/base/errors.ts'
import type { DeploymentStep } from '../../src/plan/step.ts'
import type { ConsumerRecord, Lock } from '../../src/records/consumer.ts'
import { aDeployment, aLock, aRecord, hoursAgo, NOW } from '../build/deployment.ts'
import { FakeAstro } from '../fakes/astro.ts'
import { hastyClock } from '../fakes/clock.ts'
import { FakeLog } from '../fakes/log.ts'

const ASLEEP = { hibernates: true } as const
const UNTIL = '2026-11-20T12:10:00.000Z'
const OURS = { hibernates: false, until: UNTIL }

let astro: FakeAstro
let record: ConsumerRecord
let said: FakeLog
let now: Date
let ending: AbortController
beforeEach(() => {
  astro = new FakeAstro()
  astro.status = 'HIBERNATING'
  record = aRecord({ lock: aLock() })
  said = new FakeLog()
  now = NOW
  ending = new AbortController()
})

const context = () =>
  ({
    astro,
    vault: { now: async () => now },
    lock: {
      get record() {
        return record
      },
      check: async () => {},
      save: async (change: (record: ConsumerRecord) => ConsumerRecord) => {
        record = change(record)
      }
    },
    tell: said.tell,
    clock: hastyClock(),
    waitSeconds: 60,
    signal: ending.signal
  }) as unknown as DeploymentContext

const wakes = (was?: HibernationOverride): DeploymentStep & { kind: 'wake' } => ({
  kind: 'wake',
  seconds: 600,
  reason: '',
  ...(was && { was })
})
const hibernates = (was?: HibernationOverride): DeploymentStep & { kind: 'hibernate' } => ({
  kind: 'hibernate',
  reason: '',
  ...(was && { was })
})
const woken = (was?: HibernationOverride): Lock => aLock({ woken: { until: UNTIL, ...(was && { was }) } })

describe('waking', () => {
  it('ends by itself when the run must have ended, and is recorded before it happens', async () => {
    const before: unknown[] = []
    const { setOverride } = astro
    astro.setOverride = async (deployment, override) => {
      before.push(record.lock?.woken)
      return await setOverride.call(astro, deployment, override)
    }
    const { deployment } = await wake(wakes(ASLEEP), { deployment: aDeployment() }, context())
    expect(before).toEqual([{ until: UNTIL, was: ASLEEP }])
    expect([astro.override, deployment.status]).toEqual([OURS, 'HEALTHY'])
  })

  it('waits until the Deployment is awake', async () => {
    astro.setOverride = async () => aDeployment({ status: 'HIBERNATING' })
    astro.nextStatuses.push('HIBERNATING')
    astro.status = 'DEPLOYING'
    expect((await wake(wakes(), { deployment: aDeployment() }, context())).deployment.status).toBe('DEPLOYING')
    expect(astro.nextStatuses).toEqual([])
  })
})

describe('waking that is refused', () => {
  it('changes nothing, and leaves the Deployment as it was', async () => {
    astro.override = ASLEEP
    astro.setOverride = async () => {
      throw new UserError('Astro refused')
    }
    const backend: DeploymentStep = { kind: 'backend', reason: '' }
    const run = applyDeployment([wakes(ASLEEP), backend, hibernates(ASLEEP)], { deployment: aDeployment() }, context())
    await expect(run).rejects.toThrow('Astro refused')
    expect([astro.override, record.lock?.woken, astro.effects]).toEqual([ASLEEP, undefined, []])
  })
})

describe('hibernating again', () => {
  it.each<[string, HibernationOverride | undefined, HibernationOverride | undefined, string, HibernationOverride | undefined]>([
    ['removes our override', undefined, OURS, 'done', undefined],
    ['puts back what was there before', ASLEEP, OURS, 'done', ASLEEP],
    ['removes ours where what was there is over', { ...ASLEEP, until: hoursAgo(1).toISOString() }, OURS, 'done', undefined],
    ['has nothing to do where ours never got there', ASLEEP, ASLEEP, 'done', ASLEEP],
    ['leaves alone what somebody else has set since', ASLEEP, { hibernates: false }, 'lost', { hibernates: false }],
    ['leaves it removed where somebody else has removed ours', ASLEEP, undefined, 'lost', undefined]
  ])('%s', async (_, was, found, outcome, left) => {
    record = aRecord({ lock: woken(was) })
    astro.override = found
    expect(await hibernate(hibernates(was), context())).toBe(outcome)
    expect([astro.override, record.lock?.woken]).toEqual([left, undefined])
  })

  it('puts back what was there before, also once ours has ended by itself', async () => {
    record = aRecord({ lock: woken(ASLEEP) })
    now = hoursAgo(-1)
    expect(await hibernate(hibernates(ASLEEP), context())).toBe('done')
    expect(astro.override).toEqual(ASLEEP)
  })
})

describe('after a deploy that failed', () => {
  const request = { type: 'dags-only', projectDir: '.', description: '' } as const
  const deploys: DeploymentStep = { kind: 'deploy', request, was: {}, parts: {}, reason: '' }
  const run = () => applyDeployment([deploys, hibernates(ASLEEP)], { deployment: aDeployment() }, context())
  beforeEach(() => {
    record = aRecord({ lock: woken(ASLEEP) })
    astro.override = OURS
    astro.deploy = async () => {
      throw new UserError('the deploy failed')
    }
  })

  it('the Deployment hibernates again', async () => {
    await expect(run()).rejects.toThrow('the deploy failed')
    expect([astro.override, record.lock?.woken]).toEqual([ASLEEP, undefined])
  })

  it('and cannot hibernate, the run has the error of the deploy, and a warning says how long it may stay awake', async () => {
    astro.setOverride = async () => {
      throw new UserError('Astro refused')
    }
    await expect(run()).rejects.toThrow('the deploy failed')
    expect(said.warnings).toEqual([expect.stringContaining(`Deployment prod may stay awake until ${UNTIL}: Astro refused`)])
  })

  it('because the run was cancelled, the next run lets it hibernate', async () => {
    ending.abort()
    await expect(run()).rejects.toThrow('the deploy failed')
    expect([astro.override, record.lock?.woken]).toEqual([OURS, { until: UNTIL, was: ASLEEP }])
  })
})
