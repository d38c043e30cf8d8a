/**
 * Why a text cannot reach Airflow unchanged, or `undefined` if it can.
 *
 * NUL cannot be part of an environment variable or of a PostgreSQL text, and half of a surrogate pair has no UTF-8 form: Python
 * could hold it, but not send it anywhere. The sentence never quotes the text.
 */
export function textProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'has a NUL character in it; remove it'
  if (/\p{Surrogate}/u.test(text))
    return 'has half of a surrogate pair in it, which is no character in UTF-8; write the whole character'
  return undefined
}
