const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }
/** What `seconds` accepts as a text. */
export const DURATION = /^(\d+|(\d+[smhd])+)$/

/** Seconds in a duration in Vault's format (`90s`, `1h30m`, `30d`; a bare number is seconds); undefined if it is none. */
export function seconds(text: string | number): number | undefined {
  if (typeof text === 'number') return Number.isInteger(text) && text >= 0 ? text : undefined
  if (/^\d+$/.test(text)) return Number(text)
  if (!DURATION.test(text)) return undefined
  return text.split(/(?<=[smhd])/).reduce((sum, part) => sum + Number(part.slice(0, -1)) * (UNITS[part.slice(-1)] ?? 0), 0)
}
