import { describe, expect, it } from '@jest/globals'
import { grantsFor, parsePolicy, policyText } from '../../../src/vault/policy.ts'
import { aHeld, aRecord, elsewhere, readersIn, UNLISTED } from '../../build/deployment.ts'
import { aScope } from '../../build/manifest.ts'
import { conflictsIn, NOTHING, notesIn, theStep } from '../../build/plan.ts'
import { ABSENT, NO_CLAIMS, OUR_POLICY, present, roleFields } from '../../build/vault.ts'
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
    const { text } = theStep(plan({ policy: ABSENT, readers: readersIn([consumer]) }), 'policy')
    expect(text).toContain('airflow/data/old/variables/*')
  })

  it('that is missing is told as new only if this manifest never claimed it', () => {
    const reason = (ledger = {}) => theStep(plan({ policy: ABSENT, ...ledger }), 'policy').reason
    expect(reason({ ledger: NO_CLAIMS })).toBe('it does not exist yet')
    expect(reason()).toBe('somebody deleted it, or an earlier run ended before it was written')
  })

  it('that is missing was deleted for certain if its role names it and a Deployment logs in with that', () => {
    const step = (difference = {}) => {
      const { reason, found } = theStep(plan({ policy: ABSENT, readers: readersIn([aRecord()]), ...difference }), 'policy')
      return [reason, found?.by]
    }
    expect(step()).toEqual(['somebody deleted it', 'drift'])
    expect(step({ ledger: NO_CLAIMS })).toEqual(['somebody deleted it', 'drift'])
    const renamed = { role: present(roleFields({ token_policies: ['former_policy'] })), ledger: NO_CLAIMS }
    expect(step(renamed)).toEqual(['it does not exist yet', undefined])
  })

  it.each<[string, string, Parameters<typeof plan>[0], 'drift' | undefined]>([
    ['was replaced', foreign, {}, 'drift'],
    ['lets Airflow write', OUR_POLICY.replace('["read"]', '["read", "update"]'), {}, 'drift'],
    ['grants more than this action ever writes', `${OUR_POLICY}\n${foreign}`, {}, 'drift'],
    ['grants what the manifest named before', oldPolicy, {}, undefined],
    ['lacks what a Deployment was proved to read', oldPolicy, { readers: readersIn([aRecord()]) }, 'drift']
  ])('that is ours and %s has drifted, unless the manifest has moved', (_, text, difference, by) => {
    expect(theStep(plan({ policy: present(text), ...difference }), 'policy').found?.by).toBe(by)
  })

  it('without our mark and the same rules is adopted silently', () => {
    expect(plan({ policy: present(OUR_POLICY.replace(/^#.*\n/, '')) })).toEqual(NOTHING)
  })

  it('without our mark that lets Airflow write ends the run too', () => {
    const wide = OUR_POLICY.replace(/^#.*\n/, '').replace('["read"]', '["read", "update"]')
    expect(conflictsIn(plan({ policy: present(wide), ledger: NO_CLAIMS }))).toEqual([
      expect.stringContaining(
        'was not created by this action and grants something else: airflow/data/connections/* [read, update]'
      )
    ])
  })

  it('without our mark and with other rules ends the run, showing what would be lost', () => {
    expect(conflictsIn(plan({ policy: present(foreign), ledger: NO_CLAIMS }))).toEqual([
      'policy astro_policy was not created by this action and grants something else: airflow/data/other/* [read, update]\nSet `on-conflict: adopt` to overwrite it, or name another policy in approle.policy.'
    ])
  })

  it('of another manifest ends the run, naming that manifest', () => {
    const theirs = policyText('billing', grantsFor([old]))
    expect(conflictsIn(plan({ policy: present(theirs) }))[0]).toMatch(
      /^policy astro_policy belongs to manifest billing and grants .*\nName another policy in approle\.policy\. `on-conflict: adopt` would take this one away from billing, whose runs then fail\.$/
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
    expect(conflictsIn(plan({ policy: present(sentinel), ledger: NO_CLAIMS }))[0]).toContain('rules that this action cannot read')
  })

  it('of somebody else is taken over on demand', () => {
    const { text } = theStep(adopt({ policy: present(foreign), ledger: NO_CLAIMS }), 'policy')
    expect(parsePolicy(text)?.manifest).toBe('analytics')
    expect(text).toContain('airflow/data/variables/*')
  })

  it('of somebody else that allows the same by other rules is not said to keep Airflow from reading', () => {
    const wide = 'path "airflow/*" { capabilities = ["read", "list"] }'
    expect(theStep(adopt({ policy: present(wide), ledger: NO_CLAIMS }), 'policy').reason).toBe(
      'it lacks the rules for airflow/variables and airflow/connections'
    )
  })

  it('that others manage is never written, only mentioned', () => {
    const made = plan({ policy: present(foreign) }, without('policy'))
    expect([made.steps, conflictsIn(made)]).toEqual([[], []])
    expect(notesIn(made)[0]).toMatch(/^policy astro_policy is managed by others and grants something else/)
  })

  it('keeps what a Deployment reads whose role moves to it from another policy', () => {
    const consumer = aRecord({ holds: aHeld('accessor-1', { variablesPath: 'old/variables' }) })
    const role = present(roleFields({ token_policies: ['old_policy'] }))
    const { text } = theStep(plan({ role, readers: readersIn([consumer]) }), 'policy')
    expect(text).toContain('airflow/data/old/variables/*')
  })
})

describe('a policy that the ledger knows as ours', () => {
  const others = [
    ['with other rules', 'path "airflow/data/other/*" { capabilities = ["read", "update"] }'],
    ['with rules that cannot be read', 'path "airflow/data/variables/*" { capabilities = ["read"] min_wrapping_ttl = "1s" }'],
    ['with none at all', '# nothing']
  ] as const

  it.each(others)('and that somebody has replaced, mark and all, %s is put right', (_, text) => {
    const step = theStep(plan({ policy: present(text) }), 'policy')
    expect([step.text, step.reason]).toEqual([OUR_POLICY, 'somebody else replaced it'])
  })

  it.each(others)('and that somebody has replaced %s is a conflict where the ledger does not know it', (_, text) => {
    expect(conflictsIn(plan({ policy: present(text), ledger: NO_CLAIMS }))).toHaveLength(1)
  })

  it('and that another manifest has taken over stays a conflict', () => {
    const theirs = policyText('billing', grantsFor([aScope({ variablesPath: 'theirs' })]))
    expect(conflictsIn(plan({ policy: present(theirs) }))[0]).toContain('belongs to manifest billing')
  })

  const byHand = policyText('x', grantsFor([aScope({ variablesPath: 'old/variables' })])).replace(/^#.*\n/, '')

  it('and that somebody has replaced keeps what was put there while it is unknown who reads it', () => {
    const unlisted = readersIn([], { unknown: UNLISTED })
    const unseen = readersIn([aRecord({ ...elsewhere(), holds: aHeld('a', { role: 'other_role' }) })])
    for (const readers of [unlisted, unseen])
      expect(theStep(plan({ policy: present(byHand), readers }), 'policy').text).toContain('airflow/data/old/variables/*')
    expect(theStep(plan({ policy: present(byHand) }), 'policy').text).toBe(OUR_POLICY)
  })
})

describe('what another hand has added to our policy', () => {
  const and = (rule: string) => present(`${OUR_POLICY}${rule}\n`)

  it.each([
    'path "*" { capabilities = ["sudo"] }',
    'path "sys/policies/acl/*" { capabilities = ["read"] }',
    'path "airflow/data/*" { capabilities = ["read"] }',
    'path "+/data/variables/*" { capabilities = ["read"] }',
    'path "airflow/data/_astro-vault-action/*" { capabilities = ["read"] }',
    'path "airflow/data/a/../b/*" { capabilities = ["read"] }',
    'path "airflow/metadata/variables/*" { capabilities = ["read"] }',
    'path "airflow/data/old/*" { capabilities = ["deny"] }',
    'path "airflow/data/variables/greeting" { capabilities = ["deny"] }',
    'path "airflow/data/variables/*" { capabilities = ["read", "update"] }'
  ])('is never written again, and goes in any run that may write policies: %s', rule => {
    const step = theStep(plan({ policy: and(rule) }), 'policy')
    expect([step.text, step.reason]).toEqual([OUR_POLICY, 'somebody else added rules that this action never writes'])
  })

  it('stays where a manifest could have asked for it: `narrow` finds out who reads it', () => {
    expect(plan({ policy: and('path "airflow/data/old/*" { capabilities = ["read"] }') })).toEqual(NOTHING)
  })

  it('keeps the right to read where it has more', () => {
    const { text } = theStep(plan({ policy: and('path "airflow/data/old/*" { capabilities = ["read", "update"] }') }), 'policy')
    expect(text).toContain('path "airflow/data/old/*" {\n  capabilities = ["read"]\n}')
  })
})

describe('a policy that several manifests share', () => {
  const theirs = { variablesPath: 'theirs' }
  const reading = aRecord({ ...elsewhere(), manifest: 'billing', holds: aHeld('a', { ...theirs, role: 'billing_role' }) })

  it('is made again with what the roles read of which it is known that they have it', () => {
    const readers = readersIn([reading], { policies: { 'approle/billing_role': ['astro_policy'] } })
    expect(theStep(plan({ policy: ABSENT, readers }), 'policy').text).toContain('airflow/data/theirs/*')
  })

  it.each<[string, Record<string, string[]>]>([
    ['that cannot be seen', {}],
    ['with another one', { 'approle/billing_role': ['billing_policy'] }]
  ])('gives nothing to a role %s', (_, policies) => {
    expect(theStep(plan({ policy: ABSENT, readers: readersIn([reading], { policies }) }), 'policy').text).toBe(OUR_POLICY)
  })
})
