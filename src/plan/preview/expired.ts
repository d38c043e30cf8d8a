import { labelOf } from '../../manifest/preview.ts'
import type { RecordedPreview } from '../../records/readers.ts'
import { type Plan, told, warning } from '../plan.ts'

/** The inputs that delete it, in the repository that deployed it. */
export const deletedBy = ({ of, chosen: { input, value } }: Pick<RecordedPreview, 'of' | 'chosen'>): string =>
  `\`preview: delete\`, \`preview-for: ${of}\` and \`${input}: ${value}\``

/** A warning for each preview whose time is over. Pure. */
export const planExpired = (previews: readonly RecordedPreview[], now: Date): Plan<never> =>
  told(
    ...previews
      .filter(({ until }) => new Date(until) <= now)
      .map(({ until, ...preview }) =>
        warning(
          `preview ${preview.name}`,
          `of ${preview.base} for ${labelOf(preview.of)} expired on ${until}, so its secret-id ends too, and its Deployment still costs money`,
          `Delete it with ${deletedBy(preview)}, or deploy it again with \`preview: deploy\`.`
        )
      )
  )
