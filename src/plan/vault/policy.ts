import { identityKind } from '../../identity/identities.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { hasHolder, roleOf, type Users, whoMayUse } from '../../records/readers.ts'
import {
  describeGrants,
  type Grants,
  grantsFor,
  includes,
  ownerOf,
  ownGrants,
  parsePolicy,
  policyText,
  union
} from '../../vault/policy.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { VaultStep } from '../step.ts'
import type { DesiredVault } from './desired.ts'
import { ADOPT, createIfManaged, notVisible, whyCreated } from './managed.ts'

/**
 * Nothing that a reader may need is removed here; `planNarrow` does that once nobody needs it. Rules that no reader can ever need were
 * added by somebody else, and are removed at once.
 */
export function planPolicy(desired: DesiredVault, observed: ObservedVault): Plan<VaultStep> {
  const { manifest, scope, adopt } = desired
  const { policy, readers } = observed
  const subject = `policy ${scope.policy}`
  if (policy.state === 'not-visible') return notVisible(manifest, 'policy', subject, policy)
  const users = whoMayUse({ kind: 'policy', name: scope.policy }, readers)
  // A grant in doubt stays where it is, and goes to nobody new.
  const needed = union(grantsFor([scope]), grantsFor(users.uses.filter(use => readers.policies.has(roleOf(use)))))
  const step = { kind: 'policy', name: scope.policy } as const
  if (policy.state === 'absent') {
    // The role names it, and somebody logs in with that.
    const isUsed = policiesIn(observed.role).includes(scope.policy) && hasHolder(scope, readers)
    return createIfManaged(manifest, 'policy', subject, {
      ...step,
      text: policyText(scope.manifest, needed),
      ...whyCreated({ isClaimed: observed.ledger.policies.has(scope.policy), isUsed })
    })
  }

  const there = parsePolicy(policy.value)?.grants
  const owner = ownerOf(policy.value)
  const ours = isOurs(desired, observed)
  const isNamed = owner === scope.manifest
  const takes = adopt && !ours && owner !== undefined && manifest.manage.has('policy')
  const most = isNamed && there !== undefined ? union(needed, ownGrants(there)) : grantsFor([scope])
  if (there !== undefined && includes(there, needed) && includes(most, there) && !takes) return planOf({})
  if (!manifest.manage.has('policy')) {
    // Not ours to change: `verify` finds out, as the role itself, whether it is enough.
    return told(
      note(
        subject,
        "is managed by others and grants something else; the proof with Airflow's own login shows whether it is enough"
      )
    )
  }
  if (!ours && !adopt) {
    const whose = owner === undefined ? 'was not created by this action' : `belongs to manifest ${owner}`
    const lost = there === undefined ? 'rules that this action cannot read' : describeGrants(there)
    const hint =
      owner === undefined
        ? `${ADOPT}, or name another policy in ${identityKind(scope).section}.policy.`
        : `Name another policy in ${identityKind(scope).section}.policy. \`on-conflict: adopt\` would take this one away from ${owner}, whose runs then fail.`
    return told(conflict(subject, `${whose} and grants something else: ${lost}`, hint))
  }
  const kept = isNamed || !ours || isInDoubt(users, readers.policies) ? ownGrants(there ?? new Map()) : new Map()
  const text = policyText(scope.manifest, union(needed, kept))
  return planOf({ steps: [{ ...step, text, seen: policy.value, ...whyWritten(desired, observed, there, needed) }] })
}

/** By the owner that it names; or by the ledger, if somebody has replaced it and it names none. */
function isOurs({ scope }: DesiredVault, { policy, ledger }: ObservedVault): boolean {
  const owner = policy.state === 'present' ? ownerOf(policy.value) : undefined
  return owner === scope.manifest || (owner === undefined && ledger.policies.has(scope.policy))
}

/** Whether the policy is this manifest's after the run. One that was found equal, or may not be changed, keeps its owner. */
export function becomesOurs(desired: DesiredVault, observed: ObservedVault): boolean {
  const { policy } = observed
  if (!desired.manifest.manage.has('policy') || policy.state === 'not-visible') return false
  return policy.state === 'absent' || isOurs(desired, observed) || planPolicy(desired, observed).steps.length > 0
}

const isInDoubt = ({ uses, unknown }: Users, policies: ObservedVault['readers']['policies']) =>
  unknown.length > 0 || uses.some(use => !policies.has(roleOf(use)))

function whyWritten(
  desired: DesiredVault,
  observed: ObservedVault,
  there: Grants | undefined,
  needed: Grants
): Pick<VaultStep, 'reason' | 'found'> {
  const { scope } = desired
  const owner = observed.policy.state === 'present' ? ownerOf(observed.policy.value) : undefined
  const ours = isOurs(desired, observed)
  const bySomebody = (reason: string) => ({ reason, ...(ours && { found: { by: 'drift' } as const }) })
  if (owner === undefined && ours) return bySomebody('somebody else replaced it')
  if (there === undefined) return bySomebody('it has rules that this action cannot read')
  if (owner !== undefined && owner !== scope.manifest && includes(there, needed))
    return { reason: `it belonged to manifest ${owner}` }
  if (!includes(there, grantsFor([scope]))) {
    const reason = `it lacks the rules for ${scope.mount}/${scope.variablesPath} and ${scope.mount}/${scope.connectionsPath}`
    // A Deployment that reads there was proved to be able to; otherwise the manifest has moved.
    return isReadBy(observed.readers, scope) ? bySomebody(reason) : { reason }
  }
  if (!includes(there, needed)) return bySomebody('it does not let every recorded Deployment read its secrets')
  return bySomebody('somebody else added rules that this action never writes')
}

const policiesIn = (role: ObservedVault['role']): readonly unknown[] =>
  role.state === 'present' ? [role.value['token_policies'] ?? []].flat() : []

const isReadBy = ({ uses }: ObservedVault['readers'], scope: DesiredVault['scope']): boolean =>
  uses.some(
    use =>
      use.as === 'held' &&
      roleOf(use) === roleOf(scope) &&
      use.mount === scope.mount &&
      use.variablesPath === scope.variablesPath &&
      use.connectionsPath === scope.connectionsPath
  )
