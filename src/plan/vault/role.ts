import type { Manifest } from '../../manifest/manifest.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { readsFrom } from '../../records/consumer.ts'
import type { RoleFields } from '../../vault/port.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { VaultStep } from '../step.ts'
import type { VaultIntentions } from './intentions.ts'
import { ADOPT, made, unseen } from './ownership.ts'

function roleFields({ approle }: Manifest, scope: Scope): RoleFields {
  return {
    token_policies: [scope.policy],
    token_ttl: approle.tokenTtl,
    token_max_ttl: approle.tokenMaxTtl,
    token_num_uses: 0,
    secret_id_ttl: approle.secretId.ttl,
    secret_id_num_uses: 0
  }
}

/** The fields that the vendor's guide names; all others of the role are left as they are. */
export function planRole({ manifest, scope, adopt }: VaultIntentions, observed: ObservedVault): Plan<VaultStep> {
  const { role, roleId, ledger } = observed
  const subject = `role ${scope.role}`
  const target = { kind: 'role', authMount: scope.authMount, name: scope.role } as const
  const wanted = roleFields(manifest, scope)
  const ownId = manifest.approle.roleId
  if (role.state === 'not-visible') return unseen(manifest, 'role', subject, role)
  if (role.state === 'absent') {
    return made(manifest, 'role', subject, {
      ...target,
      isNew: true,
      fields: wanted,
      ...(ownId === undefined ? {} : { roleId: ownId }),
      reason: 'it does not exist yet'
    })
  }
  if (manifest.manage.has('role') && ownId !== undefined && roleId.state === 'not-visible')
    return unseen(manifest, 'role', `role-id of ${subject}`, roleId)
  const fields = (Object.keys(wanted) as (keyof RoleFields)[]).filter(name => String(role.value[name]) !== String(wanted[name]))
  const otherId = ownId !== undefined && roleId.state === 'present' && roleId.value !== ownId
  if (fields.length === 0 && !otherId) return planOf({})
  const differences = [
    ...fields.map(name => `${name} is ${role.value[name]}, not ${wanted[name]}`),
    ...(otherId ? ['role-id is another one'] : [])
  ].join('; ')
  if (!manifest.manage.has('role')) {
    const fatal = fields.filter(name => name.endsWith('num_uses'))
    const message = `is kept by others and differs: ${differences}`
    if (fatal.length === 0) return told(note(subject, message))
    return told(
      conflict(subject, message, 'Airflow logs in and reads again and again, so both numbers of uses must be 0. Ask its owner.')
    )
  }
  if (!ledger.roles.has(`${scope.authMount}/${scope.role}`) && !adopt) {
    return told(
      conflict(
        subject,
        `was not made by this action and differs: ${differences}`,
        `${ADOPT}; or write those values into the manifest.`
      )
    )
  }
  if (otherId) {
    const cutOff = lockedOut(observed, scope)
    if (cutOff.length > 0) {
      return told(
        conflict(
          subject,
          `would get another role-id (approle.role-id), and ${cutOff.join(', ')} could no longer log in`,
          'Give the new role-id to a new role (approle.name), so that each Deployment moves when it is deployed.'
        )
      )
    }
  }
  const step: VaultStep = {
    ...target,
    ...(fields.length === 0 ? {} : { fields: wanted }),
    ...(otherId && ownId !== undefined ? { roleId: ownId } : {}),
    reason: differences
  }
  return planOf({ steps: [step] })
}

/** Deployments that hold a secret-id of this role. */
function lockedOut({ consumers }: ObservedVault, scope: Scope): string[] {
  if (consumers === undefined) return ['Deployments whose records cannot be listed']
  const holders = consumers.filter(consumer =>
    readsFrom(consumer).some(place => place.role === scope.role && place.authMount === scope.authMount)
  )
  return holders.map(({ deployment }) => `Deployment ${deployment.name}`)
}
