import * as z from 'zod/mini'
import type { HibernationOverride } from './port.ts'

/** The part of a Deployment that its API says this in. */
export const scaling = z.nullish(
  z.object({
    hibernationSpec: z.nullish(
      z.object({
        override: z.nullish(
          z.object({
            /** One whose time is over may still be shown. */
            isActive: z.nullish(z.boolean()),
            isHibernating: z.nullish(z.boolean()),
            overrideUntil: z.nullish(z.iso.datetime({ offset: true }))
          })
        )
      })
    )
  })
)

/** What lasts until then never ends for anybody, and a record takes no later time. */
const NEVER = Date.parse('2200-01-01T00:00:00Z')

/** The override in force. */
export function overrideOf(shown: z.output<typeof scaling>): HibernationOverride | undefined {
  const { isActive, isHibernating, overrideUntil } = shown?.hibernationSpec?.override ?? {}
  if (isActive === false || typeof isHibernating !== 'boolean') return undefined
  // Go's zero time, year 1, means none.
  const end = overrideUntil?.startsWith('0001-') ? Number.NaN : Date.parse(overrideUntil ?? '')
  return { hibernates: isHibernating, ...(end < NEVER ? { until: new Date(end).toISOString() } : {}) }
}
