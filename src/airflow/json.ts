/**
 * JSON text of `value`: compact, keys in the order of the object, and `\uXXXX` for all but printable ASCII, in lower-case hex, which
 * is how Python's `json.dumps` writes a string.
 */
export function asciiJson(value: object | string): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Whether `value` is what Python would load as a `dict`: an object, not an array, not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
