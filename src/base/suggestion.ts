import { closest, distance } from 'fastest-levenshtein'

/** `; did you mean "x"?` if one of the known names is near, otherwise all of them. */
export function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const near = nearest(name, known)
  return near === undefined ? `; expected one of ${known.join(', ')}` : `; did you mean "${near}"?`
}

/** The known name that is probably meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const near = known.length === 0 ? undefined : closest(name, [...known])
  return near !== undefined && isNear(name, near) ? near : undefined
}

/** Whether one of two names may be a misspelling of the other. */
export const isNear = (name: string, other: string) => distance(name, other) <= Math.max(2, name.length / 3)
