import type { Secret } from './secret.ts'
import { visible } from './visible.ts'

/** Shorter texts would turn half of every log, and outputs that contain them, into asterisks. */
const SHORTEST = 4

/** Every form in which a value may appear in a log: as it is, by trimmed line, in JSON, percent-encoded, made visible. */
export function maskForms(secret: Secret): string[] {
  const value = secret.reveal()
  // The runner takes a lone CR for a line end, too.
  const lines = value.split(/\r\n|[\r\n]/).map(line => line.trim())
  const forms = [value, value.trim(), ...lines].flatMap(text => [text, ...jsonForms(text), percentEncoded(text), visible(text)])
  return [...new Set(forms)].filter(text => text.trim().length >= SHORTEST)
}

/** Inside a JSON text: of JavaScript, of Go, which escapes what HTML would obey, and of Python, which escapes all but ASCII. */
function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const escaping = (characters: RegExp) =>
    json.replace(characters, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [json, escaping(/[<>&\u2028\u2029]/g), escaping(/[\u0080-\uffff]/g)]
}

/** All that is masked so far. */
export class Masks {
  /** By how they begin, because a text is searched for all of them at once, and there may be a hundred thousand. */
  readonly #forms = new Map<number, Set<string>>()

  /** Returns the forms that are new: a value may come from several places. */
  add(secret: Secret): readonly string[] {
    return maskForms(secret).filter(form => {
      const start = startAt(form, 0)
      const known = this.#forms.get(start) ?? new Set()
      this.#forms.set(start, known)
      return !known.has(form) && known.add(form)
    })
  }

  /**
   * The text with `***` for all that is masked; forms that overlap or touch become one. Comes before whatever changes or cuts foreign
   * text: no mask fits an escaped secret, or the half of one.
   */
  hide(text: string): string {
    let shown = ''
    let end = -1
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const length = this.#lengthAt(text, at)
      if (length === 0) continue
      if (at > end) shown += `${text.slice(Math.max(end, 0), at)}***`
      end = Math.max(end, at + length)
    }
    return end < 0 ? text : shown + text.slice(end)
  }

  #lengthAt(text: string, at: number): number {
    const forms = this.#forms.get(startAt(text, at))
    if (forms === undefined) return 0
    let longest = 0
    for (const form of forms) if (form.length > longest && text.startsWith(form, at)) longest = form.length
    return longest
  }
}

/** A number for the next four characters; others may have the same. Much faster than a text of four, for logs of many MB. */
function startAt(text: string, at: number): number {
  let start = 0
  for (let next = at; next < at + SHORTEST; next++) start = (start * 131 + text.charCodeAt(next)) & 0x3fffffff
  return start
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
