import { describe, expect, it } from '@jest/globals'
import type { ObservedVault } from '../../src/plan/observed.ts'
import { Secret } from '../../src/secret.ts'
import { aManifest } from '../build/manifest.ts'
import { kinds, theStep } from '../build/plan.ts'
import { NO_CLAIMS, observedVault, UNSEEN } from '../build/vault.ts'
import { adopt, plan } from '../build/vault-plan.ts'

describe('a secret', () => {
  const holding = (value: string, version = 3): Pick<ObservedVault, 'secrets'> => ({
    secrets: new Map([
      ...observedVault().secrets,
      ['variables/greeting', { state: 'present', data: new Secret({ value }), version }]
    ])
  })

  it('of ours with another value is written on top of the version that was seen', () => {
    const step = theStep(plan(holding('Goodbye')), 'secret')
    expect([step.path, step.expected, step.reason]).toEqual(['variables/greeting', 3, 'its value has changed'])
  })

  it('of somebody else with another value ends the run and stays unread by the log', () => {
    const { conflicts } = plan({ ...holding('theirs'), ledger: NO_CLAIMS })
    expect(conflicts).toEqual([
      'variables.greeting: airflow/variables/greeting holds another value (version 3) that this action did not write; to take it over and lose that, set on-conflict: adopt'
    ])
  })

  it('of somebody else is taken over on demand', () => {
    expect(theStep(adopt({ ...holding('theirs'), ledger: NO_CLAIMS }), 'secret').expected).toBe(3)
  })

  it('of somebody else with the same value is adopted silently', () => {
    expect(kinds(plan({ ...holding('Hello'), ledger: NO_CLAIMS }))).toEqual(['claim'])
  })

  it('that was deleted is written again on top of its last version', () => {
    const secrets = new Map([...observedVault().secrets, ['variables/greeting', { state: 'absent', version: 4 } as const]])
    expect(theStep(plan({ secrets }), 'secret').expected).toBe(4)
  })

  it('that may not be read ends the run', () => {
    const secrets = new Map([...observedVault().secrets, ['variables/greeting', UNSEEN]])
    expect(plan({ secrets }).conflicts).toEqual([`variables.greeting: ${UNSEEN.because}`])
  })

  it('whose source was not given is not compared', () => {
    const manifest = aManifest({ variables: { token: { env: 'TOKEN' } } })
    const { notes } = plan({}, manifest)
    expect(notes).toEqual([{ subject: 'variables.token', text: 'not given here, not compared' }])
  })
})
