import { describe, expect, it } from '@jest/globals'
import { planVault } from '../../../src/plan/vault/vault.ts'
import { kinds, NOTHING, theStep } from '../../build/plan.ts'
import { ABSENT, emptyVault, NO_CLAIMS, present, UNSEEN, vaultIntentions } from '../../build/vault.ts'
import { plan, without } from '../../build/vault-plan.ts'

describe('an empty server', () => {
  it('gets everything, in the order in which the parts need each other', () => {
    const made = planVault(vaultIntentions(), emptyVault())
    expect(kinds(made)).toEqual(['auth-method', 'mount', 'claim', 'policy', 'role', 'secret', 'secret', 'ledger'])
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
    const { added, roles } = theStep(plan({ ledger: NO_CLAIMS }), 'claim')
    expect([...added]).toEqual(['variables/greeting', 'connections/web'])
    expect([...roles]).toEqual(['approle/astro_role'])
  })

  it('leaves a role alone that others manage', () => {
    const { roles } = theStep(plan({ ledger: NO_CLAIMS }, without('role')), 'claim')
    expect([...roles]).toEqual([])
  })
})
