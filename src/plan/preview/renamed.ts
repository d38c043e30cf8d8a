import { accessOf, type Scope } from '../../manifest/scope.ts'
import type { PreviewRecord } from '../../records/consumer.ts'
import { roleOf } from '../../records/readers.ts'
import { conflict, type Plan, planOf, told } from '../plan.ts'

/**
 * A preview keeps role and policy: its record names one of each, and what it named before would outlive the preview. `record`: undefined
 * for a new one. Pure.
 */
export function planSameNames(preview: string, scope: Scope, record: PreviewRecord | undefined): Plan<never> {
  if (record === undefined) return planOf({})
  const was = namesOf(record)
  const wanted = namesOf({ access: accessOf(scope), policy: scope.policy })
  if (was === wanted) return planOf({})
  return told(
    conflict(
      `preview ${preview}`,
      `has ${was}, and with this manifest it would get ${wanted}`,
      'Delete the preview with `preview: delete`, then deploy it again.'
    )
  )
}

/** Likewise the mount: its record is the lock of its runs. `former`: another one, on which it is recorded. Pure. */
export function planSameMount(preview: string, { mount }: Pick<Scope, 'mount'>, former: string): Plan<never> {
  return told(
    conflict(
      `preview ${preview}`,
      `is recorded on mount ${former}/, and the manifest says ${mount}/`,
      'Delete the preview with `preview: delete`, then deploy it again.'
    )
  )
}

const namesOf = ({ access, policy }: Pick<PreviewRecord, 'access' | 'policy'>): string =>
  `role ${roleOf(access)} and policy ${policy}`
