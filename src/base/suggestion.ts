import { closest, distance } from 'fastest-levenshtein'

/** As many names as a reader takes in. */
const MOST = 12

/** `; did you mean "x"?` if one of the known names is near, otherwise all of them, or the most similar three of many. */
export function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const near = nearest(name, known)
  if (near !== undefined) return `; did you mean "${near}"?`
  if (known.length <= MOST) return `; expected one of ${known.join(', ')}`
  const similar = [...known].sort((a, b) => distance(name, a) - distance(name, b)).slice(0, 3)
  return `; expected one of ${known.length} names, such as ${similar.join(', ')}`
}

/** The known name that is probably meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const lower = known.map(other => other.toLowerCase())
  const near = known.length === 0 ? undefined : known[lower.indexOf(closest(name.toLowerCase(), lower))]
  return near !== undefined && isNear(name, near) ? near : undefined
}

/** Whether one of two names may be a misspelling of the other, in whatever case. */
export const isNear = (name: string, other: string) =>
  distance(name.toLowerCase(), other.toLowerCase()) <= Math.max(2, name.length / 3)
