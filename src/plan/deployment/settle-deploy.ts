import type { ObservedDeployment } from '../../observe/observed.ts'
import { type ConsumerRecord, withArrived } from '../../records/consumer.ts'
import { type Plan, planOf } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

export interface SettledDeploy {
  /** What is known to have been shipped. */
  readonly shipped: ConsumerRecord['shipped']
  readonly plan: Plan<DeploymentStep>
}

/**
 * Makes the record true again if an earlier run ended between a deploy and its record. The deploy has a mark: unless the
 * platform lists it as deployed, it counts as not shipped.
 */
export function settleDeploy({ record, arrived }: ObservedDeployment): SettledDeploy {
  const { shipped = {}, lock } = record ?? {}
  if (lock?.shipping === undefined || arrived === undefined) return { shipped, plan: planOf({}) }
  const change = { shipped: withArrived(shipped, lock.shipping.parts, arrived) }
  const reason = 'an earlier run deployed the project and ended before recording it'
  return { ...change, plan: planOf({ steps: [{ kind: 'record', change, reason }] }) }
}
