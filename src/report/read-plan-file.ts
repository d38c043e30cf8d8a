import { planFileSchema } from './plan-file-schema.ts'
import type { Report } from './report.ts'

/**
 * The report in a plan file of mode `plan`, whoever has written it; undefined if the text is none. Nothing in it is to be believed, or
 * shown other than as text.
 */
export function readPlanFile(text: string): Report | undefined {
  const file = planFileSchema.safeParse(jsonIn(text)).data
  if (file === undefined || (file.mode ?? 'plan') !== 'plan') return undefined
  const { schema: _, ...report } = file
  return report as Report
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
