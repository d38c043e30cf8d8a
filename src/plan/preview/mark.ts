import type { Deployment } from '../../astro/port.ts'
import { isMarked, markedAs, type PreviewRecord } from '../../records/consumer.ts'
import { conflict, type Plan, planOf, told } from '../plan.ts'

interface Observed {
  readonly record: PreviewRecord | undefined
  readonly there: Deployment | undefined
}

/** Why a Deployment is neither used nor deleted that has the recorded id, and a description that somebody has edited. Pure. */
export function planLostMark({ record, there }: Observed): Plan<never> {
  if (there === undefined || record?.deployment !== there.id || isMarked(there, record)) return planOf({})
  return told(
    conflict(
      `Deployment ${there.name}`,
      `(${there.id}) was made as this preview, but its description no longer ends with the mark that shows it`,
      `Put \`${markedAs(record.mark).trim()}\` back at the end of its description in Astro, or delete it there; then run again.`
    )
  )
}
