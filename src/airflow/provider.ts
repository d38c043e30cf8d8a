import { compareVersions, rangeOf } from './versions.ts'

/** The package that `VaultBackend` is in. */
export const PROVIDER = 'apache-airflow-providers-hashicorp'

interface Row {
  /** The first Airflow that this is about, down to the next row. */
  readonly since: readonly [major: number, minor: number]
  /** The releases to ask for. */
  readonly pin: string
  /** Those that work at all; too new ones want a newer Airflow by their own metadata. */
  readonly works: string
}

/**
 * The upper bounds are there because not every image holds its Airflow fast while pip looks for the newest provider.
 * The components of Airflow 3.2 ask with `team_name`, which releases before 4.4.2 answer with an error to every lookup (3.3
 * asks again without); 4.8.1 halved the requests. 4.3.3 brought a dependency that images of Airflow 2.10 hold in an older version.
 */
const ROWS: readonly Row[] = [
  { since: [3, 3], pin: '>=4.8.1', works: '' },
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
  if (compareVersions(asked.before, working.from) <= 0)
    return { fatal: `which fails at every lookup by the components of Airflow ${airflowVersion}` }
  const tooNew = `a newer Airflow than ${airflowVersion}, so that pip replaces Airflow or fails`
  if (compareVersions(asked.from, working.before) >= 0) return { fatal: `which wants ${tooNew}` }
  if (compareVersions(asked.before, working.before) > 0) return { doubtful: `which allows releases that want ${tooNew}` }
  const overlaps = compareVersions(asked.from, best.before) < 0 && compareVersions(best.from, asked.before) < 0
  return overlaps ? undefined : { doubtful: `which is not what suits Airflow ${airflowVersion} best` }
}

function rowOf(airflowVersion: string): Row {
  const [, major = 'Infinity', minor = 'Infinity'] = /^(\d+)\.(\d+)/.exec(airflowVersion) ?? []
  const row = ROWS.find(({ since }) => compareVersions([Number(major), Number(minor)], since) >= 0)
  if (row === undefined) throw new Error('the last row is for all that is older')
  return row
}
