import { describe, expect, it } from '@jest/globals'
import { aRecord } from '../../build/deployment.ts'
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
    expect(step.roleId).toBeUndefined()
  })

  it('that somebody else made and that differs ends the run', () => {
    expect(conflictsIn(plan({ role: other, ledger: NO_CLAIMS }))).toEqual([
      'role astro_role was not made by this action and differs: token_policies is default, not astro_policy; token_ttl is 60, not 3600\nTo take it over and lose that, set `on-conflict: adopt`; or write those values into the manifest.'
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
    expect(notesIn(made)).toEqual(['role astro_role is kept by others and differs: token_ttl is 60, not 3600'])
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
    expect(conflictsIn(plan({ roleId: UNSEEN }, ownId))).toEqual([
      `role-id of role astro_role cannot be read: ${UNSEEN.because}\nAllow it, or remove role from \`manage\`.`
    ])
    expect(conflictsIn(plan({ roleId: UNSEEN }))).toEqual([])
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
    expect(conflictsIn(plan({ roleId: present('generated'), consumers: [aRecord()] }, guide))).toEqual([
      'role astro_role would get another role-id (approle.role-id), and Deployment prod could no longer log in\nGive the new role-id to a new role (approle.name), so that each Deployment moves when it is deployed.'
    ])
  })

  it('is not changed where nobody can tell who logs in with it', () => {
    expect(conflictsIn(plan({ roleId: present('generated'), consumers: undefined }, guide))[0]).toContain(
      'Deployments whose records cannot be listed could no longer log in'
    )
  })
})
