import { BACKEND_KWARGS } from '../../airflow/kwargs.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { ConsumerRecord, Credential, Held, Retired } from '../../records/consumer.ts'
import { updatedAt } from '../../records/consumer.ts'
import { type Plan, planOf } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

/** The record as the rest of the plan must see it. */
export interface SettledRecord {
  /** Absent: the Deployment holds nothing of ours, or we cannot tell what. */
  readonly holds?: Held
  readonly retired: readonly Retired[]
  readonly variables: ConsumerRecord['variables']
}

export interface Settled {
  readonly record: SettledRecord
  readonly plan: Plan<DeploymentStep>
  /** Credentials that nobody holds. */
  readonly strays: readonly Credential[]
}

/**
 * Makes the record true again. An earlier run may have ended between issuing a credential and recording it. KWARGS has no
 * mark of ours, only a time: an old one tells that the credential did not get there, a new one may be anybody's doing. Then
 * both keep working until a third one has replaced them.
 */
export function settle({ deployment, record, strays, now }: ObservedDeployment): Settled {
  const since = now.toISOString()
  const { holds, retired = [], variables = {}, lock } = record ?? {}
  const kept = { retired, variables, ...(holds === undefined ? {} : { holds }) }
  const issued = lock?.issued
  if (issued === undefined) return { record: kept, plan: planOf({}), strays }

  const kwargs = updatedAt(deployment)[BACKEND_KWARGS]
  if (kwargs === undefined || kwargs === lock?.before?.[BACKEND_KWARGS])
    return { record: kept, plan: planOf({}), strays: [...strays, issued] }
  const replaced = holds === undefined ? retired : [...retired, { ...holds, since }]
  const change = { retired: [...replaced, { ...issued, since }], holds: undefined }
  const reason = 'an earlier run ended while changing the Deployment, and nothing tells which credential the Deployment holds'
  return {
    record: { retired: change.retired, variables },
    plan: planOf({ steps: [{ kind: 'record', change, reason }] }),
    strays
  }
}
