import { describe, expect, it } from '@jest/globals'
import { settle } from '../../../src/plan/deployment/settle.ts'
import {
  aCredential,
  aDeployment,
  aFreshDeployment,
  aHeld,
  aLock,
  aRecord,
  backendVariable,
  firstSeen,
  kwargsVariable,
  LATER,
  NOW,
  observedDeployment,
  otherVariable,
  THEN
} from '../../build/deployment.ts'
import { kinds, NOTHING, theStep } from '../../build/plan.ts'

const before = { AIRFLOW__SECRETS__BACKEND_KWARGS: THEN, AIRFLOW__SECRETS__BACKEND: THEN, OTHER: THEN }
const interrupted = aRecord({ lock: aLock({ before, issued: aHeld('accessor-2') }) })
/** The Deployment's variables with these times. */
const times = (kwargs: string, backend: string, other: string) =>
  aDeployment({ variables: new Map([kwargsVariable(kwargs), backendVariable(backend), otherVariable(other)]) })

describe('a record that nobody left open', () => {
  it('stands as it is', () => {
    const { record, plan } = settle(observedDeployment())
    expect(record.holds?.id).toBe('accessor-1')
    expect([plan, record.retired]).toEqual([NOTHING, []])
  })

  it('is empty for a Deployment that was never touched', () => {
    expect(settle(firstSeen()).record).toEqual({ retired: [], variables: {} })
  })
})

describe('a secret-id that was issued just before a run died', () => {
  it('is retired where KWARGS was not written: the run may only have been stopped', () => {
    const { record, plan } = settle(observedDeployment({ record: interrupted }))
    expect(record.holds?.id).toBe('accessor-1')
    expect(record.retired).toEqual([{ ...aHeld('accessor-2'), since: NOW.toISOString(), stray: true }])
    expect(theStep(plan, 'record').change).toEqual(record)
  })

  it('is retired where the Deployment has no KWARGS at all', () => {
    const record = aRecord({ lock: aLock({ before: {}, issued: aHeld('accessor-2') }) })
    const settled = settle(observedDeployment({ deployment: aFreshDeployment(), record }))
    expect(settled.record.retired.map(({ id, stray }) => [id, stray])).toEqual([['accessor-2', true]])
  })

  it.each([
    ['all variables carry new times', times(LATER, LATER, LATER), before],
    ['KWARGS alone carries a new one, which somebody else may have written', times(LATER, THEN, THEN), before],
    ['KWARGS is there and was not before', times(LATER, LATER, LATER), { OTHER: THEN }],
    ['a variable has gone and KWARGS has a new time', aDeployment({ variables: new Map([kwargsVariable(LATER)]) }), before],
    ['KWARGS was there before and is gone, perhaps after that run had set it', aFreshDeployment(), before],
    ['nothing was written down of the times before', times(THEN, THEN, THEN), {}],
    [
      'only our two variables are there and both carry new times',
      aDeployment({ variables: new Map([kwargsVariable(LATER), backendVariable(LATER)]) }),
      { AIRFLOW__SECRETS__BACKEND_KWARGS: THEN, AIRFLOW__SECRETS__BACKEND: THEN }
    ],
    [
      'a variable was added and KWARGS has a new time',
      aDeployment({ variables: new Map([kwargsVariable(LATER), otherVariable(LATER)]) }),
      { AIRFLOW__SECRETS__BACKEND_KWARGS: THEN }
    ]
  ])('may be anywhere where %s: both go on working until a third has replaced them', (_, deployment, then) => {
    const record = aRecord({ lock: aLock({ before: then, issued: aHeld('accessor-2') }) })
    const settled = settle(observedDeployment({ deployment, record }))
    expect(settled.record.holds).toBeUndefined()
    expect(settled.record.retired.map(({ id }) => id)).toEqual(['accessor-1', 'accessor-2'])
    expect(kinds(settled.plan)).toEqual(['record'])
    expect(theStep(settled.plan, 'record').change).toMatchObject({ holds: undefined, retired: settled.record.retired })
    expect(settled.record.retired.some(({ stray }) => stray)).toBe(false)
  })

  it('is kept alone where the Deployment held nothing of ours before', () => {
    const { holds: _, ...first } = aRecord({ lock: aLock({ before: { OTHER: THEN }, issued: aHeld('accessor-2') }) })
    const { record } = settle(observedDeployment({ deployment: times(LATER, LATER, LATER), record: first }))
    expect([record.holds, record.retired]).toEqual([undefined, [{ ...aHeld('accessor-2'), since: NOW.toISOString() }]])
  })

  it('is retired together with others that were found by their metadata', () => {
    const { record } = settle(observedDeployment({ record: interrupted, strays: [aCredential('accessor-9')] }))
    expect(record.retired.map(({ id, stray }) => [id, stray])).toEqual([
      ['accessor-9', true],
      ['accessor-2', true]
    ])
  })
})

describe('a secret-id that no record names', () => {
  it('is retired: its workers may still run, whatever happened to the record', () => {
    const record = aRecord({ lock: aLock(), retired: [{ ...aCredential('accessor-0'), since: THEN }] })
    const settled = settle(observedDeployment({ record, strays: [aCredential('accessor-9')] }))
    expect(settled.record.retired).toEqual([
      { ...aCredential('accessor-0'), since: THEN },
      { ...aCredential('accessor-9'), since: NOW.toISOString(), stray: true }
    ])
    expect(theStep(settled.plan, 'record').change).toEqual(settled.record)
  })
})
