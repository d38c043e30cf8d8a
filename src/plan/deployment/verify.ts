import { identityKind } from '../../identity/identities.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { Wanted } from '../../values/kv.ts'
import { note, type Plan, planOf, told } from '../plan.ts'
import type { DeploymentStep, VaultStep } from '../step.ts'

/** How much of a proof a run needs. */
export interface Proof {
  /** Paths that this run writes: they are read back first. */
  readonly written: readonly string[]
  /** Whether some paths stand for all. */
  readonly sampled: boolean
}

export interface DesiredProof {
  readonly scope: Scope
  readonly wanted: readonly Wanted[]
  readonly proof: Proof
}

/** Real reads are limited; every other path is judged by its capabilities alone. */
const READS = 50
const SAMPLE = 50

/** If the ledger is trusted, so is what an earlier run proved, while policy, role and the set of paths are the same. */
export function proofOf(steps: readonly VaultStep[], { check }: { check: 'full' | 'ledger' }): Proof {
  const moved = steps.some(
    step => step.kind === 'policy' || step.kind === 'role' || (step.kind === 'claim' && step.added.size > 0)
  )
  return {
    written: steps.flatMap(step => (step.kind === 'secret' ? [step.path] : [])),
    sampled: check === 'ledger' && !moved
  }
}

/** Log in as Airflow will, ask about every path of the manifest, and read some. */
export function planVerify(
  { scope, wanted, proof }: DesiredProof,
  reason = 'Airflow must be able to read every path'
): Plan<DeploymentStep> {
  if (wanted.length === 0) return planOf({})
  if (identityKind(scope).enter === undefined) return unverifiable(scope)
  const oneOfEachKind = [scope.variablesPath, scope.connectionsPath].flatMap(folder => {
    const first = wanted.find(({ path, data }) => data !== undefined && path.startsWith(`${folder}/`))
    return first === undefined ? [] : [first.path]
  })
  const reads = new Set([...oneOfEachKind, ...proof.written.slice(0, READS)])
  const sample = proof.sampled ? sampleOf(wanted) : wanted
  const asked = new Set([...sample.map(({ path }) => path), ...reads])
  return planOf({
    steps: [
      { kind: 'verify', paths: [...asked], reads: [...reads], ...(asked.size < wanted.length && { of: wanted.length }), reason }
    ]
  })
}

/** Log in as Airflow will and read every path, whoever wrote it: a run that changes nothing has the time. */
export function planReadAll({
  scope,
  paths
}: {
  readonly scope: Scope
  readonly paths: readonly string[]
}): Plan<DeploymentStep> {
  if (identityKind(scope).enter === undefined) return unverifiable(scope)
  return planOf({ steps: [{ kind: 'verify', paths, reads: paths, reason: 'whether Airflow can read every path' }] })
}

const unverifiable = ({ role, policy }: Scope): Plan<never> =>
  told(
    note(
      `role ${role}`,
      `was compared with the manifest, as was policy ${policy}; that Airflow can log in with it is not proved, because only its pods have the tokens for it`,
      'Run the DAG of docs/runtime-identity.md in the Deployment: it proves that from inside.'
    )
  )

/** Fifty of them, spread evenly; all if there are fewer. */
function sampleOf<T>(all: readonly T[]): readonly T[] {
  const part = (index: number) => Math.floor((index * SAMPLE) / all.length)
  return all.length <= SAMPLE ? all : all.filter((_, index) => part(index) !== part(index - 1))
}
