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
 * Makes the record true again. An earlier run may have ended between issuing a credential and recording it: the times of
 * the Deployment's variables tell whether it got there. If they cannot, both keep working until a third one has replaced them.
 */
export function settle({ deployment, record, strays, now }: ObservedDeployment): Settled {
  const since = now.toISOString()
  const { holds, retired = [], variables = {}, lock } = record ?? {}
  const kept = { retired, variables, ...(holds === undefined ? {} : { holds }) }
  const issued = lock?.issued
  if (issued === undefined) return { record: kept, plan: planOf({}), strays }

  const current = updatedAt(deployment)
  const replaced: Retired[] = holds === undefined ? retired.slice() : [...retired, { ...holds, since }]
  switch (whereIs(lock?.before ?? {}, current)) {
    case 'nowhere':
      return { record: kept, plan: planOf({}), strays: [...strays, issued] }
    case 'in the Deployment': {
      const change = { holds: issued, retired: replaced, variables: current }
      const reason = 'an earlier run gave the Deployment a new credential and ended before recording it'
      return { record: change, plan: planOf({ steps: [{ kind: 'record', change, reason }] }), strays }
    }
    case 'unknown': {
      const change = { retired: [...replaced, { ...issued, since }] }
      const reason =
        'an earlier run ended while changing the Deployment, and the times of its variables do not tell how far it got'
      return {
        record: { ...change, variables },
        plan: planOf({ steps: [{ kind: 'record', change: { ...change, holds: undefined }, reason }] }),
        strays
      }
    }
  }
}

type Place = 'in the Deployment' | 'nowhere' | 'unknown'

function whereIs(before: ConsumerRecord['variables'], current: ConsumerRecord['variables']): Place {
  const then = before[BACKEND_KWARGS]
  const now = current[BACKEND_KWARGS]
  if (now === undefined || now === then) return 'nowhere'
  if (then === undefined) return 'in the Deployment'
  // If every other variable has moved, appeared or vanished, any change by anybody may have moved KWARGS with it.
  const others = Object.keys({ ...before, ...current }).filter(key => key !== BACKEND_KWARGS)
  return others.length > 0 && others.every(key => current[key] !== before[key]) ? 'unknown' : 'in the Deployment'
}
