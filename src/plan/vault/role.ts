import { isDeepStrictEqual } from 'node:util'
import type { Finding } from '../../base/finding.ts'
import { identityKind } from '../../identity/identities.ts'
import type { LoginFacts } from '../../identity/identity.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { findingsOf, named, whoMayUse } from '../../records/readers.ts'
import { grantsFor, includes, parsePolicy } from '../../vault/policy.ts'
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
  const [policies, kept] = policiesOf(manifest, observed, scope)
  const wanted: RoleFields = { ...kind.roleFields(identity, scope.policy), token_policies: policies }
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
  if (names.length === 0 && !otherLogin) return told(...kept)
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
  const cutOff = otherLogin ? lockedOut(own, observed, scope) : []
  if (cutOff.length > 0) return told(...cutOff)
  const changed: VaultStep = {
    ...step,
    was: Object.fromEntries(names.map(name => [name, role.value[name] ?? unsaid(wanted[name])])),
    ...(names.length === 0 ? {} : { fields: wanted }),
    ...(otherLogin ? { login: own } : {}),
    reason: differences
  }
  return planOf({ steps: [changed], findings: kept })
}

type Field = RoleFields[string] | undefined

const textOf = (value: Field, like: Field): string => String(value ?? unsaid(like))

/** A number that the server does not mention is 0. */
const unsaid = (like: Field) => (typeof like === 'number' ? 0 : '')

/** Why the role must keep what it logs in with: somebody holds it. */
function lockedOut(own: LoginFacts, { readers }: ObservedVault, scope: Scope): Finding[] {
  const users = whoMayUse({ kind: 'role', access: scope }, readers)
  if (named(users).length === 0) return []
  const message = `would get another ${Object.keys(own).join(', ')}, which would lock out ${named(users).join(', ')}`
  const hint = `Use a new role (${scope.kind}.name): each Deployment then moves to it when it is deployed.`
  return [conflict(`role ${scope.role}`, message, hint), ...findingsOf(users)]
}

/**
 * The policies that the role should have: the scope's, by which all known readers can read, and each other one that it has, as long
 * as somebody may depend on it.
 */
function policiesOf({ manage }: Manifest, { role, policy, readers }: ObservedVault, scope: Scope): [string[], Finding[]] {
  const there = role.state === 'present' ? [role.value['token_policies'] ?? []].flat().map(String) : []
  const others = there.filter(name => name !== scope.policy && name !== 'default')
  const grants = (policy.state === 'present' ? parsePolicy(policy.value)?.grants : undefined) ?? new Map()
  const { uses, unknown } = whoMayUse({ kind: 'role', access: scope }, readers)
  const users = { uses: uses.filter(use => !manage.has('policy') && !includes(grants, grantsFor([use]))), unknown }
  if (others.length === 0 || named(users).length === 0) return [[scope.policy], []]
  const message = `keeps policy ${others.join(', ')}, because ${named(users).join(', ')} may still depend on it`
  return [[...new Set([...there, scope.policy])], [note(`role ${scope.role}`, message), ...findingsOf(users)]]
}
