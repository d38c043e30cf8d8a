import { isDeepStrictEqual } from 'node:util'
import { identityKind } from '../../identity/identities.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { readsFrom } from '../../records/consumer.ts'
import type { RoleFields } from '../../vault/port.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { VaultStep } from '../step.ts'
import type { DesiredVault } from './desired.ts'
import { ADOPT, createIfManaged, notVisible } from './ownership.ts'

/** The fields that this project sets; all others of the role are left as they are. */
export function planRole({ manifest, scope, adopt }: DesiredVault, observed: ObservedVault): Plan<VaultStep> {
  const { role, login, ledger } = observed
  const { identity, manage } = manifest
  const kind = identityKind(scope)
  const subject = `role ${scope.role}`
  const step = { kind: 'role', access: scope, was: {} } as const
  const wanted = kind.roleFields(identity, scope.policy)
  const own = kind.ownLogin(identity)
  if (role.state === 'not-visible') return notVisible(manifest, 'role', subject, role)
  if (role.state === 'absent') {
    const reason = 'it does not exist yet'
    return createIfManaged(manifest, 'role', subject, {
      ...step,
      isNew: true,
      fields: wanted,
      ...(own && { login: own }),
      reason
    })
  }
  if (manage.has('role') && own !== undefined && login.state === 'not-visible')
    return notVisible(manifest, 'role', kind.loginPath(scope), login)
  const names = Object.keys(wanted).filter(name => textOf(role.value[name], wanted[name]) !== textOf(wanted[name], wanted[name]))
  const otherLogin = own !== undefined && login.state === 'present' && !isDeepStrictEqual(login.value, own)
  if (names.length === 0 && !otherLogin) return planOf({})
  const differences = [
    ...names.map(name => `${name} is ${textOf(role.value[name], wanted[name])}, not ${wanted[name]}`),
    ...(otherLogin ? Object.keys(own).map(name => `${name} differs`) : [])
  ].join('; ')
  if (!manage.has('role')) {
    const message = `is managed by others and differs: ${differences}`
    const isFatal = names.some(name => kind.vital.fields.includes(name))
    return told(isFatal ? conflict(subject, message, `${kind.vital.why} Ask its owner.`) : note(subject, message))
  }
  if (!ledger.roles.has(`${scope.authMount}/${scope.role}`) && !adopt)
    return told(
      conflict(
        subject,
        `was not created by this action and differs: ${differences}`,
        `${ADOPT}, or write those values into the manifest.`
      )
    )
  const cutOff = otherLogin ? lockedOut(observed, scope) : []
  if (cutOff.length > 0)
    return told(
      conflict(
        subject,
        `would get another ${Object.keys(own ?? {}).join(', ')}, which would lock out ${cutOff.join(', ')}`,
        `Use a new role (${scope.kind}.name): each Deployment then moves to it when it is deployed.`
      ),
      ...(observed.unreadable ?? [])
    )
  const changed: VaultStep = {
    ...step,
    was: Object.fromEntries(names.map(name => [name, role.value[name] ?? unsaid(wanted[name])])),
    ...(names.length === 0 ? {} : { fields: wanted }),
    ...(otherLogin ? { login: own } : {}),
    reason: differences
  }
  return planOf({ steps: [changed] })
}

type Field = RoleFields[string] | undefined

const textOf = (value: Field, like: Field): string => String(value ?? unsaid(like))

/** A number that the server does not mention is 0. */
const unsaid = (like: Field) => (typeof like === 'number' ? 0 : '')

/** Deployments that hold a credential of this role. */
function lockedOut({ consumers, unreadable = [] }: ObservedVault, scope: Scope): string[] {
  if (consumers === undefined) return ['any Deployment that uses it (this token cannot list their records)']
  const holders = consumers.filter(one =>
    readsFrom(one).some(place => place.role === scope.role && place.authMount === scope.authMount)
  )
  const unread = unreadable.length > 0 ? ['any Deployment whose record cannot be read'] : []
  return [...holders.map(({ consumer }) => `Deployment ${consumer.name}`), ...unread]
}
