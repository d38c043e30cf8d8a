import { isDeepStrictEqual } from 'node:util'
import type { Finding } from '../../base/finding.ts'
import { identityKind } from '../../identity/identities.ts'
import { differingFields, textOf, unsaid } from '../../identity/role-fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { findingsOf, hasHolder, named, roleOf, whoMayUse } from '../../records/readers.ts'
import type { ClaimedRole } from '../../records/shard.ts'
import { grantsFor, includes, parsePolicy } from '../../vault/policy.ts'
import type { RoleFields } from '../../vault/port.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { VaultStep } from '../step.ts'
import type { DesiredVault } from './desired.ts'
import { ADOPT, createIfManaged, notVisible, whyCreated } from './managed.ts'

/** The fields that this project sets; all others of the role are left as they are. */
export function planRole({ manifest, scope, adopt }: DesiredVault, observed: ObservedVault): Plan<VaultStep> {
  const { role, login, ledger, roleClaims } = observed
  const { identity, manage } = manifest
  const kind = identityKind(scope)
  const subject = `role ${scope.role}`
  const step = { kind: 'role', access: scope, was: {} } as const
  const [policies, kept] = policiesOf(manifest, observed, scope)
  const wanted: RoleFields = { ...kind.roleFields(identity, scope.policy), token_policies: policies }
  const own = kind.ownLogin(identity)
  if (role.state === 'not-visible') return notVisible(manifest, 'role', subject, role)
  if (role.state === 'absent') {
    const asked = ledger.roles.get(roleOf(scope))
    const isClaimed = asked !== undefined
    const cutOff = kind.refusesMore?.(asked ?? {}, wanted)
      ? lockedOut('does not exist, and would not be as it was recorded, which may lock out', observed, scope, WIDER)
      : []
    if (cutOff.length > 0) return told(...cutOff)
    return createIfManaged(manifest, 'role', subject, {
      ...step,
      isNew: true,
      fields: wanted,
      ...(own && { login: own }),
      ...whyCreated({ isClaimed, isUsed: hasHolder(scope, observed.readers) })
    })
  }
  if (manage.has('role') && own !== undefined && login.state === 'not-visible')
    return notVisible(manifest, 'role', kind.loginPath(scope), login)
  const names = differingFields(role.value, wanted)
  const otherLogin = own !== undefined && login.state === 'present' && !isDeepStrictEqual(login.value, own)
  if (names.length === 0 && !otherLogin) return told(...kept)
  const differences = [
    ...names.map(name => `${name} is ${textOf(role.value[name], wanted[name])}, not ${textOf(wanted[name])}`),
    ...(otherLogin ? Object.keys(own).map(name => `${name} differs`) : [])
  ].join('; ')
  if (!manage.has('role')) {
    const message = `is managed by others and differs: ${differences}`
    const isFatal = names.some(name => kind.vital.fields.includes(name))
    return told(isFatal ? conflict(subject, message, `${kind.vital.why} Ask its owner.`) : note(subject, message))
  }
  const disputes = disputesOver([...names, ...(otherLogin ? Object.keys(own) : [])], { manifest, scope }, observed)
  if (disputes.length > 0 && !adopt) return told(...disputes)
  const [owner] = roleClaims?.keys() ?? []
  if (!ledger.roles.has(roleOf(scope)) && !adopt)
    return told(
      conflict(
        subject,
        owner === undefined
          ? `was not created by this action and differs: ${differences}`
          : `belongs to manifest ${owner} and differs: ${differences}`,
        `${ADOPT}, or write those values into the manifest.`
      )
    )
  // What was claimed is what is wanted, so the manifest has not changed.
  const isDrift = isDeepStrictEqual(ledger.roles.get(roleOf(scope)), claimedRole({ manifest, scope }))
  const cutOff = [
    ...(otherLogin ? lockedOut(`would get another ${Object.keys(own).join(', ')}, which would lock out`, observed, scope) : []),
    // Also if it was changed by hand: others may have been given a login since, by what it accepts now.
    ...(kind.refusesMore?.(role.value, wanted)
      ? lockedOut(`would accept less (${differences}), which may lock out`, observed, scope, WIDER)
      : [])
  ]
  if (cutOff.length > 0) return told(...cutOff)
  const changed: VaultStep = {
    ...step,
    was: Object.fromEntries(names.map(name => [name, role.value[name] ?? unsaid(wanted[name])])),
    ...(names.length === 0 ? {} : { fields: wanted }),
    ...(otherLogin ? { login: own } : {}),
    ...(isDrift && { found: { by: 'drift' } }),
    reason: differences
  }
  const unknown = 'is changed, and it is unknown whether other manifests want it otherwise: their records cannot be read'
  return planOf({ steps: [changed], findings: [...(roleClaims === undefined ? [note(subject, unknown)] : []), ...kept] })
}

/** What this manifest asks of its role, as the ledger keeps it for others to compare. */
export function claimedRole({ manifest: { identity }, scope }: Pick<DesiredVault, 'manifest' | 'scope'>): ClaimedRole {
  const kind = identityKind(scope)
  const fields = { ...kind.roleFields(identity, scope.policy), ...kind.ownLogin(identity) }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, textOf(value)]))
}

/** Of the fields that this run would change: those that another manifest wants otherwise, and would change back. */
function disputesOver(
  names: readonly string[],
  desired: Pick<DesiredVault, 'manifest' | 'scope'>,
  { roleClaims }: ObservedVault
): Finding[] {
  const { scope } = desired
  const ours = claimedRole(desired)
  return [...(roleClaims ?? [])].flatMap(([other, theirs]) => {
    const disputed = names.filter(name => theirs[name] !== undefined && theirs[name] !== ours[name])
    if (disputed.length === 0) return []
    const values = disputed.map(name => `${name} ${theirs[name]}, not ${ours[name]}`).join('; ')
    const hint = `Give each manifest a role of its own (${identityKind(scope).section}.name). Or write the same into both, and run this one once with \`on-conflict: adopt\`.`
    return [conflict(`role ${scope.role}`, `is also claimed by manifest ${other}, which wants ${values}`, hint)]
  })
}

const WIDER =
  ' Or let the manifest accept what the role accepts, such as all `namespaces`. If one of these Deployments no longer exists, delete its record (docs/stop-using-it.md).'

/** Why the role must keep what it logs in with: somebody holds it. `how`: what would happen, up to the names. `or`: another way out. */
function lockedOut(how: string, { readers }: ObservedVault, scope: Scope, or = ''): Finding[] {
  const users = whoMayUse({ kind: 'role', access: scope }, readers)
  if (named(users).length === 0) return []
  const message = `${how} ${named(users).join(', ')}`
  const hint = `Use a new role (${identityKind(scope).section}.name): each Deployment then moves to it when it is deployed.${or}`
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
