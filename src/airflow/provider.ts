/** The package that `VaultBackend` is in. */
export const PROVIDER = 'apache-airflow-providers-hashicorp'

interface Row {
  /** The first Airflow that this is about, down to the next row. */
  readonly since: readonly [major: number, minor: number]
  /** The releases to ask for. */
  readonly pin: string
  /** Those that work at all: later ones want a newer Airflow by their own metadata. */
  readonly works: string
}

/**
 * The upper bounds are there because not every image holds its Airflow fast while pip looks for the newest provider.
 * Airflow 3.2 asks with `team_name`, which releases before 4.4.2 answer with an error to every lookup; 4.8.1 halved the
 * requests. 4.3.3 brought a dependency that images of Airflow 2.10 hold in an older version.
 */
const ROWS: readonly Row[] = [
  { since: [3, 2], pin: '>=4.8.1', works: '>=4.4.2' },
  { since: [3, 0], pin: '>=4.7.2', works: '' },
  { since: [2, 11], pin: '>=4.4.3', works: '' },
  { since: [2, 10], pin: '>=4.2.0,<4.3.3', works: '<4.4' },
  { since: [2, 9], pin: '>=4.0.0,<4.2', works: '<4.2' },
  { since: [2, 8], pin: '>=3.8.0,<4.0', works: '<4.0' },
  { since: [2, 7], pin: '>=3.7.1,<3.8', works: '<3.8' },
  { since: [0, 0], pin: '<3.7', works: '<3.7' }
]

/**
 * The line to add to `requirements.txt`.
 *
 * @param airflowVersion such as `2.10.5` or `3.1.0+astro.2`; the newest Airflow where it is unknown
 */
export const requirementLine = (airflowVersion = ''): string => PROVIDER + rowOf(airflowVersion).pin

/** What is wrong with the versions that are asked for, as the end of a sentence that names them. */
export type Misfit =
  /** Not one of them can work. */
  | { readonly fatal: string }
  /** Some of them can. */
  | { readonly doubtful: string }

/**
 * Whether releases of the provider suit an Airflow; undefined if so, or if the versions cannot be read.
 *
 * @param versions as in a requirement, such as `>=4.2,<5` or `==4.8.*`; empty for any
 */
export function misfit(versions: string, airflowVersion: string): Misfit | undefined {
  const { pin, works } = rowOf(airflowVersion)
  const asked = rangeOf(versions)
  const [working, best] = [rangeOf(works), rangeOf(pin)]
  if (asked === undefined || working === undefined || best === undefined) return undefined
  if (compare(asked.before, working.from) <= 0) return { fatal: `which fails at every lookup of Airflow ${airflowVersion}` }
  const tooNew = `a newer Airflow than ${airflowVersion}, so that pip replaces Airflow or fails`
  if (compare(asked.from, working.before) >= 0) return { fatal: `which wants ${tooNew}` }
  if (compare(asked.before, working.before) > 0) return { doubtful: `which allows releases that want ${tooNew}` }
  const overlaps = compare(asked.from, best.before) < 0 && compare(best.from, asked.before) < 0
  return overlaps ? undefined : { doubtful: `which is not what suits Airflow ${airflowVersion} best` }
}

function rowOf(airflowVersion: string): Row {
  const [, major = 'Infinity', minor = 'Infinity'] = /^(\d+)\.(\d+)/.exec(airflowVersion) ?? []
  const row = ROWS.find(({ since }) => compare([Number(major), Number(minor)], since) >= 0)
  if (row === undefined) throw new Error('the last row is for all that is older')
  return row
}

type Version = readonly number[]

/** From the first version to before the second. */
interface Range {
  readonly from: Version
  readonly before: Version
}

/** What all clauses leave, apart from `!=`; undefined where one of them is none. */
function rangeOf(versions: string): Range | undefined {
  let range: Range | undefined = { from: [0], before: [Infinity] }
  for (const clause of versions === '' ? [] : versions.split(',')) {
    const next = clauseRange(clause)
    if (next === undefined) return undefined
    range = {
      from: compare(next.from, range.from) > 0 ? next.from : range.from,
      before: compare(next.before, range.before) < 0 ? next.before : range.before
    }
  }
  return range
}

function clauseRange(clause: string): Range | undefined {
  const [, operator = '', digits, any] = /^(===?|~=|!=|<=?|>=?)v?(\d+(?:\.\d+)*)(\.\*)?/.exec(clause) ?? []
  if (digits === undefined) return undefined
  const version = digits.split('.').map(Number)
  const all = { from: [0], before: [Infinity] }
  // A release has three numbers, so a fourth one is just behind it.
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

/** Below 0 where `a` is the older one; absent numbers are 0. */
function compare(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left = 0, right = 0] = [a[at], b[at]]
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
