const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }
/** What `seconds` accepts as a text. */
export const DURATION = /^(\d+|(\d+[smhd])+)$/
/** Ten years. A time so far ahead is still one that a `Date` can have; a longer duration is a slip of the keyboard. */
export const LONGEST = 3_650 * 86_400

/** Seconds in a duration in Vault's format (`90s`, `1h30m`, `30d`; a bare number is seconds); undefined if it is none, or too long. */
export function seconds(text: string | number): number | undefined {
  const span = typeof text === 'number' ? text : DURATION.test(text) ? inSeconds(text) : Number.NaN
  return Number.isInteger(span) && span >= 0 && span <= LONGEST ? span : undefined
}

const inSeconds = (text: string): number =>
  text.split(/(?<=[smhd])/).reduce((sum, part) => sum + Number.parseInt(part, 10) * (UNITS[part.at(-1) ?? ''] ?? 1), 0)
