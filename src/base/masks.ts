import type { Secret } from './secret.ts'

/** Shorter texts would turn half of every log, and outputs that contain them, into asterisks. */
const SHORTEST = 4

/** Every form in which a value may appear in a log: as it is, by trimmed line, JSON-escaped, percent-encoded. */
export function maskForms(secret: Secret): string[] {
  const value = secret.reveal()
  const lines = value.split(/\r?\n/).map(line => line.trim())
  const forms = [value, value.trim(), ...lines].flatMap(text => [text, JSON.stringify(text).slice(1, -1), percentEncoded(text)])
  return [...new Set(forms)].filter(text => text.trim().length >= SHORTEST)
}

/** A word or a number that texts of other people hold too: `true`, `prod`, `Production`, `20261231`. */
export const isOrdinary = (secret: Secret): boolean =>
  !isTooShortToMask(secret) && /^(\p{L}?\p{Ll}{3,12}|\p{Lu}{4,12}|\d{4,8})$/u.test(secret.reveal().trim())

export const isTooShortToMask = (secret: Secret): boolean => secret.reveal().trim().length < SHORTEST

/** As in an Airflow URI. Lone surrogates, which no URI can hold, are replaced on the way through a buffer. */
function percentEncoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  )
}
