/**
 * Why text cannot reach Airflow unchanged, or `undefined` if it can.
 *
 * Neither environment variables nor PostgreSQL text can contain NUL, and half a surrogate pair has no UTF-8 form: Python can hold
 * it, but not send it anywhere. The sentence never quotes the text.
 */
export function textProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'contains a NUL character; remove it'
  if (/\p{Surrogate}/u.test(text)) return 'contains half a surrogate pair, which UTF-8 cannot encode; write the whole character'
  return undefined
}
