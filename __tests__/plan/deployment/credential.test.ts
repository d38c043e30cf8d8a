import { describe, expect, it } from '@jest/globals'
import { explained } from '../../../src/base/finding.ts'
import type { ObservedDeployment } from '../../../src/observe/observed.ts'
import { planCredential } from '../../../src/plan/deployment/credential.ts'
import { settle } from '../../../src/plan/deployment/settle.ts'
import {
  aDeployment,
  aFreshDeployment,
  aHeld,
  aRecord,
  aSecretId,
  aVariable,
  backendVariable,
  firstSeen,
  hoursAgo,
  kwargsVariable,
  LATER,
  NOW,
  observedDeployment,
  otherVariable
} from '../../build/deployment.ts'
import { aManifest } from '../../build/manifest.ts'
import { conflictsIn, kinds, NOTHING, theStep } from '../../build/plan.ts'
import { ABSENT, UNSEEN } from '../../build/vault.ts'

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'

function plan(observed: ObservedDeployment, { manifest = aManifest(), rotateNow = false, adopt = false } = {}) {
  return planCredential({ manifest, rotateNow, adopt }, observed, settle(observed).record)
}

/** Why a secret-id is issued; undefined where none is. */
const reason = (observed: Partial<ObservedDeployment>, options = {}) =>
  plan(observedDeployment(observed), options).issue.steps[0]?.reason

describe('a Deployment that holds a good secret-id', () => {
  it('keeps it, and nothing is written', () => {
    expect(plan(observedDeployment())).toEqual({ issue: NOTHING, hand: NOTHING })
  })

  it('keeps it where Vault does not let us look it up, but not in silence: it would never be replaced', () => {
    const { issue } = plan(observedDeployment({ credentials: new Map([['accessor-1', UNSEEN]]) }))
    expect(issue).toEqual({ ...NOTHING, findings: [expect.objectContaining({ severity: 'error' })] })
    expect(conflictsIn(issue)).toEqual([
      `Deployment prod holds a secret-id whose age is unknown: ${UNSEEN.because}\nAllow the token of this run to look the credential up.`
    ])
  })

  it('replaces one that may not be looked at, where there is another reason to', () => {
    const credentials = new Map([['accessor-1', UNSEEN]])
    expect(reason({ credentials }, { rotateNow: true })).toBe('`rotate: now` asks for a new one')
  })
})

describe('a new secret-id', () => {
  it('replaces a login that had none, whose kwargs were no secret', () => {
    const open = [KWARGS, aVariable({ secret: false })] as const
    const deployment = aDeployment({ variables: new Map([open, backendVariable(), otherVariable()]) })
    expect(reason({ deployment, record: aRecord({ holds: aHeld('') }), kwargs: 'others' })).toBe(
      'the settings with which Airflow reads from Vault have changed'
    )
  })

  it('goes to a Deployment that has none, and replaces nothing', () => {
    const { issue, hand, replaced } = plan(firstSeen())
    expect(theStep(issue, 'credential').reason).toBe('the Deployment has none yet')
    expect([kinds(hand), replaced]).toEqual([['kwargs'], []])
  })

  it('replaces the one that is held, from now on', () => {
    const { issue, replaced } = plan(observedDeployment(), { rotateNow: true })
    expect(theStep(issue, 'credential').replaces).toEqual(replaced)
    expect(replaced).toEqual([expect.objectContaining({ id: 'accessor-1', since: NOW.toISOString() })])
  })

  const gone = aFreshDeployment()
  const notSecret = aDeployment({ variables: new Map([[KWARGS, aVariable({ value: '{}' })], backendVariable()]) })
  it.each<[string, string, Partial<ObservedDeployment>]>([
    ['KWARGS is gone', `the Deployment no longer has ${KWARGS}`, { deployment: gone }],
    ['KWARGS is not secret', `${KWARGS} is not marked as secret, so others may know its secret-id`, { deployment: notSecret }],
    [
      'Vault does not know the old one',
      'its secret-id no longer exists in Vault',
      { credentials: new Map([['accessor-1', ABSENT]]) }
    ],
    ['the other kwargs change', 'the settings with which Airflow reads from Vault have changed', { kwargs: 'kwargs-2' }]
  ])('is issued where %s', (_, why, observed) => {
    expect(reason(observed)).toBe(why)
  })

  it('is issued on demand', () => {
    expect(reason({}, { rotateNow: true })).toBe('`rotate: now` asks for a new one')
  })
})

describe('rotation', () => {
  const rotating = aManifest({ approle: { 'secret-id': { 'rotate-after': '48h', 'destroy-after': '25h' } } })
  const created = (hours: number) => ({ credentials: new Map([aSecretId({ created: hoursAgo(hours) })]) })
  const expiring = (hours: number) => ({ credentials: new Map([aSecretId({ expires: hoursAgo(-hours) })]) })

  it('is due at the age of rotate-after and not before', () => {
    expect(reason(created(48), { manifest: rotating })).toBe('its secret-id is 48 h old, and rotate-after is 48 h')
    expect(reason(created(47.9), { manifest: rotating })).toBeUndefined()
  })

  it('is due while there is still destroy-after left before it expires', () => {
    expect(reason(expiring(25))).toBe(`its secret-id expires at ${hoursAgo(-25).toISOString()}`)
    expect(reason(expiring(25.1))).toBeUndefined()
  })
})

describe('KWARGS that somebody else has written', () => {
  const times = (kwargs: string, backend?: string, other?: string) =>
    aDeployment({ variables: new Map([kwargsVariable(kwargs), backendVariable(backend), otherVariable(other)]) })

  it('is repaired where its time alone has moved', () => {
    expect(reason({ deployment: times(LATER) })).toBe(`somebody else changed ${KWARGS}`)
  })

  it('is repaired where some of the others have not moved with it', () => {
    expect(reason({ deployment: times(LATER, LATER) })).toBe(`somebody else changed ${KWARGS}`)
  })

  it('is believed and recorded anew where all times have moved together', () => {
    const { issue, hand } = plan(observedDeployment({ deployment: times(LATER, LATER, LATER) }))
    expect(issue).toEqual(NOTHING)
    expect(theStep(hand, 'record').change.variables).toEqual({
      AIRFLOW__SECRETS__BACKEND_KWARGS: LATER,
      AIRFLOW__SECRETS__BACKEND: LATER,
      OTHER: LATER
    })
  })

  it('may have happened then, which is told', () => {
    const { hand } = plan(observedDeployment({ deployment: times(LATER, LATER, LATER) }))
    expect(hand.findings.map(finding => [finding.severity, explained(finding)])).toEqual([
      [
        'warning',
        'Deployment prod has new times on all its variables since the last run, so somebody may have changed AIRFLOW__SECRETS__BACKEND_KWARGS; nobody can read that back\nIf nobody of you changed the Deployment, or if Airflow cannot log in to Vault, run mode `deploy` with `rotate: now`.'
      ]
    ])
  })

  it('is told no more where that run recorded the times, or a new secret-id replaces what is there', () => {
    const deployment = times(LATER, LATER, LATER)
    const record = aRecord({ variables: { [KWARGS]: LATER, AIRFLOW__SECRETS__BACKEND: LATER, OTHER: LATER } })
    expect(plan(observedDeployment({ deployment, record })).hand).toEqual(NOTHING)
    expect(plan(observedDeployment({ deployment }), { rotateNow: true }).hand.findings).toEqual([])
  })

  it('did not happen where only others have moved', () => {
    const { issue, hand } = plan(observedDeployment({ deployment: times(aRecord().variables[KWARGS] ?? '', undefined, LATER) }))
    expect([kinds(issue), kinds(hand)]).toEqual([[], ['record']])
    expect(hand.findings).toEqual([])
  })

  it('before we ever did ends the run, since nobody can read it back', () => {
    const { issue } = plan(firstSeen({ deployment: aDeployment() }))
    expect(conflictsIn(issue)).toEqual([
      `Deployment prod has an ${KWARGS} (set at ${aRecord().variables[KWARGS]}) that no record on mount airflow/ accounts for; its value cannot be read back\nSet \`on-conflict: adopt\` to replace it.`
    ])
  })

  it('says no time where the platform gives none', () => {
    const deployment = aDeployment({ variables: new Map([kwargsVariable(''), backendVariable(), otherVariable()]) })
    expect(conflictsIn(plan(firstSeen({ deployment })).issue)[0]).toMatch(
      /^Deployment prod has an AIRFLOW__SECRETS__BACKEND_KWARGS that no record on mount airflow\/ accounts for;/
    )
  })

  it('of another manifest is left alone, naming that manifest', () => {
    const record = aRecord({ manifest: 'billing' })
    const { issue, hand } = plan(observedDeployment({ record }))
    expect([kinds(issue), kinds(hand)]).toEqual([[], []])
    expect(conflictsIn(issue)).toEqual([
      'Deployment prod belongs to manifest billing\nDeploy it with only one of the two manifests, or set `on-conflict: adopt` to take it over.'
    ])
    const taken = plan(observedDeployment({ record }), { adopt: true })
    expect(taken.issue).toEqual(NOTHING)
    expect(theStep(taken.hand, 'record').change).toMatchObject({ manifest: 'analytics' })
  })

  it('of another manifest that has given the Deployment nothing is no obstacle', () => {
    const { holds: _, ...record } = aRecord({ manifest: 'billing' })
    expect(conflictsIn(plan(observedDeployment({ record, deployment: aFreshDeployment() })).issue)).toEqual([])
  })

  it('before we ever did is replaced on demand', () => {
    const { issue } = plan(firstSeen({ deployment: aDeployment() }), { adopt: true })
    expect(theStep(issue, 'credential').replaces).toEqual([])
  })
})
