import type { Manifest } from '../../manifest/manifest.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { Retired } from '../../records/consumer.ts'
import { besides, findingsOf, isUnlisted, whoMayUse } from '../../records/readers.ts'
import { describeGrants, type Grants, grantsFor, includes, parsePolicy, policyText } from '../../vault/policy.ts'
import { note, type Plan, planOf, told } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

export interface DesiredPolicy {
  readonly manifest: Manifest
  readonly scope: Scope
  readonly adopt: boolean
  /** The Deployment of this run: its record is about to change. */
  readonly deploymentId: string
  /** The credentials that it, or a worker with its old environment, may still use after the other steps. */
  readonly remaining: readonly Retired[]
}

/** Removes from the policy what no record names any more. The very last step of a run. */
export function planNarrow(
  { manifest, scope, adopt, deploymentId, remaining }: DesiredPolicy,
  { policy, readers }: Pick<ObservedDeployment, 'policy' | 'readers'>
): Plan<DeploymentStep> {
  if (!manifest.manage.has('policy') || policy.state !== 'present') return planOf({})
  const there = parsePolicy(policy.value)
  if (there === undefined || (there.manifest !== scope.manifest && !adopt)) return planOf({})

  const others = whoMayUse({ kind: 'policy', name: scope.policy }, besides(readers, scope.mount, deploymentId))
  const needed = grantsFor([scope, ...remaining, ...others.uses])
  const extra: Grants = new Map(
    [...there.grants].filter(([path, capabilities]) => !includes(needed, new Map([[path, capabilities]])))
  )
  if (extra.size === 0) return planOf({})
  const subject = `policy ${scope.policy}`
  if (isUnlisted(others))
    return told(note(subject, 'could be narrower, but this token cannot list the records of other Deployments'))
  if (others.unknown.length > 0)
    return told(note(subject, 'could be narrower, but some records of other Deployments cannot be read'), ...findingsOf(others))
  if (remaining.some(({ stray }) => stray) || others.uses.some(({ as }) => as === 'stray'))
    return told(note(subject, 'could be narrower, but nobody knows where a secret-id reads that an earlier run left'))
  const here = grantsFor([scope])
  // A Deployment in doubt keeps what it has, and gets nothing new.
  const kept: Grants = new Map([...needed].filter(([path]) => here.has(path) || there.grants.has(path)))
  const step: DeploymentStep = {
    kind: 'narrow',
    name: scope.policy,
    text: policyText(scope.manifest, kept),
    seen: policy.value,
    reason: `no Deployment needs ${describeGrants(extra)} any more`
  }
  return planOf({ steps: [step] })
}
