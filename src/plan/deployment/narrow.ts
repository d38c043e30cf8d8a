import type { ObservedDeployment } from '../../observe/observed.ts'
import { type Credential, readsFrom } from '../../records/consumer.ts'
import { describeGrants, type Grants, grantsFor, includes, parsePolicy, policyText, type ReadPlace } from '../../vault/policy.ts'
import { note, type Plan, planOf, told } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'
import type { DesiredVault } from '../vault/desired.ts'

export interface DesiredPolicy extends Pick<DesiredVault, 'manifest' | 'scope' | 'adopt'> {
  /** The Deployment of this run: its record is about to change. */
  readonly deploymentId: string
  /** The credentials that it, or a worker with its old environment, may still use after the other steps. */
  readonly remaining: readonly Credential[]
}

/** Removes from the policy what no record names any more. The very last step of a run. */
export function planNarrow(
  desired: DesiredPolicy,
  { policy, consumers, unreadable = [] }: Pick<ObservedDeployment, 'policy' | 'consumers' | 'unreadable'>
): Plan<DeploymentStep> {
  const { manifest, scope, adopt } = desired
  if (!manifest.manage.has('policy') || policy.state !== 'present') return planOf({})
  const there = parsePolicy(policy.value)
  if (there === undefined || (there.manifest !== scope.manifest && !adopt)) return planOf({})

  const needed = grantsFor(stillRead(desired, consumers ?? []))
  const extra: Grants = new Map(
    [...there.grants].filter(([path, capabilities]) => !includes(needed, new Map([[path, capabilities]])))
  )
  if (extra.size === 0) return planOf({})
  const subject = `policy ${scope.policy}`
  if (consumers === undefined)
    return told(note(subject, 'could be narrower, but this token cannot list the records of other Deployments'))
  if (unreadable.length > 0)
    return told(note(subject, 'could be narrower, but some records of other Deployments cannot be read'), ...unreadable)
  const step: DeploymentStep = {
    kind: 'narrow',
    name: scope.policy,
    text: policyText(scope.manifest, needed),
    seen: policy.value,
    reason: `no Deployment needs ${describeGrants(extra)} any more`
  }
  return planOf({ steps: [step] })
}

function stillRead(
  { scope, deploymentId, remaining }: DesiredPolicy,
  consumers: NonNullable<ObservedDeployment['consumers']>
): ReadPlace[] {
  const others = consumers
    .filter(({ consumer, otherMount }) => consumer.id !== deploymentId || otherMount !== undefined)
    .flatMap(readsFrom)
  const samePolicy = others.filter(place => place.authMount === scope.authMount && place.role === scope.role)
  return [scope, ...remaining, ...samePolicy]
}
