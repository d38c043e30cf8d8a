import { BACKEND_KWARGS } from '../../airflow/kwargs.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { updatedAt } from '../../records/consumer-shape.ts'
import { type SettledRecord, shows } from './settle.ts'

/** What the Deployment shows of the KWARGS that it has: their text, unless they are marked as secret, and the time of their last change. */

export const SOMEBODY = 'somebody else'

/**
 * Who else has changed KWARGS, as far as the text or, where it cannot be read, the times tell. If only its time is new, somebody wrote
 * it. If all are new, nobody can tell; while there is a stray, it may have been a run that was stopped and went on after another one
 * had settled what it left.
 */
export function whoChanged(record: SettledRecord, observed: ObservedDeployment): string | undefined {
  const isShown = record.holds && shows(observed, record.holds)
  if (isShown !== undefined) return isShown ? undefined : SOMEBODY
  const now = updatedAt(observed.deployment)
  if (now[BACKEND_KWARGS] === record.variables[BACKEND_KWARGS]) return undefined
  if (!haveMoved(record, now)) return SOMEBODY
  return record.retired.some(({ stray }) => stray) ? 'perhaps a run that had been stopped' : undefined
}

/** Whether somebody may have changed KWARGS, and nothing shows it. */
export const mayBeChanged = (record: SettledRecord, observed: ObservedDeployment): boolean =>
  (record.holds && shows(observed, record.holds)) === undefined && haveMoved(record, updatedAt(observed.deployment))

/** Whether all times are new, of KWARGS and of others: then the platform may have moved them for a change of any variable. */
function haveMoved({ variables }: SettledRecord, now: SettledRecord['variables']): boolean {
  const keys = Object.keys({ ...variables, [BACKEND_KWARGS]: '' })
  return keys.length > 1 && keys.every(key => now[key] !== variables[key])
}
