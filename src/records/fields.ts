import * as z from 'zod/mini'

/** The rules for the fields of a record that are not names. Each message continues from the name of the field. */

const textOf = (pattern: RegExp, what: string) => z.string().check(z.regex(pattern, { error: `must be ${what}` }))

/** The id of a Deployment in Astro, of a run in GitHub, an accessor in Vault, or a UUID. */
export const id = textOf(/^[a-z0-9][a-z0-9-]{0,63}$/, 'at most 64 lower-case letters, digits and `-`')

/** The same, or empty text for what has none. */
export const idOrNone = textOf(/^([a-z0-9][a-z0-9-]{0,63})?$/, 'at most 64 lower-case letters, digits and `-`, or empty')

/** A fingerprint, or the beginning of one. */
export const digest = textOf(/^[A-Za-z0-9_-]{1,64}$/, 'at most 64 letters, digits, `-` and `_`')

/** Control characters, and those that break a line or change the direction of text. */
const UNFIT = String.raw`\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069`
const ANY_UNFIT = new RegExp(`[${UNFIT}]`, 'gu')
const LINE = 256

/** Text that is shown to people and used for nothing else. */
export const line = textOf(
  new RegExp(`^[^${UNFIT}]{1,${LINE}}$`, 'u'),
  `one line of at most ${LINE} characters, without control characters`
)

/** Somebody else's text as such a line: what does not fit in it becomes a question mark, or is cut off. */
export const asLine = (text: string): string => [...text.replace(ANY_UNFIT, '?')].slice(0, LINE).join('') || '?'

export const base64 = z
  .string()
  .check(z.refine(text => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text), { error: 'must be base64' }))

/** A time as this action writes it. Any other text would never expire: a comparison with an invalid time is always false. */
export const time = z
  .string()
  .check(z.refine(isTime, { error: 'must be a time, written like 2026-11-20T12:00:00.000Z, and before the year 2200' }))

function isTime(text: string): boolean {
  const moment = new Date(text.length === 24 ? text : Number.NaN)
  return moment.getUTCFullYear() < 2200 && moment.toISOString() === text
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

/** What an issue of a record has in its `params` if a newer version of this action may have written it. */
export const NEWER = { newer: true }
const error = 'names a kind that this version does not know'
/** What such a kind may be called. Any other text is damage. */
const KIND = /^[a-z][a-z0-9-]{0,31}$/

/** One of these kinds. Another name is what a newer version of this action writes, and no damage. */
export const oneOf = <T extends string>(kinds: readonly T[]) =>
  z
    .custom<T>(given => typeof given === 'string' && KIND.test(given), { error: `must be ${kinds.join(' or ')}`, abort: true })
    .check(z.refine(given => kinds.includes(given), { error, params: NEWER }))

/** A mapping from some of these kinds. Another one in it is what a newer version of this action writes. */
export const byKind = <const K extends readonly string[], T extends z.core.SomeType>(kinds: K, each: T) => {
  const names = (given: object, isFine: (kind: string) => boolean) => Object.keys(given).every(isFine)
  const known = z
    .custom<Record<string, unknown>>(given => typeof given === 'object' && given !== null && !Array.isArray(given), {
      error: 'must be a mapping',
      abort: true
    })
    .check(
      z.refine(given => names(given, kind => KIND.test(kind)), { error: `must map ${kinds.join(' and ')}`, abort: true }),
      z.refine(given => names(given, kind => kinds.includes(kind)), { error, params: NEWER, abort: true })
    )
  return z.pipe(known, z.partialRecord(z.enum(kinds), each))
}
