import type { Wanted } from '../manifest/resolve.ts'
import type { Scope } from '../manifest/scope.ts'
import { dataPath } from '../vault/paths.ts'
import { type DeploymentStep, type Plan, planOf } from './step.ts'

export interface VerifyIntentions {
  readonly scope: Scope
  readonly wanted: readonly Wanted[]
  /** Paths that this run writes: they are read back first. */
  readonly written: readonly string[]
}

/** Real reads are bounded; every other path is asked for by its capabilities alone. */
const READS = 50

/** Log in as Airflow will, ask for every path of the manifest, and read some. */
export function planVerify(
  { scope, wanted, written }: VerifyIntentions,
  reason = 'Airflow must be able to read every path'
): Plan<DeploymentStep> {
  if (wanted.length === 0) return planOf({})
  const oneOfEachKind = [scope.variablesPath, scope.connectionsPath].flatMap(folder => {
    const first = wanted.find(({ path, data }) => data !== undefined && path.startsWith(`${folder}/`))
    return first === undefined ? [] : [first.path]
  })
  const reads = new Set([...oneOfEachKind, ...written.slice(0, READS)])
  return planOf({
    steps: [{ kind: 'verify', paths: wanted.map(({ path }) => dataPath(scope.mount, path)), reads: [...reads], reason }]
  })
}
