import { describe, expect, it } from '@jest/globals'
import type { HibernationOverride } from '../../../src/astro/port.ts'
import { planDeployment } from '../../../src/plan/deployment/deployment.ts'
import { planWake } from '../../../src/plan/deployment/wake.ts'
import {
  aDeployment,
  aLock,
  aProject,
  aRecord,
  desiredDeployment,
  LATER,
  observedDeployment,
  THEN
} from '../../build/deployment.ts'
import { kinds } from '../../build/plan.ts'

const ASLEEP = { hibernates: true, until: LATER }
const OURS = { hibernates: false, until: THEN }
const THEIRS = { hibernates: false, until: LATER }

interface Scene {
  readonly status?: string
  readonly override?: HibernationOverride
  /** An earlier run woke it, and this overrode its schedule before. */
  readonly woken?: { readonly was?: HibernationOverride }
}

const observed = ({ status = 'HIBERNATING', override, woken }: Scene) =>
  observedDeployment({
    deployment: aDeployment({ status, ...(override && { override }) }),
    record: aRecord(woken && { lock: aLock({ woken: { until: THEN, ...woken } }) })
  })

const planned = (scene: Scene, isChanged: boolean, desired: object = {}) => {
  const { wake, hibernate } = planWake(
    { wake: true, runSeconds: 60, waitForHealth: true, ...desired },
    observed(scene),
    isChanged
  )
  return [...wake.steps, ...hibernate.steps].map(step => [step.kind, 'was' in step ? step.was : undefined])
}

describe('a Deployment that hibernates', () => {
  it.each<[string, Scene, unknown]>([
    ['by its schedule goes back to that', {}, undefined],
    ['because somebody said so goes back to sleep', { override: ASLEEP }, ASLEEP],
    [
      'although an earlier run was about to wake it is put back by the same',
      { override: ASLEEP, woken: { was: ASLEEP } },
      ASLEEP
    ],
    ['again after an earlier run woke it gets back what was there before', { woken: { was: ASLEEP } }, ASLEEP],
    [
      'and is awake only because an earlier run woke it is woken again',
      { status: 'HEALTHY', override: OURS, woken: { was: ASLEEP } },
      ASLEEP
    ]
  ])('%s', (_, scene, was) => {
    expect(planned(scene, true)).toEqual([
      ['wake', was],
      ['hibernate', was]
    ])
  })

  it.each<[string, Scene, boolean, object]>([
    ['if nothing is changed there', {}, false, {}],
    ['if nobody asked for it', {}, true, { wake: false }],
    ['if it is awake', { status: 'HEALTHY' }, true, {}],
    ['if somebody keeps it awake', { status: 'HEALTHY', override: THEIRS }, true, {}]
  ])('is not woken %s', (_, scene, isChanged, desired) => {
    expect(planned(scene, isChanged, desired)).toEqual([])
  })

  it('is not woken by a run that does not wait, and that is a warning', () => {
    const { wake, hibernate } = planWake({ wake: true, runSeconds: 60, waitForHealth: false }, observed({}), true)
    expect([wake.steps, hibernate.steps]).toEqual([[], []])
    expect(wake.findings).toEqual([expect.objectContaining({ severity: 'warning', hint: 'Set `wait-time` to more than 0.' })])
  })
})

describe('a Deployment that an earlier run woke', () => {
  it.each<[string, Scene, unknown]>([
    ['hibernates again', { status: 'HEALTHY', override: OURS, woken: { was: ASLEEP } }, ASLEEP],
    ['hibernates again where the key has left the manifest', { status: 'HEALTHY', override: OURS, woken: {} }, undefined],
    ['keeps what somebody else has set since', { status: 'HEALTHY', override: THEIRS, woken: { was: ASLEEP } }, THEIRS]
  ])('%s', (_, scene, was) => {
    expect(planned(scene, false, { wake: false })).toEqual([['hibernate', was]])
  })
})

it('is awake from the first change until it was seen healthy', () => {
  const desired = desiredDeployment({ wake: true, rotateNow: true })
  const project = aProject({ trees: { image: 'tree-2', dags: 'dags-tree-2' } })
  expect(kinds(planDeployment(desired, { ...observed({}), project }))).toEqual([
    ...['wake', 'credential', 'verify', 'kwargs', 'deploy', 'health', 'hibernate']
  ])
})
