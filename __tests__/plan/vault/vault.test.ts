import { describe, expect, it } from '@jest/globals'
import { planVault } from '../../../src/plan/vault/vault.ts'
import { conflictsIn, kinds, NOTHING, notesIn, theStep } from '../../build/plan.ts'
import { ABSENT, desiredVault, emptyVault, NO_CLAIMS, present, UNSEEN } from '../../build/vault.ts'
import { plan, without } from '../../build/vault-plan.ts'

describe('an empty server', () => {
  it('gets everything, in the order in which the parts need each other', () => {
    const made = planVault(desiredVault(), emptyVault())
    expect(kinds(made)).toEqual(['auth-method', 'mount', 'claim', 'policy', 'role', 'secret', 'secret', 'ledger'])
    expect(conflictsIn(made)).toEqual([])
  })

  it('gets each secret as version 1', () => {
    const secrets = planVault(desiredVault(), emptyVault()).steps.filter(step => step.kind === 'secret')
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
    expect(conflictsIn(plan({ authMethod: present('userpass') }))).toEqual([
      'auth method approle/ is of type userpass, not approle\nSet approle.mount to another path.'
    ])
  })

  it('that others should have made ends the run, and says whom to ask', () => {
    const manifest = without('auth-method')
    expect(conflictsIn(plan({ authMethod: ABSENT }, manifest))).toEqual([
      'auth method approle/ does not exist, and `manage` leaves it to others\nAsk them to create it, or add auth-method to `manage`.'
    ])
  })

  it('that cannot be seen matters only if it is ours to manage', () => {
    expect(conflictsIn(plan({ authMethod: UNSEEN }))).toEqual([
      `auth method approle/ cannot be read: ${UNSEEN.because}\nAllow the token of this run to read it, or remove auth-method from \`manage\`.`
    ])
    const leftToOthers = plan({ authMethod: UNSEEN }, without('auth-method'))
    expect(leftToOthers).toEqual({ ...NOTHING, findings: [expect.objectContaining({ severity: 'note' })] })
    expect(notesIn(leftToOthers)).toEqual([
      `auth method approle/ is managed by others and cannot be read with this token (${UNSEEN.because})`
    ])
  })
})

describe('the mount', () => {
  it.each([
    ['KV version 1', 'kv', '1'],
    ['the old generic engine', 'generic', '1']
  ])('that is %s is refused with the command that upgrades it', (_, type, version) => {
    expect(conflictsIn(plan({ mount: present({ type, version }) }))).toEqual([
      'mount airflow/ is KV version 1, which keeps no versions\nUpgrade it with `vault kv enable-versioning airflow/`, or set `vault.mount` to another mount.'
    ])
  })

  it('of another type is refused', () => {
    expect(conflictsIn(plan({ mount: present({ type: 'transit', version: '1' }) }))).toEqual([
      'mount airflow/ is of type transit, not kv\nSet `vault.mount` to another mount.'
    ])
  })

  it('that others should have made ends the run', () => {
    expect(conflictsIn(plan({ mount: ABSENT }, without('mount')))).toEqual([
      'mount airflow/ does not exist, and `manage` leaves it to others\nAsk them to create it, or add mount to `manage`.'
    ])
  })

  it('that cannot be seen matters only if it is ours to manage', () => {
    expect(conflictsIn(plan({ mount: UNSEEN }))).toHaveLength(1)
    expect(conflictsIn(plan({ mount: UNSEEN }, without('mount')))).toEqual([])
  })
})

describe('the claim', () => {
  it('names what this manifest did not own before, also where it finds it equal', () => {
    const { added, roles } = theStep(plan({ ledger: NO_CLAIMS }), 'claim')
    expect([...added]).toEqual(['variables/greeting', 'connections/web'])
    expect([...roles.keys()]).toEqual(['approle/astro_role'])
  })

  it('leaves a role alone that others manage', () => {
    const { roles } = theStep(plan({ ledger: NO_CLAIMS }, without('role')), 'claim')
    expect([...roles]).toEqual([])
  })
})
