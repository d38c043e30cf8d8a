import { labelOf } from '../../manifest/preview.ts'
import type { RecordedPreview } from '../../records/readers.ts'
import { type Plan, told, warning } from '../plan.ts'

/** A warning for each preview whose time is over. Pure. */
export const planExpired = (previews: readonly RecordedPreview[], now: Date): Plan<never> =>
  told(
    ...previews
      .filter(({ until }) => new Date(until) <= now)
      .map(({ name, base, of, until }) =>
        warning(
          `preview ${name}`,
          `of ${base} for ${labelOf(of)} expired on ${until}, so its secret-id ends too, and its Deployment still costs money`,
          `Delete it with \`preview: delete\`, \`preview-for: ${of}\` and the base as its deploy chose it, or deploy it again with \`preview: deploy\`.`
        )
      )
  )
