import { describe, expect, it } from '@jest/globals'
import { grantsFor, parsePolicy, policyText } from '../../../src/vault/policy.ts'
import { aHeld, aRecord } from '../../build/deployment.ts'
import { aScope } from '../../build/manifest.ts'
import { conflictsIn, NOTHING, notesIn, theStep } from '../../build/plan.ts'
import { ABSENT, OUR_POLICY, present, roleFields } from '../../build/vault.ts'
import { adopt, plan, without } from '../../build/vault-plan.ts'

describe('the policy', () => {
  const old = aScope({ variablesPath: 'old/variables' })
  const oldPolicy = policyText('analytics', grantsFor([old]))
  const foreign = 'path "airflow/data/other/*" { capabilities = ["read", "update"] }'

  it('with our mark is widened, and keeps what it allowed', () => {
    const { text } = theStep(plan({ policy: present(oldPolicy) }), 'policy')
    expect([...(parsePolicy(text)?.grants.keys() ?? [])]).toEqual([
      'airflow/data/connections/*',
      'airflow/data/old/variables/*',
      'airflow/data/variables/*'
    ])
  })

  it('that was deleted comes back with what recorded Deployments still read', () => {
    const consumer = aRecord({ holds: aHeld('accessor-1', { variablesPath: 'old/variables' }) })
    const { text } = theStep(plan({ policy: ABSENT, consumers: [consumer] }), 'policy')
    expect(text).toContain('airflow/data/old/variables/*')
  })

  it('without our mark and the same rules is adopted silently', () => {
    expect(plan({ policy: present(OUR_POLICY.replace(/^#.*\n/, '')) })).toEqual(NOTHING)
  })

  it('without our mark that lets Airflow write ends the run too', () => {
    const wide = OUR_POLICY.replace(/^#.*\n/, '').replace('["read"]', '["read", "update"]')
    expect(conflictsIn(plan({ policy: present(wide), consumers: [] }))).toEqual([
      expect.stringContaining(
        'was not created by this action and grants something else: airflow/data/connections/* [read, update]'
      )
    ])
  })

  it('without our mark and with other rules ends the run, showing what would be lost', () => {
    expect(conflictsIn(plan({ policy: present(foreign) }))).toEqual([
      'policy astro_policy was not created by this action and grants something else: airflow/data/other/* [read, update]\nSet `on-conflict: adopt` to overwrite it, or name another policy in approle.policy.'
    ])
  })

  it('of another manifest ends the run, naming that manifest', () => {
    const theirs = policyText('billing', grantsFor([old]))
    expect(conflictsIn(plan({ policy: present(theirs) }))[0]).toContain(
      'policy astro_policy belongs to manifest billing and grants'
    )
  })

  it('of another manifest with the same rules is taken over on demand, so that it is ours from then on', () => {
    const theirs = OUR_POLICY.replace('manifest analytics', 'manifest billing')
    expect(plan({ policy: present(theirs) })).toEqual(NOTHING)
    const step = theStep(adopt({ policy: present(theirs) }), 'policy')
    expect([step.text, step.reason]).toEqual([OUR_POLICY, 'it belonged to manifest billing'])
  })

  it('with rules that cannot be read ends the run', () => {
    const sentinel = 'path "a/*" { capabilities = ["read"] min_wrapping_ttl = "1s" }'
    expect(conflictsIn(plan({ policy: present(sentinel) }))[0]).toContain('rules that this action cannot read')
  })

  it('of somebody else is taken over on demand', () => {
    const { text } = theStep(adopt({ policy: present(foreign) }), 'policy')
    expect(parsePolicy(text)?.manifest).toBe('analytics')
    expect(text).toContain('airflow/data/variables/*')
  })

  it('that others manage is never written, only mentioned', () => {
    const made = plan({ policy: present(foreign) }, without('policy'))
    expect([made.steps, conflictsIn(made)]).toEqual([[], []])
    expect(notesIn(made)[0]).toMatch(/^policy astro_policy is managed by others and grants something else/)
  })

  it('keeps what a Deployment reads whose role moves to it from another policy', () => {
    const consumer = aRecord({ holds: aHeld('accessor-1', { variablesPath: 'old/variables' }) })
    const role = present(roleFields({ token_policies: ['old_policy'] }))
    const { text } = theStep(plan({ role, consumers: [consumer] }), 'policy')
    expect(text).toContain('airflow/data/old/variables/*')
  })
})
