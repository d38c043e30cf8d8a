import { describe, expect, it } from '@jest/globals'
import type { ObservedDeployment } from '../../../src/observe/observed.ts'
import { type DesiredDeployment, planDeployment } from '../../../src/plan/deployment/deployment.ts'
import { sentence } from '../../../src/plan/describe.ts'
import { grantsFor, policyText } from '../../../src/vault/policy.ts'
import {
  aDeployment,
  aHeld,
  aLock,
  aProject,
  aRecord,
  desiredDeployment,
  hoursAgo,
  observedDeployment
} from '../../build/deployment.ts'
import { aManifest, aScope } from '../../build/manifest.ts'
import { kinds, notesIn, theStep } from '../../build/plan.ts'
import { present } from '../../build/vault.ts'

const plan = (observed: Partial<ObservedDeployment> = {}, desired: Partial<DesiredDeployment> = {}) =>
  planDeployment(desiredDeployment(desired), observedDeployment(observed))
/** A record with a secret-id that was replaced so many hours ago; destroy-after is 25 h. */
const replaced = (hours: number) => aRecord({ retired: [{ ...aHeld('accessor-0'), since: hoursAgo(hours).toISOString() }] })
const RESTARTING = aDeployment({ status: 'DEPLOYING' })

describe('a secret-id that was replaced', () => {
  it('is destroyed when destroy-after has passed and the Deployment is healthy', () => {
    const step = theStep(plan({ record: replaced(25) }), 'retire')
    expect(step.credential).not.toHaveProperty('since')
    expect([step.credential.id, step.reason]).toEqual(['accessor-0', 'a newer one is in use, and destroy-after has passed'])
  })

  it.each(['HEALTHY', 'HIBERNATING'])('is destroyed where the Deployment is %s', status => {
    expect(kinds(plan({ record: replaced(26), deployment: aDeployment({ status }) }))).toContain('retire')
  })

  it('works on until destroy-after has passed, and the plan says until when', () => {
    const made = plan({ record: replaced(24.9) })
    expect(kinds(made)).not.toContain('retire')
    const due = hoursAgo(24.9 - 25).toISOString()
    expect(notesIn(made)).toContain(
      `secret-id accessor-0 will be destroyed by the first deploy run after ${due}, once a newer one is in use`
    )
  })

  it('works on while the Deployment has not been seen healthy', () => {
    const made = plan({ record: replaced(26), deployment: RESTARTING })
    expect(kinds(made)).not.toContain('retire')
    expect(notesIn(made)).toContain(
      'secret-id accessor-0 will be destroyed once a newer one is in use and the Deployment has been seen healthy'
    )
  })

  it('goes after this run has seen health itself', () => {
    const shipping = { project: aProject({ trees: { image: 'tree-2', dags: 'dags-tree-2' } }) }
    const steps = kinds(plan({ record: replaced(26), deployment: RESTARTING, ...shipping }))
    expect(steps.slice(-2)).toEqual(['health', 'retire'])
  })

  it('works on in a run that changes the Deployment and does not wait', () => {
    const shipping = { project: aProject({ trees: { image: 'tree-2', dags: 'dags-tree-2' } }) }
    expect(kinds(plan({ record: replaced(26), ...shipping }, { waitForHealth: false }))).not.toContain('retire')
  })

  it('goes in the run that replaces it where destroy-after is 0', () => {
    const manifest = aManifest({ approle: { 'secret-id': { 'destroy-after': 0 } } })
    const steps = kinds(plan({}, { manifest, rotateNow: true }))
    expect(steps).toEqual(['credential', 'verify', 'kwargs', 'health', 'retire'])
  })

  it('goes also in a run that ships nothing', () => {
    const { project: _, ...observed } = observedDeployment({ record: replaced(26) })
    expect(kinds(planDeployment(desiredDeployment({ deployType: 'none' }), observed))).toEqual(['verify', 'retire'])
  })
})

describe('a secret-id that never reached the Deployment', () => {
  it('is destroyed at once', () => {
    const lock = aLock({ before: aRecord().variables, issued: aHeld('accessor-2') })
    const step = theStep(plan({ record: aRecord({ lock }), deployment: aDeployment({ status: 'UNHEALTHY' }) }), 'retire')
    expect([step.credential.id, step.reason]).toEqual([
      'accessor-2',
      'an earlier run issued it and ended before the Deployment got it'
    ])
  })
})

describe('a login without a credential, which was replaced', () => {
  const login = (hours: number) => aRecord({ retired: [{ ...aHeld(''), since: hoursAgo(hours).toISOString() }] })

  it('is named by its role, and forgotten: there is nothing to destroy', () => {
    const due = hoursAgo(-1).toISOString()
    expect(notesIn(plan({ record: login(24) }))).toContain(
      `login approle/astro_role will be forgotten by the first deploy run after ${due}, once a newer one is in use`
    )
    expect(sentence(theStep(plan({ record: login(25) }), 'retire'))).toBe(
      'forget login approle/astro_role: a newer one is in use, and destroy-after has passed'
    )
  })

  it('takes no path from another one that is not over yet', () => {
    const elsewhere = { variablesPath: 'elsewhere' }
    const policy = present(policyText('analytics', grantsFor([aScope(), aScope({ variablesPath: 'old' }), aScope(elsewhere)])))
    const over = { ...aHeld('', { variablesPath: 'old' }), since: hoursAgo(25).toISOString() }
    const other = { ...aHeld('', elsewhere), since: hoursAgo(24).toISOString() }
    const step = theStep(plan({ record: aRecord({ retired: [over, other] }), policy }), 'narrow')
    expect(step.text).toBe(policyText('analytics', grantsFor([aScope(), aScope(elsewhere)])))
  })
})
