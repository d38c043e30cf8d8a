import { describe, expect, it } from '@jest/globals'
import { aHeld, aRecord, elsewhere, readersIn, UNLISTED } from '../../build/deployment.ts'
import { aManifest, wantedOf } from '../../build/manifest.ts'
import { conflictsIn, kinds, NOTHING, notesIn, theStep } from '../../build/plan.ts'
import { ABSENT, asClaimed, ledgerOf, NO_CLAIMS, present, roleFields, UNSEEN } from '../../build/vault.ts'
import { adopt, plan, without } from '../../build/vault-plan.ts'

describe('the role', () => {
  const other = present(roleFields({ token_ttl: 60, token_policies: ['default'] }))

  it('of ours is put right, with a reason that names each field', () => {
    const step = theStep(plan({ role: other }), 'role')
    expect(step.fields).toEqual(roleFields())
    expect(step.reason).toBe('token_policies is default, not astro_policy; token_ttl is 60, not 3600')
    expect(step.login).toBeUndefined()
  })

  it('that is missing is told as new only if this manifest never claimed it', () => {
    const reason = (ledger = {}) => theStep(plan({ role: ABSENT, login: ABSENT, ...ledger }), 'role').reason
    expect(reason({ ledger: NO_CLAIMS })).toBe('it does not exist yet')
    expect(reason()).toBe('somebody deleted it, or an earlier run ended before it was written')
  })

  it('of ours has drifted where it differs from what was last claimed, and not where the manifest asks for something else', () => {
    const role = present(roleFields({ token_ttl: 60 }))
    expect(theStep(plan({ role }), 'role').found?.by).toBe('drift')
    const longer = aManifest({ approle: { 'token-ttl': '30m' } })
    expect(theStep(plan({}, longer), 'role').found).toBeUndefined()
  })

  it('that is missing was deleted for certain if a Deployment logs in with it', () => {
    const readers = readersIn([aRecord()])
    const { reason, found } = theStep(plan({ role: ABSENT, login: ABSENT, ledger: NO_CLAIMS, readers }), 'role')
    expect([reason, found?.by]).toEqual(['somebody deleted it', 'drift'])
  })

  it('that somebody else made and that differs ends the run', () => {
    expect(conflictsIn(plan({ role: other, ledger: NO_CLAIMS }))).toEqual([
      'role astro_role was not created by this action and differs: token_policies is default, not astro_policy; token_ttl is 60, not 3600\nSet `on-conflict: adopt` to overwrite it, or write those values into the manifest.'
    ])
  })

  it('that somebody else made just as we would is adopted silently', () => {
    expect(kinds(plan({ ledger: NO_CLAIMS }))).toEqual(['claim', 'ledger'])
  })

  it('of somebody else is taken over on demand', () => {
    expect(kinds(adopt({ role: other, ledger: NO_CLAIMS }))).toEqual(['claim', 'role', 'ledger'])
  })

  it('that others manage is only mentioned where it differs', () => {
    const made = plan({ role: present(roleFields({ token_ttl: 60 })) }, without('role'))
    expect(made.steps).toEqual([])
    expect(notesIn(made)).toEqual(['role astro_role is managed by others and differs: token_ttl is 60, not 3600'])
  })

  it('that others manage ends the run where Airflow could log in a few times only', () => {
    const role = present(roleFields({ secret_id_num_uses: 5 }))
    expect(conflictsIn(plan({ role }, without('role')))[0]).toMatch(/both numbers of uses must be 0\. Ask its owner\.$/)
  })

  it('that cannot be seen matters only if it is ours to manage', () => {
    expect(conflictsIn(plan({ role: UNSEEN }))).toHaveLength(1)
    expect(conflictsIn(plan({ role: UNSEEN }, without('role')))).toEqual([])
  })

  it('must let its role-id be seen where the manifest names one', () => {
    const ownId = aManifest({ approle: { 'role-id': 'own' } })
    expect(conflictsIn(plan({ login: UNSEEN }, ownId))).toEqual([
      `auth/approle/role/astro_role/role-id cannot be read: ${UNSEEN.because}\nAllow the token of this run to read it, or remove role from \`manage\`.`
    ])
    expect(conflictsIn(plan({ login: UNSEEN }))).toEqual([])
  })
})

describe('a role that another manifest has claimed, too', () => {
  const role = present(roleFields({ token_ttl: 60 }))
  const claims = (fields: Record<string, string> = {}) => new Map([['billing', asClaimed(fields)]])
  const HINT =
    'Give each manifest a role of its own (approle.name). Or write the same into both, and run this one once with `on-conflict: adopt`.'

  it('and wants otherwise is a conflict with its name, the field and both values', () => {
    expect(conflictsIn(plan({ role, roleClaims: claims({ token_ttl: '60' }) }))).toEqual([
      `role astro_role is also claimed by manifest billing, which wants token_ttl 60, not 3600\n${HINT}`
    ])
  })

  it.each<[string, Parameters<typeof plan>[0], string]>([
    [
      'several fields',
      {
        role: present(roleFields({ token_ttl: 60, secret_id_ttl: 5 })),
        roleClaims: claims({ token_ttl: '60', secret_id_ttl: '5' })
      },
      'token_ttl 60, not 3600; secret_id_ttl 5, not 0'
    ],
    ['a third value', { role, roleClaims: claims({ token_ttl: '120' }) }, 'token_ttl 120, not 3600'],
    [
      'another policy',
      { role: present(roleFields({ token_policies: ['billing'] })), roleClaims: claims({ token_policies: 'billing' }) },
      'token_policies billing, not astro_policy'
    ],
    [
      'what this manifest has not claimed yet',
      { role, ledger: NO_CLAIMS, roleClaims: claims({ token_ttl: '60' }) },
      'token_ttl 60, not 3600'
    ]
  ])('and wants otherwise: %s', (_, observed, values) => {
    expect(conflictsIn(plan(observed))).toEqual([
      `role astro_role is also claimed by manifest billing, which wants ${values}\n${HINT}`
    ])
  })

  it('and wants another role-id is a conflict', () => {
    const guide = aManifest({ approle: { 'role-id': 'ours' } })
    const observed = { login: present({ role_id: 'theirs' }), roleClaims: claims({ role_id: 'theirs' }) }
    expect(conflictsIn(plan(observed, guide))[0]).toContain('manifest billing, which wants role_id theirs, not ours')
  })

  it.each<[string, Map<string, Readonly<Record<string, string>>>]>([
    ['wants the same', claims()],
    ['wants otherwise what nobody changes', claims({ secret_id_ttl: '5' })],
    ['has not recorded what it wants', new Map([['billing', {}]])]
  ])('and %s is none: it is put right', (_, roleClaims) => {
    const made = plan({ role, roleClaims })
    expect(conflictsIn(made)).toEqual([])
    expect(theStep(made, 'role').reason).toBe('token_ttl is 60, not 3600')
  })

  it('is taken over on demand', () => {
    const made = adopt({ role, roleClaims: claims({ token_ttl: '60' }) })
    expect([conflictsIn(made), kinds(made)]).toEqual([[], ['role']])
  })

  it('and not by this one belongs to the other', () => {
    expect(conflictsIn(plan({ role, ledger: NO_CLAIMS, roleClaims: claims() }))[0]).toMatch(
      /^role astro_role belongs to manifest billing and differs: token_ttl is 60, not 3600\n/
    )
  })

  it('or may have, as their records cannot be read, is put right with a note', () => {
    const made = plan({ role, roleClaims: undefined })
    expect(kinds(made)).toEqual(['role'])
    expect(notesIn(made)).toContain(
      'role astro_role is changed, and it is unknown whether other manifests want it otherwise: their records cannot be read'
    )
  })
})

describe('what the manifest asks of its role', () => {
  it('is claimed again when it changes, for other manifests to compare', () => {
    const step = theStep(plan({}, aManifest({ approle: { 'token-ttl': '2h', 'token-max-ttl': '2h' } })), 'claim')
    expect([...step.roles]).toEqual([['approle/astro_role', asClaimed({ token_ttl: '7200', token_max_ttl: '7200' })]])
    expect(step.reason).toBe('new settings of role approle/astro_role')
  })

  it('is not claimed where others manage it', () => {
    expect(kinds(plan({ ledger: { ...NO_CLAIMS, policies: new Set(['astro_policy']) } }, without('role')))).not.toContain('role')
    const ledger = { ...ledgerOf(wantedOf(aManifest())), roles: new Map() }
    expect(plan({ ledger }, without('role'))).toEqual(NOTHING)
  })
})

describe('the role-id', () => {
  const guide = aManifest({ approle: { 'role-id': 'astro_role' } })

  it('of the manifest goes to a new role', () => {
    expect(theStep(plan({ role: ABSENT, login: ABSENT }, guide), 'role').login).toEqual({ role_id: 'astro_role' })
  })

  it('that Vault generated stays', () => {
    expect(plan({ login: present({ role_id: 'generated' }) })).toEqual(NOTHING)
  })

  it('is changed where nobody logs in with the old one', () => {
    const step = theStep(plan({ login: present({ role_id: 'generated' }) }, guide), 'role')
    expect([step.login, step.fields, step.reason]).toEqual([{ role_id: 'astro_role' }, undefined, 'role_id differs'])
  })

  it('is not changed under a Deployment that logs in with it', () => {
    expect(conflictsIn(plan({ login: present({ role_id: 'generated' }), readers: readersIn([aRecord()]) }, guide))).toEqual([
      'role astro_role would get another role_id, which would lock out Deployment prod\nUse a new role (approle.name): each Deployment then moves to it when it is deployed.'
    ])
  })

  it('is not changed where nobody can tell who logs in with it', () => {
    expect(
      conflictsIn(plan({ login: present({ role_id: 'generated' }), readers: readersIn([], { unknown: UNLISTED }) }, guide))[0]
    ).toContain('lock out any Deployment that uses it (this token cannot list their records)')
  })
})

describe('another policy of the role', () => {
  const role = present(roleFields({ token_policies: ['old_policy'] }))
  const reading = aRecord({ ...elsewhere(), holds: aHeld('a', { variablesPath: 'old/variables' }) })

  it('is replaced where the one of the manifest lets everybody read', () => {
    const readers = readersIn([reading])
    expect(theStep(plan({ role, readers }), 'role').fields).toMatchObject({ token_policies: ['astro_policy'] })
    expect(conflictsIn(plan({ role, readers: readersIn([aRecord()]) }, without('policy')))).toEqual([])
  })

  it.each([
    ['somebody reads what the new one does not grant, and that one is left to others', readersIn([reading]), 'Deployment dev'],
    [
      'nobody can tell who reads by it',
      readersIn([], { unknown: UNLISTED }),
      'any Deployment that uses it (this token cannot list their records)'
    ]
  ])('stays beside the new one where %s', (_, readers, who) => {
    const made = plan({ role, readers }, without('policy'))
    expect(theStep(made, 'role').fields).toMatchObject({ token_policies: ['old_policy', 'astro_policy'] })
    const kept = `role astro_role keeps policy old_policy, because ${who} may still depend on it`
    expect(notesIn(made)).toContain(kept)
    const next = plan(
      { role: present(roleFields({ token_policies: ['astro_policy', 'old_policy'] })), readers },
      without('policy')
    )
    expect([next.steps, notesIn(next).filter(text => text.startsWith('role'))]).toEqual([[], [kept]])
  })

  it('that every role has anyway is no loss', () => {
    const readers = readersIn([], { unknown: UNLISTED })
    const step = theStep(plan({ role: present(roleFields({ token_policies: ['default', 'astro_policy'] })), readers }), 'role')
    expect(step.fields).toMatchObject({ token_policies: ['astro_policy'] })
  })
})
