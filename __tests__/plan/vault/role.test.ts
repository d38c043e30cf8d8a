import { describe, expect, it } from '@jest/globals'
import { aHeld, aRecord, elsewhere, readersIn, UNLISTED } from '../../build/deployment.ts'
import { aManifest } from '../../build/manifest.ts'
import { conflictsIn, kinds, NOTHING, notesIn, theStep } from '../../build/plan.ts'
import { ABSENT, NO_CLAIMS, present, roleFields, UNSEEN } from '../../build/vault.ts'
import { adopt, plan, without } from '../../build/vault-plan.ts'

describe('the role', () => {
  const other = present(roleFields({ token_ttl: 60, token_policies: ['default'] }))

  it('of ours is put right, with a reason that names each field', () => {
    const step = theStep(plan({ role: other }), 'role')
    expect(step.fields).toEqual(roleFields())
    expect(step.reason).toBe('token_policies is default, not astro_policy; token_ttl is 60, not 3600')
    expect(step.login).toBeUndefined()
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
