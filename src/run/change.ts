import { applyVault } from '../apply/vault.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { conflictsOf } from '../plan/plan.ts'
import type { PlannedRun, PlannedScope } from './plan.ts'
import type { RunPorts } from './ports.ts'
import { allOf, type Results } from './results.ts'
import { show } from './show.ts'
import { changeTarget, type PlannedTarget } from './target.ts'

/**
 * Shows the whole plan and gives what can be carried out. What speaks against one of many Deployments, or against its scope, is
 * its own failure; in a run about one, it ends the run.
 */
export function showPlan(
  { chapters, scopes }: PlannedRun,
  ports: Pick<RunPorts, 'tell'>,
  results: Results
): readonly PlannedScope[] {
  if (results.isAlone) {
    show(chapters, ports)
    return scopes
  }
  ports.tell({ kind: 'planned', chapters, compared: true })
  return scopes.flatMap(scope => {
    const conflicts = conflictsOf(scope.chapter.plan)
    if (conflicts.length > 0) results.fail(scope.chosen, conflicts)
    const targets = scope.targets.filter(({ target, plan }) => {
      const own = conflictsOf(plan)
      if (conflicts.length === 0 && own.length > 0) results.fail([target], own)
      return own.length === 0
    })
    const isLost = conflicts.length > 0 || (scope.isForTargets && targets.length === 0)
    return isLost ? [] : [{ ...scope, targets }]
  })
}

/** What is changed together: the scopes first, then their targets at the same time. */
export interface Wave {
  readonly scopes: readonly PlannedScope[]
  readonly targets: readonly PlannedTarget[]
}

/** The canary and its scope alone, if there is one; then all others. */
export function wavesOf(scopes: readonly PlannedScope[], canary: string): readonly Wave[] {
  const isFirst = ({ target }: PlannedTarget) => canary !== '' && target.key === canary
  const targets = scopes.flatMap(({ targets }) => targets)
  const [first] = targets.filter(isFirst)
  if (first === undefined) return [{ scopes, targets }]
  const itsScope = scopes.filter(({ targets }) => targets.includes(first))
  return [
    { scopes: itsScope, targets: [first] },
    { scopes: scopes.filter(one => !itsScope.includes(one)), targets: targets.filter(one => one !== first) }
  ]
}

/** Changes Vault for each scope, and then each of its targets. If the canary fails, nothing is begun after it. */
export async function changeAll(
  scopes: readonly PlannedScope[],
  { canary, maxParallel }: Inputs,
  results: Results
): Promise<void> {
  const changed = new Set<PlannedTarget>()
  const enabled = new Set<string>()
  for (const wave of wavesOf(scopes, canary)) {
    if (results.hasFailed(canary))
      return results.skip(
        scopes.flatMap(({ chosen }) => chosen),
        canary
      )
    for (const scope of wave.scopes) {
      const isDone = await results.of(scope.chosen, async () => {
        await applyVault(scope.steps, scope.context, enabled)
        await scope.proof()
        return true
      })
      if (isDone) for (const target of scope.targets) changed.add(target)
    }
    const ready = wave.targets.filter(one => changed.has(one))
    await allOf(ready, maxParallel, one =>
      results.of([one.target], async () => {
        await changeTarget(one)
        results.succeed(one.target)
      })
    )
  }
}
