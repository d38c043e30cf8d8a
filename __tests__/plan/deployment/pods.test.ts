import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import type { ObservedDeployment } from '../../../src/observe/observed.ts'
import { type DesiredDeployment, planDeployment } from '../../../src/plan/deployment/deployment.ts'
import { settle } from '../../../src/plan/deployment/settle.ts'
import {
  aCredential,
  aDeployment,
  aHeld,
  aLock,
  aRecord,
  aVariable,
  backendVariable,
  desiredDeployment,
  firstSeen,
  hoursAgo,
  LATER,
  NOW,
  observedDeployment,
  otherVariable,
  THEN
} from '../../build/deployment.ts'
import { aManifest } from '../../build/manifest.ts'
import { conflictsIn, kinds, notesIn, theStep } from '../../build/plan.ts'

/** A Deployment whose pods log in with their tokens: its KWARGS have nothing secret, so what is there can be read. */

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'
const manifest = aManifest({ runtime: { jwt: { audience: 'vault', 'token-path': '/token', namespaces: ['airflow'] } } })
const POD = { kind: 'jwt', authMount: 'astro-jwt' } as const
const pod = (difference = {}) => aHeld('', { ...POD, ...difference })
/** Its variables with these times, or all with one. */
const times = (kwargs: string, others = kwargs) =>
  aDeployment({
    variables: new Map([[KWARGS, aVariable({ value: '{}', updatedAt: kwargs })], backendVariable(others), otherVariable(others)])
  })
const observedPods = (difference: Partial<ObservedDeployment> = {}) =>
  observedDeployment({ deployment: times(THEN), record: aRecord({ holds: pod() }), shownKwargs: 'kwargs-1', ...difference })
const plan = (observed: Partial<ObservedDeployment> = {}, desired: Partial<DesiredDeployment> = {}) =>
  planDeployment(desiredDeployment({ manifest, ...desired }), observedPods(observed))
const warnings = (observed: Partial<ObservedDeployment>) =>
  plan(observed).findings.filter(({ severity, topic }) => severity === 'warning' && topic === 'drift')

describe('kwargs that can be read', () => {
  it.each([
    ['its time alone is new', times(LATER, THEN)],
    ['all times are new', times(LATER)],
    ['no time is new', times(THEN)]
  ])('and differ from those that were recorded are set again where %s', (_, deployment) => {
    const step = theStep(plan({ deployment, shownKwargs: 'edited' }), 'kwargs')
    expect([step.reason, step.found]).toEqual([`somebody else changed ${KWARGS}`, { by: 'drift' }])
  })

  it.each([
    ['its time alone is new', times(LATER, THEN)],
    ['all times are new', times(LATER)]
  ])('and are those that were recorded are left alone where %s, and nobody is warned', (_, deployment) => {
    expect(kinds(plan({ deployment }))).not.toContain('kwargs')
    expect(theStep(plan({ deployment }), 'record').change.variables?.[KWARGS]).toBe(LATER)
    expect(warnings({ deployment })).toEqual([])
  })

  it('are judged by their times where Astro still marks them as secret, after a move from an AppRole', () => {
    const { shownKwargs: _, ...hidden } = observedPods()
    const made = (deployment: ObservedDeployment['deployment']) =>
      planDeployment(desiredDeployment({ manifest }), { ...hidden, deployment })
    expect(kinds(made(times(LATER, THEN)))).toContain('kwargs')
    expect(kinds(made(times(LATER)))).not.toContain('kwargs')
    expect(
      made(times(LATER))
        .findings.map(({ message }) => message)
        .join()
    ).toContain('nobody can read that back')
  })

  it('are not compared where they contain a credential: whoever can read them knows it', () => {
    const record = aRecord({ holds: aHeld('accessor-1') })
    const made = planDeployment(desiredDeployment(), observedPods({ record, shownKwargs: 'with a secret-id' }))
    expect(theStep(made, 'credential').reason).toBe(`${KWARGS} is not marked as secret, so others may know its secret-id`)
  })

  it('and that no record accounts for are not said to be unreadable', () => {
    const readable = aDeployment({ variables: new Map([[KWARGS, { ...aVariable(), secret: false, value: new Secret('{}') }]]) })
    expect(conflictsIn(planDeployment(desiredDeployment({ manifest }), firstSeen({ deployment: readable })))).toEqual([
      `Deployment prod has an ${KWARGS} (set at ${THEN}) that no record on mount airflow/ accounts for\nSet \`on-conflict: adopt\` to replace it.`
    ])
  })
})

describe('a run that died while it changed kwargs that can be read', () => {
  const before = { [KWARGS]: THEN, AIRFLOW__SECRETS__BACKEND: THEN, OTHER: THEN }
  const next = pod({ variablesPath: 'new/variables', kwargs: 'kwargs-2' })
  const left = (difference = {}) => aRecord({ holds: pod(), lock: aLock({ before, issued: next }), ...difference })

  it('had set them, if they are what it recorded: nothing is in doubt, and what they replaced is retired', () => {
    const observed = observedPods({ record: left(), deployment: times(LATER, THEN), shownKwargs: 'kwargs-2' })
    const { record, plan } = settle(observed)
    expect(record.holds).toEqual(next)
    expect(record.retired).toEqual([{ ...pod(), since: NOW.toISOString() }])
    expect(record.variables[KWARGS]).toBe(LATER)
    expect(theStep(plan, 'record').change).toEqual(record)
  })

  it('had set the first ones, likewise', () => {
    const { holds: _, ...first } = left()
    const { record } = settle(observedPods({ record: first, deployment: times(LATER), shownKwargs: 'kwargs-2' }))
    expect([record.holds, record.retired]).toEqual([next, []])
  })

  it('had not set them, if they are those from before, whatever the times say', () => {
    const { record } = settle(observedPods({ record: left(), deployment: times(LATER) }))
    expect(record.holds).toEqual(pod())
    expect(record.retired).toEqual([{ ...next, since: NOW.toISOString(), stray: true }])
  })

  it('had not handed out a secret-id, likewise: that is kept apart until its time is over', () => {
    const issued = aHeld('accessor-2')
    const { record } = settle(observedPods({ record: left({ lock: aLock({ before, issued }) }), deployment: times(LATER) }))
    expect(record.holds).toEqual(pod())
    expect(record.retired).toEqual([{ ...issued, since: NOW.toISOString(), stray: true }])
  })

  it('leaves a doubt where they are neither: somebody has edited them since', () => {
    const { record } = settle(observedPods({ record: left(), deployment: times(LATER), shownKwargs: 'edited' }))
    expect(record.holds).toBeUndefined()
    expect(record.retired.map(({ variablesPath }) => variablesPath)).toEqual(['variables', 'new/variables'])
  })
})

describe('a login that is handed out again', () => {
  const readAgain = aRecord({
    retired: [{ ...aCredential('', POD), since: hoursAgo(900).toISOString() }],
    holds: aHeld('accessor-1')
  })

  it('is not announced as one that will be forgotten', () => {
    const made = plan({ record: readAgain, kwargs: 'kwargs-2' })
    expect(kinds(made)).toContain('kwargs')
    expect(kinds(made)).not.toContain('retire')
    expect(notesIn(made).filter(text => text.startsWith('login'))).toEqual([])
  })

  it('nor where its settings alone change', () => {
    expect(notesIn(plan({ kwargs: 'kwargs-2' })).filter(text => text.startsWith('login'))).toEqual([])
  })

  it('as those are that read elsewhere', () => {
    const elsewhere = aRecord({ holds: pod({ variablesPath: 'old/variables' }) })
    expect(notesIn(plan({ record: elsewhere, kwargs: 'kwargs-2' })).join()).toContain(
      'login astro-jwt/astro_role will be forgotten'
    )
  })
})

it('has nothing for `rotate: now`, which says so', () => {
  const text = 'Deployment prod logs in without a credential, so `rotate: now` has nothing to replace'
  expect(notesIn(plan({}, { rotateNow: true }))).toContain(text)
  expect(notesIn(plan())).not.toContain(text)
  expect(notesIn(planDeployment(desiredDeployment({ rotateNow: true }), observedDeployment()))).not.toContain(text)
})
