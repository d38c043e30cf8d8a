/** The numbers of a release; absent ones are 0. */
export type Version = readonly number[]

/** From the first version up to, but not including, the second. */
export interface Range {
  readonly from: Version
  readonly before: Version
}

/** The versions that clauses such as `>=4.2,<5` allow, regardless of any `!=`; undefined if a clause cannot be parsed. */
export function rangeOf(versions: string): Range | undefined {
  let range: Range | undefined = { from: [0], before: [Infinity] }
  for (const clause of versions === '' ? [] : versions.split(',')) {
    const next = clauseRange(clause)
    if (next === undefined) return undefined
    range = {
      from: compareVersions(next.from, range.from) > 0 ? next.from : range.from,
      before: compareVersions(next.before, range.before) < 0 ? next.before : range.before
    }
  }
  return range
}

function clauseRange(clause: string): Range | undefined {
  const [, operator = '', digits, any] = /^(===?|~=|!=|<=?|>=?)v?(\d+(?:\.\d+)*)(\.\*)?/.exec(clause) ?? []
  if (digits === undefined) return undefined
  const version = digits.split('.').map(Number)
  const all = { from: [0], before: [Infinity] }
  // A release has three numbers, so a fourth one comes right after it.
  const behind = [...version, 0, 0].slice(0, Math.max(version.length, 3)).concat(1)
  switch (operator) {
    case '!=':
      return all
    case '>=':
      return { ...all, from: version }
    case '>':
      return { ...all, from: behind }
    case '<':
      return { ...all, before: version }
    case '<=':
      return { ...all, before: behind }
    case '~=':
      return { from: version, before: next(version.slice(0, -1)) }
    default:
      return { from: version, before: any === undefined ? behind : next(version) }
  }
}

const next = (version: Version): Version => [...version.slice(0, -1), (version.at(-1) ?? 0) + 1]

/** Negative if `a` is the older one. */
export function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left = 0, right = 0] = [a[at], b[at]]
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
