import * as z from 'zod/mini'
import { DURATION, LONGEST, seconds } from './duration.ts'

/** Building blocks of schemas that are also documentation. */

const error = `must be a duration such as 90s, 1h or 30d, at most ${LONGEST / 86_400}d`
const span = z
  .union(
    [
      z.string().check(
        z.regex(DURATION, { error, abort: true }),
        z.refine(text => seconds(text) !== undefined, { error })
      ),
      z.int().check(z.minimum(0), z.maximum(LONGEST))
    ],
    { error }
  )
  .register(z.globalRegistry, {
    id: 'duration',
    description: "A duration in Vault's format, such as 90s, 1h30m or 30d, at most 3650d. A bare number means seconds."
  })

/** A duration in seconds, with a default. */
export const duration = (fallback: string, description: string) =>
  z
    .prefault(
      z.pipe(
        span,
        z.transform(text => seconds(text) as number)
      ),
      fallback
    )
    .check(z.describe(description))

/** A text that is not empty. */
export const given = z.string().check(z.minLength(1))

/** A text that becomes an argument of a command, where a leading `-` would make it an option. */
export const argument = given.check(z.regex(/^[^-]/, { error: 'must not begin with -' }))

/** Describes a type that nothing else uses yet: `check` would copy it first, which takes time at every start. */
export function described<T extends z.core.$ZodType>(type: T, description: string): T {
  z.globalRegistry.add(type, { description })
  return type
}

/** An optional key. */
export const maybe = <T extends z.core.$ZodType>(type: T, description: string) => described(z.optional(type), description)

/** A key with a default, which `type` does not check. */
export const otherwise = <T extends z.core.$ZodType>(type: T, value: z.output<T>, description: string) =>
  described(z._default(type, value as never), description)
