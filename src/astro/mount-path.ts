import { withoutEnd } from '../base/ends.ts'

/** Where DAG deploys go: Astro mounts no dbt project there. */
const DAGS = '/usr/local/airflow/dags'

/** Where the CLI mounts a dbt project of that name, unless it is told otherwise. */
export const defaultMountPath = (project: string): string => `/usr/local/airflow/dbt/${project}`

/** Why nothing can be mounted there, as the rest of a sentence; undefined if it can. */
export function mountPathProblem(path: string): string | undefined {
  const [root, ...segments] = withoutEnd(path, '/').split('/')
  if (root !== '' || !segments.every(segment => /^[\w.-]+$/.test(segment) && !/^\.{1,2}$/.test(segment)))
    return 'must be an absolute path of letters, digits and `._-`, without `.` or `..` between slashes'
  return `${DAGS}/`.startsWith(`${withoutEnd(path, '/')}/`) ? `must be neither ${DAGS} nor above it` : undefined
}
