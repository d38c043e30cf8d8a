import { describe, expect, it } from '@jest/globals'
import { type DesiredPolicy, planNarrow } from '../../../src/plan/deployment/narrow.ts'
import { note } from '../../../src/plan/plan.ts'
import type { ConsumerRecord, Credential } from '../../../src/records/consumer.ts'
import { NOBODY, type Readers } from '../../../src/records/readers.ts'
import { grantsFor, policyText } from '../../../src/vault/policy.ts'
import { aCredential, aHeld, aLock, aRecord, elsewhere, readersIn, THEN, UNLISTED } from '../../build/deployment.ts'
import { aManifest, aScope } from '../../build/manifest.ts'
import { NOTHING, theStep } from '../../build/plan.ts'
import { ABSENT, desiredVault, OUR_POLICY, present } from '../../build/vault.ts'

const OLD = { variablesPath: 'old/variables' }
const wide = (manifest = 'analytics') => policyText(manifest, grantsFor([aScope(), aScope(OLD)]))

const narrow = (
  { policy = present(wide()), readers = NOBODY }: { policy?: ReturnType<typeof present<string>>; readers?: Readers } = {},
  difference: Partial<DesiredPolicy> = {}
) => planNarrow({ ...desiredVault(), deploymentId: 'clx1', remaining: [], ...difference }, { policy, readers })

describe('the policy', () => {
  it('keeps what the record of this Deployment on another mount still names, after the mount was changed', () => {
    const there = { mount: 'airflow-old' }
    const policy = present(policyText('analytics', grantsFor([aScope(), aScope(there)])))
    expect(narrow({ policy, readers: readersIn([aRecord({ holds: aHeld('a', there) })]) })).toEqual(NOTHING)
  })

  it('loses what nobody reads any more', () => {
    const step = theStep(narrow(), 'narrow')
    expect(step.text).toBe(OUR_POLICY)
    expect(step.reason).toBe('no Deployment needs airflow/data/old/variables/* [read] any more')
  })

  it('loses a capability that Airflow does not need', () => {
    const policy = present(OUR_POLICY.replace('["read"]', '["read", "update"]'))
    expect(theStep(narrow({ policy }), 'narrow').text).toBe(OUR_POLICY)
  })

  it('stays where it is exact', () => {
    expect(narrow({ policy: present(OUR_POLICY) })).toEqual(NOTHING)
  })

  it('stays wide for the workers of this Deployment that still have the old environment', () => {
    expect(narrow({}, { remaining: [{ ...aCredential('accessor-0', OLD), since: THEN }] })).toEqual(NOTHING)
  })

  it('stays wide while there is a secret-id of which nobody knows where it reads, and says so', () => {
    const told = note(
      'policy astro_policy',
      'could be narrower, but nobody knows where a secret-id reads that an earlier run left'
    )
    const stray = { ...aCredential('accessor-0'), since: THEN, stray: true } as const
    expect(narrow({}, { remaining: [stray] })).toEqual({ ...NOTHING, findings: [told] })
    const readers = readersIn([aRecord({ ...elsewhere(), retired: [stray] })])
    expect(narrow({ readers })).toEqual({ ...NOTHING, findings: [told] })
  })

  it.each<[string, Partial<ConsumerRecord>]>([
    ['holds the old path', { holds: aHeld('a', OLD) }],
    ['has workers on the old path', { retired: [{ ...aHeld('a', OLD), since: '2026-01-01T00:00:00Z' }] }],
    ['is on its way to the old path', { lock: aLock({ targets: [aCredential('a', OLD)] }) }],
    ['may have got a secret-id for the old path', { lock: aLock({ issued: aHeld('a', OLD) }) }]
  ])('stays wide for another Deployment that %s', (_, difference) => {
    expect(narrow({ readers: readersIn([aRecord({ ...elsewhere(), ...difference })]) })).toEqual(NOTHING)
  })

  it('ignores what this Deployment held before this run', () => {
    expect(theStep(narrow({ readers: readersIn([aRecord({ holds: aHeld('a', OLD) })]) }), 'narrow').text).toBe(OUR_POLICY)
  })

  it('ignores Deployments whose role has another policy', () => {
    const consumer = aRecord({ ...elsewhere(), holds: aHeld('a', { ...OLD, role: 'other_role' }) })
    const readers = readersIn([consumer], { policies: { 'approle/other_role': ['other_policy'] } })
    expect(theStep(narrow({ readers }), 'narrow').text).toBe(OUR_POLICY)
  })

  const reading = (name: string, difference: Partial<Credential>) =>
    aRecord({ ...elsewhere(name, `clx-${name}`), manifest: name, holds: aHeld(name, { ...OLD, ...difference }) })

  it.each<[string, ConsumerRecord[], Record<string, string[]>]>([
    [
      'a role that has this policy too',
      [reading('dev', { role: 'other_role' })],
      { 'approle/other_role': ['x', 'astro_policy'] }
    ],
    ['a role that this token may not see', [reading('dev', { role: 'other_role' })], {}],
    ['a role of that name at another auth mount', [reading('dev', { authMount: 'approle2' })], {}],
    [
      'roles of two more manifests, of which one has this policy',
      [reading('two', { role: 'two' }), reading('three', { role: 'three' })],
      { 'approle/two': ['other_policy'], 'approle/three': ['astro_policy'] }
    ]
  ])('stays wide for a Deployment that reads the old path by %s', (_, records, policies) => {
    expect(narrow({ readers: readersIn(records, { policies }) })).toEqual(NOTHING)
  })

  it('gives nothing to a Deployment of which nobody knows by which policy it reads', () => {
    const readers = readersIn([reading('dev', { role: 'other_role', connectionsPath: 'theirs' })])
    const policy = present(policyText('analytics', grantsFor([aScope(), aScope(OLD), aScope({ connectionsPath: 'older' })])))
    const { text } = theStep(narrow({ policy, readers }), 'narrow')
    expect(text).toBe(wide())
  })

  it('stays wide where nobody may list the records, and says so', () => {
    const plan = planNarrow(
      { ...desiredVault(), deploymentId: 'clx1', remaining: [] },
      { policy: present(wide()), readers: readersIn([], { unknown: UNLISTED }) }
    )
    expect(plan).toEqual({
      ...NOTHING,
      findings: [note('policy astro_policy', 'could be narrower, but this token cannot list the records of other Deployments')]
    })
  })

  it.each([
    ['of another manifest', present(wide('billing'))],
    ['that we cannot read', present('path "a" { capabilities = ["read"] control_group = {} }')]
  ])('%s is left alone', (_, policy) => {
    expect(narrow({ policy })).toEqual(NOTHING)
  })

  it('that is gone is left alone', () => {
    const desired = { ...desiredVault(), deploymentId: 'clx1', remaining: [] }
    expect(planNarrow(desired, { policy: ABSENT, readers: NOBODY })).toEqual(NOTHING)
  })

  it('that others manage is left alone', () => {
    expect(narrow({}, { manifest: aManifest({ manage: ['role'] }) })).toEqual(NOTHING)
  })
})
