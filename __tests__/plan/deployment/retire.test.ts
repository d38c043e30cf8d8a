import { describe, expect, it } from '@jest/globals'
import type { ObservedDeployment } from '../../../src/observe/observed.ts'
import { changeOf } from '../../../src/plan/change.ts'
import { type DesiredDeployment, planDeployment } from '../../../src/plan/deployment/deployment.ts'
import { idOf, sentence } from '../../../src/plan/describe.ts'
import type { ConsumerRecord, Credential } from '../../../src/records/consumer.ts'
import { retiring } from '../../../src/records/retired.ts'
import { grantsFor, policyText } from '../../../src/vault/policy.ts'
import {
  aCredential,
  aDeployment,
  aHeld,
  aLock,
  aProject,
  aRecord,
  aSecretId,
  backendVariable,
  desiredDeployment,
  elsewhere,
  hoursAgo,
  kwargsVariable,
  LATER,
  observedDeployment,
  otherVariable,
  readersIn
} from '../../build/deployment.ts'
import { aManifest, aScope } from '../../build/manifest.ts'
import { kinds, notesIn, theStep } from '../../build/plan.ts'
import { ABSENT, present, UNSEEN } from '../../build/vault.ts'

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

  it.each<[string, Partial<ObservedDeployment>]>([
    ['was held until now', { record: aRecord(), credentials: new Map([['accessor-1', ABSENT]]) }],
    ['was replaced before', { record: replaced(2), credentials: new Map([aSecretId(), ['accessor-0', ABSENT]]) }],
    [
      'was replaced before, while the Deployment restarts',
      { record: replaced(26), deployment: RESTARTING, credentials: new Map([aSecretId(), ['accessor-0', ABSENT]]) }
    ]
  ])('and somebody has destroyed is not told as to be destroyed later: it %s', (_, observed) => {
    const made = plan(observed)
    expect(notesIn(made).filter(note => note.includes('will be destroyed'))).toEqual([])
    expect(made.steps.map(sentence).filter(step => step.startsWith('destroy'))).toEqual([])
  })

  it('and somebody has destroyed is forgotten when its time is over', () => {
    const credentials = new Map([aSecretId(), ['accessor-0', ABSENT] as const])
    const step = theStep(plan({ record: replaced(25), credentials }), 'retire')
    expect(sentence(step)).toBe('forget secret-id accessor-0: it no longer exists in Vault')
    expect(changeOf(step)).toEqual({ before: { state: 'absent' }, after: { state: 'absent' } })
    expect(kinds(plan({ record: replaced(24), credentials }))).not.toContain('retire')
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

describe('a secret-id that is said to be replaced', () => {
  const retired = (id: string) => [{ ...aCredential(id), since: hoursAgo(9_000).toISOString() }]
  const issued = (deployment?: string) => {
    const created = hoursAgo(48)
    return new Map([['accessor-0', present({ created, ...(deployment === undefined ? {} : { deployment }) })]])
  }

  it.each<[string, string, Partial<ObservedDeployment>]>([
    ['the Deployment holds it', 'the Deployment holds it', { record: aRecord({ retired: retired('accessor-1') }) }],
    [
      'a run of another Deployment has issued it',
      'the record of Deployment dev on mount airflow/ names it as well',
      {
        record: aRecord({ retired: retired('accessor-0') }),
        readers: readersIn([aRecord({ ...elsewhere(), lock: aLock({ issued: aHeld('accessor-0') }) })])
      }
    ],
    [
      'Vault says that another Deployment got it',
      'Vault does not say that it was issued for this Deployment',
      { record: aRecord({ retired: retired('accessor-0') }), credentials: issued('clx2') }
    ],
    [
      'Vault does not say who got it, as of one that this action did not issue',
      'Vault does not say that it was issued for this Deployment',
      { record: aRecord({ retired: retired('accessor-0') }), credentials: issued() }
    ],
    [
      'it cannot be looked up, as one of a role that the token has no rights on any more',
      'it cannot be looked up: .*',
      { record: aRecord({ retired: retired('accessor-0') }), credentials: new Map([aSecretId(), ['accessor-0', UNSEEN]]) }
    ]
  ])('is kept where %s', (_, why, observed) => {
    const made = plan(observed)
    expect(kinds(made)).not.toContain('retire')
    expect(notesIn(made)).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^secret-id accessor-. is kept: ${why}$`))])
    )
  })

  it('and was just issued, and is what the Deployment holds, is not retired either', () => {
    const lock = aLock({ before: aRecord().variables, issued: aHeld('accessor-1') })
    const made = plan({ record: aRecord({ lock }) })
    expect(theStep(made, 'record').change).toMatchObject({ retired: [], holds: { id: 'accessor-1' } })
  })
})

describe('a secret-id that never reached the Deployment', () => {
  const lock = aLock({ before: aRecord().variables, issued: aHeld('accessor-2') })

  it('works on until destroy-after has passed: a run that was only stopped may hand it out yet', () => {
    const made = plan({ record: aRecord({ lock }) })
    expect(kinds(made)).not.toContain('retire')
    expect(notesIn(made)).toContain(
      `secret-id accessor-2 will be destroyed by the first deploy run after ${hoursAgo(-25).toISOString()}, once a newer one is in use`
    )
  })

  it('is destroyed after that', () => {
    const stray = { ...aCredential('accessor-2'), since: hoursAgo(25).toISOString(), stray: true } as const
    const step = theStep(plan({ record: aRecord({ retired: [stray] }) }), 'retire')
    expect([step.credential, step.reason]).toEqual([
      aCredential('accessor-2'),
      'an earlier run issued it and ended before the Deployment got it, and destroy-after has passed'
    ])
  })

  it('goes at once where destroy-after is 0', () => {
    const manifest = aManifest({ approle: { 'secret-id': { 'destroy-after': 0 } } })
    expect(theStep(plan({ record: aRecord({ lock }) }, { manifest }), 'retire').credential.id).toBe('accessor-2')
  })
})

describe('a secret-id that the record on another mount names', () => {
  const old = { mount: 'airflow-old' }
  const retired = [{ ...aCredential('accessor-0', old), since: hoursAgo(30).toISOString() }]

  it.each<[string, Partial<ConsumerRecord>]>([
    ['is what the Deployment held there', { holds: aHeld('accessor-0', old) }],
    ['was being given to it there', { lock: aLock({ issued: aHeld('accessor-0', old) }) }]
  ])('is kept where it %s', (_, difference) => {
    const readers = readersIn([aRecord({ holds: aHeld('accessor-7', old), ...difference })])
    const made = plan({ record: aRecord({ retired: retired.map(one => ({ ...one, mount: 'airflow' })) }), readers })
    expect(kinds(made)).not.toContain('retire')
    expect(notesIn(made)).toContain(
      'secret-id accessor-0 is kept: the record of Deployment prod on mount airflow-old/ names it as well'
    )
  })
})

describe('what was replaced, where nobody knows what the Deployment holds', () => {
  const long = hoursAgo(30).toISOString()
  const sinceOf = (difference: Partial<ObservedDeployment>) => {
    const made = plan(difference)
    expect(kinds(made)).not.toContain('retire')
    return theStep(made, 'kwargs').replaces.map(({ id, since }) => [id, since])
  }
  const now = hoursAgo(0).toISOString()

  it('gets its whole time again where somebody else has written KWARGS: it may have been any of them', () => {
    const record = aRecord({ retired: [{ ...aCredential('accessor-0'), since: long }] })
    const deployment = aDeployment({ variables: new Map([kwargsVariable(LATER), backendVariable(), otherVariable()]) })
    expect(sinceOf({ record, deployment })).toEqual([
      ['accessor-0', now],
      ['accessor-1', now]
    ])
  })

  it('gets it again where the record does not say', () => {
    const { holds: _, ...record } = aRecord({ retired: [{ ...aCredential('accessor-0'), since: long }] })
    expect(sinceOf({ record })).toEqual([['accessor-0', now]])
  })

  it('gets it again where all variables moved and a run that had been stopped may have gone on', () => {
    const stray = { ...aCredential('accessor-2'), since: long, stray: true } as const
    const deployment = aDeployment({ variables: new Map([kwargsVariable(LATER), backendVariable(LATER), otherVariable(LATER)]) })
    expect(sinceOf({ record: aRecord({ retired: [stray] }), deployment })).toEqual([
      ['accessor-2', now],
      ['accessor-1', now]
    ])
    expect(kinds(plan({ deployment }))).not.toContain('kwargs')
  })
})

describe('two logins without a credential', () => {
  const since = hoursAgo(30).toISOString()
  const places = ['old', 'older'].map(variablesPath => aCredential('', { variablesPath }))

  it('and with one role are two steps with ids of their own, and each forgets its own', () => {
    const made = plan({ record: aRecord({ retired: places.map(one => ({ ...one, since })) }) })
    const ids = made.steps.filter(({ kind }) => kind === 'retire').map(idOf)
    expect(new Set(ids).size).toBe(2)
  })

  it('that are the same begin their time again', () => {
    const [one] = places as [Credential]
    expect(retiring([{ ...one, since }], [{ ...one, since: LATER }])).toEqual([{ ...one, since: LATER }])
    expect(retiring([{ ...one, since }], [{ ...aCredential(''), since: LATER }])).toHaveLength(2)
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
