import * as z from 'zod/mini'

/** The rules for the fields of a record that are not names. Each message continues from the name of the field. */

const textOf = (pattern: RegExp, what: string) => z.string().check(z.regex(pattern, { error: `must be ${what}` }))

/** The id of a Deployment in Astro, of a run in GitHub, an accessor in Vault, or a UUID. */
export const id = textOf(/^[a-z0-9][a-z0-9-]{0,63}$/, 'at most 64 lower-case letters, digits and `-`')

/** The same, or empty text for what has none. */
export const idOrNone = textOf(/^([a-z0-9][a-z0-9-]{0,63})?$/, 'at most 64 lower-case letters, digits and `-`, or empty')

/** A fingerprint, or the beginning of one. */
export const mark = textOf(/^[A-Za-z0-9_-]{1,64}$/, 'at most 64 letters, digits, `-` and `_`')

/** Text that is shown to people and used for nothing else. No control characters, and none that change the direction of text. */
export const line = textOf(
  /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]{1,256}$/u,
  'one line of at most 256 characters, without control characters'
)

export const base64 = z
  .string()
  .check(z.refine(text => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text), { error: 'must be base64' }))

/** A time as this action writes it. Any other text would never expire: a comparison with an invalid time is always false. */
export const time = z.string().check(z.refine(isTime, { error: 'must be a time, written like 2026-11-20T12:00:00.000Z' }))

function isTime(text: string): boolean {
  const moment = new Date(text.length === 24 ? text : Number.NaN)
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === text
}

/** A whole number from `least` to `most`. */
export const count = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.int({ error }).check(z.minimum(least, { error }), z.maximum(most, { error }))
}

/**
 * A mapping whose keys are stored text too. It is judged as a whole, because a sentence about one value would have to quote its
 * key.
 */
export const tableOf = <T>(isEntry: (key: string, value: unknown) => boolean, what: string) =>
  z.custom<Readonly<Record<string, T>>>(
    given =>
      typeof given === 'object' &&
      given !== null &&
      !Array.isArray(given) &&
      Object.entries(given).every(([key, value]) => isEntry(key, value)),
    { error: `must map ${what}` }
  )
