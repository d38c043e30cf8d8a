import { describe, expect, it } from '@jest/globals'
import type { ObservedVault } from '../../src/plan/observed.ts'
import { planVault } from '../../src/plan/vault.ts'
import { Secret } from '../../src/secret.ts'
import { grantsFor, parsePolicy, policyText } from '../../src/vault/policy.ts'
import { aHeld, aRecord } from '../build/deployment.ts'
import { aManifest, aScope } from '../build/manifest.ts'
import { kinds, NOTHING, theStep } from '../build/plan.ts'
import {
  ABSENT,
  emptyVault,
  NO_CLAIMS,
  OUR_POLICY,
  observedVault,
  present,
  roleFields,
  UNSEEN,
  vaultIntentions
} from '../build/vault.ts'

const plan = (observed: Partial<ObservedVault>, manifest = aManifest()) =>
  planVault(vaultIntentions(manifest), observedVault(observed))
const adopt = (observed: Partial<ObservedVault>, manifest = aManifest()) =>
  planVault(vaultIntentions(manifest, { adopt: true }), observedVault(observed))
/** A manifest that leaves `what` to others. */
const without = (what: string) =>
  aManifest({ manage: ['auth-method', 'mount', 'policy', 'role'].filter(managed => managed !== what) })

describe('an empty server', () => {
  it('gets everything, in the order in which the parts need each other', () => {
    const made = planVault(vaultIntentions(), emptyVault())
    expect(kinds(made)).toEqual(['auth-method', 'mount', 'claim', 'policy', 'role', 'secret', 'secret'])
    expect(made.conflicts).toEqual([])
  })

  it('gets each secret as version 1', () => {
    const secrets = planVault(vaultIntentions(), emptyVault()).steps.filter(step => step.kind === 'secret')
    expect(secrets.map(({ path, expected }) => [path, expected])).toEqual([
      ['variables/greeting', 0],
      ['connections/web', 0]
    ])
    expect(secrets.map(({ data }) => data.reveal())).toEqual([{ value: 'Hello' }, { conn_uri: 'http://example.com' }])
  })
})

describe('a server as the last run left it', () => {
  it('needs nothing', () => {
    expect(plan({})).toEqual(NOTHING)
  })
})

describe('the auth method', () => {
  it('of another type ends the run', () => {
    expect(plan({ authMethod: present('userpass') }).conflicts).toEqual([
      'auth/approle is of type userpass, not approle; name another path as approle.mount'
    ])
  })

  it('that others should have made ends the run, and says whom to ask', () => {
    const manifest = without('auth-method')
    expect(plan({ authMethod: ABSENT }, manifest).conflicts).toEqual([
      'auth method approle/ does not exist, and `manage` leaves it to others; ask them to make it, or add auth-method to manage'
    ])
  })

  it('that cannot be seen matters only if it is ours to manage', () => {
    expect(plan({ authMethod: UNSEEN }).conflicts).toEqual([
      `auth method approle/ cannot be looked at: ${UNSEEN.because}; allow it, or take auth-method out of \`manage\``
    ])
    expect(plan({ authMethod: UNSEEN }, without('auth-method'))).toEqual({
      ...NOTHING,
      notes: [{ subject: 'auth method approle/', text: `left to others, and not visible here (${UNSEEN.because})` }]
    })
  })
})

describe('the mount', () => {
  it.each([
    ['KV version 1', 'kv', '1'],
    ['the old generic engine', 'generic', '1']
  ])('that is %s is refused with the command that upgrades it', (_, type, version) => {
    expect(plan({ mount: present({ type, version }) }).conflicts).toEqual([
      'airflow/ is KV version 1, which keeps no versions; upgrade it with `vault kv enable-versioning airflow/`, or name another vault.mount'
    ])
  })

  it('of another type is refused', () => {
    expect(plan({ mount: present({ type: 'transit', version: '1' }) }).conflicts).toEqual([
      'airflow/ is a mount of type transit, not kv; name another vault.mount'
    ])
  })

  it('that others should have made ends the run', () => {
    expect(plan({ mount: ABSENT }, without('mount')).conflicts).toEqual([
      'mount airflow/ does not exist, and `manage` leaves it to others; ask them to make it, or add mount to manage'
    ])
  })

  it('that cannot be seen matters only if it is ours to manage', () => {
    expect(plan({ mount: UNSEEN }).conflicts).toHaveLength(1)
    expect(plan({ mount: UNSEEN }, without('mount')).conflicts).toEqual([])
  })
})

describe('the claim', () => {
  it('names what this manifest did not own before, also where it finds it equal', () => {
    const { added } = theStep(plan({ ledger: NO_CLAIMS }), 'claim')
    expect([...added.paths]).toEqual(['variables/greeting', 'connections/web'])
    expect([...added.roles]).toEqual(['approle/astro_role'])
  })

  it('leaves a role alone that others manage', () => {
    const { added } = theStep(plan({ ledger: NO_CLAIMS }, without('role')), 'claim')
    expect([...added.roles]).toEqual([])
  })
})

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

  it('without our mark and with other rules ends the run, showing what would be lost', () => {
    expect(plan({ policy: present(foreign) }).conflicts).toEqual([
      'policy astro_policy was not made by this action and says something else: airflow/data/other/* [read, update]; to take it over and lose that, set on-conflict: adopt, or name another approle.policy'
    ])
  })

  it('of another manifest ends the run, naming that manifest', () => {
    const theirs = policyText('billing', grantsFor([old]))
    expect(plan({ policy: present(theirs) }).conflicts[0]).toContain('policy astro_policy belongs to manifest billing and says')
  })

  it('with rules that cannot be read ends the run', () => {
    const sentinel = 'path "a/*" { capabilities = ["read"] min_wrapping_ttl = "1s" }'
    expect(plan({ policy: present(sentinel) }).conflicts[0]).toContain('rules that this action cannot read')
  })

  it('of somebody else is taken over on demand', () => {
    const { text } = theStep(adopt({ policy: present(foreign) }), 'policy')
    expect(parsePolicy(text)?.manifest).toBe('analytics')
    expect(text).toContain('airflow/data/variables/*')
  })

  it('that others manage is never written, only mentioned', () => {
    const { steps, notes, conflicts } = plan({ policy: present(foreign) }, without('policy'))
    expect([steps, conflicts]).toEqual([[], []])
    expect(notes[0]?.text).toMatch(/^is kept by others and says something else/)
  })

  it('keeps what a Deployment reads whose role moves to it from another policy', () => {
    const consumer = aRecord({ holds: aHeld('accessor-1', { variablesPath: 'old/variables' }) })
    const role = present(roleFields({ token_policies: ['old_policy'] }))
    const { text } = theStep(plan({ role, consumers: [consumer] }), 'policy')
    expect(text).toContain('airflow/data/old/variables/*')
  })
})

describe('the role', () => {
  const other = present(roleFields({ token_ttl: 60, token_policies: ['default'] }))

  it('of ours is put right, with a reason that names each field', () => {
    const step = theStep(plan({ role: other }), 'role')
    expect(step.fields).toEqual(roleFields())
    expect(step.reason).toBe('token_policies is default, not astro_policy; token_ttl is 60, not 3600')
    expect(step.roleId).toBeUndefined()
  })

  it('that somebody else made and that differs ends the run', () => {
    expect(plan({ role: other, ledger: NO_CLAIMS }).conflicts).toEqual([
      'role astro_role was not made by this action and differs: token_policies is default, not astro_policy; token_ttl is 60, not 3600; to take it over and lose that, set on-conflict: adopt, or write those values into the manifest'
    ])
  })

  it('that somebody else made just as we would is adopted silently', () => {
    expect(kinds(plan({ ledger: NO_CLAIMS }))).toEqual(['claim'])
  })

  it('of somebody else is taken over on demand', () => {
    expect(kinds(adopt({ role: other, ledger: NO_CLAIMS }))).toEqual(['claim', 'role'])
  })

  it('that others manage is only mentioned where it differs', () => {
    const { steps, notes } = plan({ role: present(roleFields({ token_ttl: 60 })) }, without('role'))
    expect(steps).toEqual([])
    expect(notes).toEqual([{ subject: 'role astro_role', text: 'is kept by others and differs: token_ttl is 60, not 3600' }])
  })

  it('that others manage ends the run where Airflow could log in a few times only', () => {
    const role = present(roleFields({ secret_id_num_uses: 5 }))
    expect(plan({ role }, without('role')).conflicts[0]).toMatch(/both numbers of uses must be 0$/)
  })

  it('that cannot be seen matters only if it is ours to manage', () => {
    expect(plan({ role: UNSEEN }).conflicts).toHaveLength(1)
    expect(plan({ role: UNSEEN }, without('role')).conflicts).toEqual([])
  })
})

describe('the role-id', () => {
  const guide = aManifest({ approle: { 'role-id': 'astro_role' } })

  it('of the manifest goes to a new role', () => {
    expect(theStep(plan({ role: ABSENT, roleId: ABSENT }, guide), 'role').roleId).toBe('astro_role')
  })

  it('that Vault generated stays', () => {
    expect(plan({ roleId: present('generated') })).toEqual(NOTHING)
  })

  it('is changed where nobody logs in with the old one', () => {
    const step = theStep(plan({ roleId: present('generated') }, guide), 'role')
    expect([step.roleId, step.fields, step.reason]).toEqual(['astro_role', undefined, 'role-id is another one'])
  })

  it('is not changed under a Deployment that logs in with it', () => {
    expect(plan({ roleId: present('generated'), consumers: [aRecord()] }, guide).conflicts).toEqual([
      'approle.role-id would change for role astro_role, and Deployment prod could not log in any more; give the new role-id to a new role (approle.name), so that each Deployment moves when it is deployed'
    ])
  })

  it('is not changed where nobody can tell who logs in with it', () => {
    expect(plan({ roleId: present('generated'), consumers: undefined }, guide).conflicts[0]).toContain(
      'Deployments whose records cannot be listed could not log in any more'
    )
  })
})

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
