import type { Managed, Manifest } from '../manifest/manifest.ts'
import type { Wanted } from '../manifest/resolve.ts'
import type { Scope } from '../manifest/scope.ts'
import { readsFrom } from '../state/consumer.ts'
import { describeGrants, grantsFor, includes, parsePolicy, policyText, union } from '../vault/policy.ts'
import type { RoleFields, Visible } from '../vault/port.ts'
import type { ObservedVault } from './observed.ts'
import { join, type Plan, planOf, type Step } from './step.ts'

export interface VaultIntentions {
  readonly manifest: Manifest
  readonly scope: Scope
  readonly wanted: readonly Wanted[]
  /** Take over what somebody else made, instead of ending. */
  readonly adopt: boolean
}

/** Of a secret whose sources are not in the environment. */
export const NOT_GIVEN = 'not given here, not compared'

const ADOPT = 'to take it over and lose that, set on-conflict: adopt'

/** From nothing to readable secrets: auth method, mount, policy, role, variables and connections. Pure. */
export function planVault(intentions: VaultIntentions, observed: ObservedVault): Plan {
  return join([planAuthMethod, planMount, planClaim, planPolicy, planRole, planSecrets].map(plan => plan(intentions, observed)))
}

function planAuthMethod({ manifest, scope }: VaultIntentions, { authMethod }: ObservedVault): Plan {
  const subject = `auth method ${scope.authMount}/`
  if (authMethod.state === 'not-visible') return unseen(manifest, 'auth-method', subject, authMethod)
  if (authMethod.state === 'absent') {
    return made(manifest, 'auth-method', subject, {
      kind: 'auth-method',
      path: scope.authMount,
      reason: 'AppRole is not enabled there yet'
    })
  }
  if (authMethod.value === 'approle') return planOf({})
  return planOf({
    conflicts: [`auth/${scope.authMount} is of type ${authMethod.value}, not approle; name another path as approle.mount`]
  })
}

function planMount({ manifest, scope }: VaultIntentions, { mount }: ObservedVault): Plan {
  const subject = `mount ${scope.mount}/`
  if (mount.state === 'not-visible') return unseen(manifest, 'mount', subject, mount)
  if (mount.state === 'absent')
    return made(manifest, 'mount', subject, { kind: 'mount', path: scope.mount, reason: 'there is no secrets engine there yet' })
  const { type, version } = mount.value
  if (type === 'kv' && version === '2') return planOf({})
  const message =
    type === 'kv' || type === 'generic'
      ? `${scope.mount}/ is KV version 1, which keeps no versions; upgrade it with \`vault kv enable-versioning ${scope.mount}/\`, or name another vault.mount`
      : `${scope.mount}/ is a mount of type ${type}, not kv; name another vault.mount`
  return planOf({ conflicts: [message] })
}

/** What this manifest will own after the run: what it makes, what it finds equal, what it takes over. */
function planClaim({ manifest, scope, wanted }: VaultIntentions, { ledger }: ObservedVault): Plan {
  const paths = wanted.filter(secret => secret.data !== undefined && !ledger.paths.has(secret.path)).map(secret => secret.path)
  const role = `${scope.authMount}/${scope.role}`
  const roles = manifest.manage.has('role') && !ledger.roles.has(role) ? [role] : []
  if (paths.length + roles.length === 0) return planOf({})
  const reason = `${paths.length} secrets and ${roles.length} roles are new to manifest ${scope.manifest}`
  return planOf({
    steps: [{ kind: 'claim', manifest: scope.manifest, added: { paths: new Set(paths), roles: new Set(roles) }, reason }]
  })
}

function planPolicy({ manifest, scope, adopt }: VaultIntentions, { policy, consumers }: ObservedVault): Plan {
  const subject = `policy ${scope.policy}`
  if (policy.state === 'not-visible') return unseen(manifest, 'policy', subject, policy)
  const recorded = (consumers ?? [])
    .flatMap(readsFrom)
    .filter(place => place.role === scope.role && place.authMount === scope.authMount)
  const needed = grantsFor([scope])
  const kept = union(needed, grantsFor(recorded))
  if (policy.state === 'absent') {
    const text = policyText(scope.manifest, kept)
    return made(manifest, 'policy', subject, { kind: 'policy', name: scope.policy, text, reason: 'it does not exist yet' })
  }
  const there = parsePolicy(policy.value)
  const ours = there?.manifest === scope.manifest
  if (there !== undefined && includes(there.grants, kept) && (ours || there.grants.size === needed.size)) return planOf({})
  if (!manifest.manage.has('policy')) {
    // Not ours to change: `verify` finds out, as the role itself, whether it is enough.
    return planOf({
      notes: [
        {
          subject,
          text: "is kept by others and says something else; whether it is enough shows when Airflow's role asks for its paths"
        }
      ]
    })
  }
  if (!ours && !adopt) {
    const owner = there?.manifest === undefined ? 'was not made by this action' : `belongs to manifest ${there.manifest}`
    const lost = there === undefined ? 'rules that this action cannot read' : describeGrants(there.grants)
    return planOf({
      conflicts: [`policy ${scope.policy} ${owner} and says something else: ${lost}; ${ADOPT}, or name another approle.policy`]
    })
  }
  const text = policyText(scope.manifest, union(kept, there?.grants ?? new Map()))
  return planOf({
    steps: [
      {
        kind: 'policy',
        name: scope.policy,
        text,
        reason:
          there !== undefined && includes(there.grants, needed)
            ? 'it does not let every recorded Deployment read its secrets'
            : `it does not let Airflow read ${scope.mount}/${scope.variablesPath} and ${scope.mount}/${scope.connectionsPath}`
      }
    ]
  })
}

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

function planRole({ manifest, scope, adopt }: VaultIntentions, observed: ObservedVault): Plan {
  const { role, roleId, ledger } = observed
  const subject = `role ${scope.role}`
  const target = { kind: 'role', authMount: scope.authMount, name: scope.role } as const
  const wanted = roleFields(manifest, scope)
  const ownId = manifest.approle.roleId
  if (role.state === 'not-visible') return unseen(manifest, 'role', subject, role)
  if (role.state === 'absent') {
    return made(manifest, 'role', subject, {
      ...target,
      fields: wanted,
      ...(ownId === undefined ? {} : { roleId: ownId }),
      reason: 'it does not exist yet'
    })
  }
  const fields = (Object.keys(wanted) as (keyof RoleFields)[]).filter(name => String(role.value[name]) !== String(wanted[name]))
  const otherId = ownId !== undefined && roleId.state === 'present' && roleId.value !== ownId
  if (fields.length === 0 && !otherId) return planOf({})
  const differences = [
    ...fields.map(name => `${name} is ${role.value[name]}, not ${wanted[name]}`),
    ...(otherId ? ['role-id is another one'] : [])
  ].join('; ')
  if (!manifest.manage.has('role')) {
    const fatal = fields.filter(name => name.endsWith('num_uses'))
    const text = `is kept by others and differs: ${differences}`
    if (fatal.length === 0) return planOf({ notes: [{ subject, text }] })
    return planOf({
      conflicts: [`role ${scope.role} ${text}; Airflow logs in and reads again and again, so both numbers of uses must be 0`]
    })
  }
  if (!ledger.roles.has(`${scope.authMount}/${scope.role}`) && !adopt) {
    return planOf({
      conflicts: [
        `role ${scope.role} was not made by this action and differs: ${differences}; ${ADOPT}, or write those values into the manifest`
      ]
    })
  }
  if (otherId) {
    const cutOff = lockedOut(observed, scope)
    if (cutOff.length > 0) {
      const message = `approle.role-id would change for role ${scope.role}, and ${cutOff.join(', ')} could not log in any more; give the new role-id to a new role (approle.name), so that each Deployment moves when it is deployed`
      return planOf({ conflicts: [message] })
    }
  }
  const step: Step = {
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

function planSecrets({ scope, wanted, adopt }: VaultIntentions, { secrets, ledger }: ObservedVault): Plan {
  const plans = wanted.map(({ path, label, data }): Plan => {
    const there = secrets.get(path)
    if (data === undefined || there === undefined)
      return planOf({ notes: [{ subject: label, text: NOT_GIVEN }] })
    if (there.state === 'not-visible') return planOf({ conflicts: [`${label}: ${there.because}`] })
    if (there.state === 'absent')
      return planOf({ steps: [{ kind: 'secret', path, data, expected: there.version, reason: 'it does not exist yet' }] })
    if (there.data.equals(data)) return planOf({})
    if (ledger.paths.has(path) || adopt)
      return planOf({ steps: [{ kind: 'secret', path, data, expected: there.version, reason: 'its value has changed' }] })
    return planOf({
      conflicts: [
        `${label}: ${scope.mount}/${path} holds another value (version ${there.version}) that this action did not write; ${ADOPT}`
      ]
    })
  })
  return join(plans)
}

function made(manifest: Manifest, what: Managed, subject: string, step: Step): Plan {
  if (manifest.manage.has(what)) return planOf({ steps: [step] })
  return planOf({
    conflicts: [`${subject} does not exist, and \`manage\` leaves it to others; ask them to make it, or add ${what} to manage`]
  })
}

function unseen(
  manifest: Manifest,
  what: Managed,
  subject: string,
  { because }: Extract<Visible<unknown>, { state: 'not-visible' }>
): Plan {
  if (!manifest.manage.has(what))
    return planOf({ notes: [{ subject, text: `left to others, and not visible here (${because})` }] })
  return planOf({ conflicts: [`${subject} cannot be looked at: ${because}; allow it, or take ${what} out of \`manage\``] })
}
