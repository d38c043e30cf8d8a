import type { ObservedVault } from '../../observe/observed.ts'
import { readsFrom } from '../../records/consumer.ts'
import { describeGrants, grantsFor, includes, parsePolicy, policyText, union } from '../../vault/policy.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { VaultStep } from '../step.ts'
import type { DesiredVault } from './desired.ts'
import { ADOPT, createIfManaged, notVisible } from './ownership.ts'

/** The policy is only widened here; `planNarrow` narrows it when nobody needs the rest any more. */
export function planPolicy({ manifest, scope, adopt }: DesiredVault, { policy, consumers }: ObservedVault): Plan<VaultStep> {
  const subject = `policy ${scope.policy}`
  if (policy.state === 'not-visible') return notVisible(manifest, 'policy', subject, policy)
  const recorded = (consumers ?? [])
    .flatMap(readsFrom)
    .filter(place => place.role === scope.role && place.authMount === scope.authMount)
  const needed = grantsFor([scope])
  const kept = union(needed, grantsFor(recorded))
  if (policy.state === 'absent') {
    const text = policyText(scope.manifest, kept)
    return createIfManaged(manifest, 'policy', subject, {
      kind: 'policy',
      name: scope.policy,
      text,
      reason: 'it does not exist yet'
    })
  }
  const there = parsePolicy(policy.value)
  const ours = there?.manifest === scope.manifest
  const takes = adopt && !ours && there?.manifest !== undefined && manifest.manage.has('policy')
  if (there !== undefined && includes(there.grants, kept) && (ours || includes(needed, there.grants)) && !takes) return planOf({})
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
    const owner = there?.manifest === undefined ? 'was not created by this action' : `belongs to manifest ${there.manifest}`
    const lost = there === undefined ? 'rules that this action cannot read' : describeGrants(there.grants)
    return told(
      conflict(
        subject,
        `${owner} and grants something else: ${lost}`,
        `${ADOPT}, or name another policy in ${scope.kind}.policy.`
      )
    )
  }
  const text = policyText(scope.manifest, union(kept, there?.grants ?? new Map()))
  return planOf({
    steps: [
      {
        kind: 'policy',
        name: scope.policy,
        text,
        seen: policy.value,
        reason:
          takes && includes(there.grants, kept)
            ? `it belonged to manifest ${there.manifest}`
            : there !== undefined && includes(there.grants, needed)
              ? 'it does not let every recorded Deployment read its secrets'
              : `it does not let Airflow read ${scope.mount}/${scope.variablesPath} and ${scope.mount}/${scope.connectionsPath}`
      }
    ]
  })
}
