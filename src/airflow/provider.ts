import { compareVersions, rangeOf } from './versions.ts'

/** The package that contains `VaultBackend`. */
export const PROVIDER = 'apache-airflow-providers-hashicorp'

interface Row {
  /** The oldest Airflow that this row covers. It ends where the row above begins. */
  readonly since: readonly [major: number, minor: number]
  /** The releases to require. */
  readonly pin: string
  /** The releases that work at all. Newer ones require a newer Airflow in their own metadata. */
  readonly works: string
}

/**
 * The upper bounds are there because not every image pins Airflow while pip looks for the newest provider. Airflow 3.2 passes
 * `team_name`, on which releases before 4.4.2 fail at every lookup (3.3 retries without it); 4.8.1 halved the requests. 4.3.3
 * added a dependency that images of Airflow 2.10 pin to an older version.
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
 * @param airflowVersion such as `2.10.5` or `3.1.0+astro.2`; if unknown, the newest Airflow is assumed
 */
export const requirementLine = (airflowVersion = ''): string => PROVIDER + rowOf(airflowVersion).pin

/** Whether all of the requested versions have `auth_type: jwt`; none: unknown. */
export const knowsJwt = (all: readonly string[]): boolean =>
  all.length > 0 && all.every(versions => compareVersions(rangeOf(versions)?.from ?? [0], [4, 5]) >= 0)

/** What is wrong with the requested versions, as the end of a sentence that names them. */
export type Misfit =
  /** None of them can work. */
  | { readonly fatal: string }
  /** Some of them can. */
  | { readonly doubtful: string }

/**
 * Why these releases of the provider do not suit an Airflow; undefined if they do, or if the versions cannot be parsed.
 *
 * @param versions as in a requirement, such as `>=4.2,<5` or `==4.8.*`; empty for any version
 */
export function misfit(versions: string, airflowVersion: string): Misfit | undefined {
  const { pin, works } = rowOf(airflowVersion)
  const asked = rangeOf(versions)
  const [working, best] = [rangeOf(works), rangeOf(pin)]
  if (asked === undefined || working === undefined || best === undefined) return undefined
  if (compareVersions(asked.before, working.from) <= 0)
    return { fatal: `which fails at every lookup from Airflow ${airflowVersion}` }
  const tooNew = `an Airflow newer than ${airflowVersion}, so pip replaces Airflow or fails`
  if (compareVersions(asked.from, working.before) >= 0) return { fatal: `which requires ${tooNew}` }
  if (compareVersions(asked.before, working.before) > 0) return { doubtful: `which allows releases that require ${tooNew}` }
  const overlaps = compareVersions(asked.from, best.before) < 0 && compareVersions(best.from, asked.before) < 0
  return overlaps ? undefined : { doubtful: `which is not the best fit for Airflow ${airflowVersion}` }
}

function rowOf(airflowVersion: string): Row {
  const [, major = 'Infinity', minor = 'Infinity'] = /^(\d+)\.(\d+)/.exec(airflowVersion) ?? []
  const row = ROWS.find(({ since }) => compareVersions([Number(major), Number(minor)], since) >= 0)
  if (row === undefined) throw new Error('the last row covers every older version')
  return row
}
