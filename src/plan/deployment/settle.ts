import { BACKEND_KWARGS } from '../../airflow/kwargs.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { type ConsumerRecord, type Credential, type Held, type Retired, sameCredential } from '../../records/consumer.ts'
import { updatedAt } from '../../records/consumer-shape.ts'
import { retiring } from '../../records/retired.ts'
import { type Plan, planOf } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

/** The record as the rest of the plan must see it. */
export interface SettledRecord {
  /** Undefined: the Deployment holds nothing of ours, or we cannot tell what. */
  readonly holds: Held | undefined
  readonly retired: readonly Retired[]
  readonly variables: ConsumerRecord['variables']
}

export interface Settled {
  readonly record: SettledRecord
  readonly plan: Plan<DeploymentStep>
}

/**
 * Whether the Deployment shows the kwargs of this login; undefined where that cannot be told. A text with a credential in it is never
 * compared: nobody but the run that set it knows the whole.
 */
export const shows = ({ shownKwargs }: Pick<ObservedDeployment, 'shownKwargs'>, { id, kwargs }: Held): boolean | undefined =>
  shownKwargs === undefined || id !== '' ? undefined : shownKwargs === kwargs

/**
 * Makes the record true again. An earlier run may have ended between issuing a credential and recording it. Where KWARGS can be read,
 * they tell what the Deployment holds. Otherwise they show nothing of ours, only a time: an old one tells that the credential did not
 * get there, a new one may be anybody's doing. Then both keep working until a third one has replaced them. So does one that never got
 * there: its run may only have been stopped.
 */
export function settle(observed: ObservedDeployment): Settled {
  const { deployment, record, strays, now } = observed
  const since = now.toISOString()
  const { holds, retired = [], variables = {}, lock } = record ?? {}
  const asStray = (credential: Credential): Retired => ({ ...credential, since, stray: true })
  const found = retiring(retired, strays.map(asStray))
  const issued = lock?.issued
  if (issued === undefined) {
    const settled = { holds, retired: found, variables }
    if (strays.length === 0) return { record: settled, plan: planOf({}) }
    return correcting(settled, 'an earlier run issued a credential that no record names')
  }
  const isSame = holds !== undefined && sameCredential(holds, issued)
  if (shows(observed, issued)) {
    const replaced = holds === undefined || isSame ? [] : [{ ...holds, since }]
    const reason = 'an earlier run ended after the Deployment got what that run had recorded'
    return correcting({ holds: issued, retired: retiring(found, replaced), variables: updatedAt(deployment) }, reason)
  }
  const isAsBefore = updatedAt(deployment)[BACKEND_KWARGS] === lock?.before?.[BACKEND_KWARGS]
  if (isAsBefore || (holds && shows(observed, holds))) {
    const reason = 'an earlier run issued a credential and ended before the Deployment got it'
    return correcting({ holds, retired: isSame ? found : retiring(found, [asStray(issued)]), variables }, reason)
  }
  const replaced = [...(holds === undefined || isSame ? [] : [holds]), issued].map(credential => ({ ...credential, since }))
  const reason = 'an earlier run ended while changing the Deployment, and nothing tells which credential the Deployment holds'
  return correcting({ holds: undefined, retired: retiring(found, replaced), variables }, reason)
}

const correcting = (record: SettledRecord, reason: string): Settled => ({
  record,
  plan: planOf({ steps: [{ kind: 'record', change: { ...record }, reason }] })
})
