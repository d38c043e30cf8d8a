/**
 * Compact JSON text of `value`, with its keys in their order. Everything but printable ASCII becomes `\uXXXX` in lower-case hex,
 * as in Python's `json.dumps`.
 */
export function asciiJson(value: object | string): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** JSON text without the white space between its tokens; numbers, escapes and keys stay as written. */
export function compactJson(json: string): string {
  return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*"?)|\s+/gs, '$1')
}

/** Whether `value` is what Python would load as a `dict`: an object, not an array, not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Strings, numbers and brackets of a JSON text. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\d[\d.eE+-]*|[[\]{}]/gs

/** Why JSON text would change if JavaScript parsed it and wrote it again, or `undefined` if it would not. */
export function exactnessProblem(json: string): string | undefined {
  const isExact = (literal: string) =>
    /^-?\d+$/.test(literal) ? Number.isSafeInteger(Number(literal)) : Number.isFinite(Number(literal))
  return tokensOf(json).some(token => /^[-\d]/.test(token) && !isExact(token)) ? `has a number ${INEXACT}` : depthProblem(json)
}

/** The rest of a sentence about a number. */
export const INEXACT =
  'that JavaScript cannot represent exactly (more than 15 digits, or too large); write it as a string, in quotes'

/** Python's `json` gives up somewhere below 1000 levels, depending on the call stack around it. */
const DEEPEST = 200

/** Why Python's `json` cannot load JSON text that JavaScript can, or `undefined` if both can. */
export function depthProblem(json: string): string | undefined {
  let depth = 0
  for (const token of tokensOf(json)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > DEEPEST) return `is nested more than ${DEEPEST} levels deep, which Python may fail to read`
    // Python refuses to convert longer ones.
    if (/^-?\d{4301}/.test(token)) return 'has a number with more than 4300 digits, which Python cannot read'
  }
  return undefined
}

const tokensOf = (json: string): readonly string[] => json.match(TOKENS) ?? []
