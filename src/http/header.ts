import { validateHeaderValue } from 'node:http'

/** Whether Node would send `text` as the value of a header. */
export function isHeaderValue(text: string): boolean {
  try {
    validateHeaderValue('any', text)
    return true
  } catch {
    return false
  }
}
