import type { Step } from '../plan/step.ts'
import { besides, whoMayUse } from '../records/readers.ts'
import { grantsFor, includes, parsePolicy } from '../vault/policy.ts'
import type { Vault } from '../vault/port.ts'
import type { DeploymentContext } from './ports.ts'
import { StalePlan } from './stale-plan.ts'

/** Vault has no check-and-set for policies, so what the plan was made from is compared right before it is replaced. */
export async function replacePolicy(
  { name, text, seen }: Extract<Step, { kind: 'policy' | 'narrow' }>,
  vault: Pick<Vault, 'policy' | 'writePolicy'>
): Promise<'done'> {
  const there = await vault.policy(name)
  if (there.state === 'present' && there.value !== seen)
    throw new StalePlan(`policy ${name} was changed by somebody else during this run`, {
      hint: 'Nothing was overwritten. Run again to compare the new text with what Airflow needs.'
    })
  await vault.writePolicy(name, text)
  return 'done'
}

/** A deploy takes minutes, and meanwhile another Deployment may have moved to a folder that nobody read when the plan was made. */
export async function narrow(
  step: Extract<Step, { kind: 'narrow' }>,
  { vault, lock, scope, readers }: Pick<DeploymentContext, 'vault' | 'lock' | 'scope' | 'readers'>
): Promise<'done'> {
  const others = besides(await readers(), scope.mount, lock.record.consumer.id)
  const { uses, unknown } = whoMayUse({ kind: 'policy', name: step.name }, others)
  const left = parsePolicy(step.text)?.grants ?? new Map()
  const before = parsePolicy(step.seen)?.grants ?? new Map()
  const cutOff = [...grantsFor(uses)].some(grant => includes(before, new Map([grant])) && !includes(left, new Map([grant])))
  if (cutOff || unknown.length > 0)
    throw new StalePlan(`another Deployment began to use policy ${step.name} during this run`, {
      hint: 'Nothing was removed from the policy. Run again.'
    })
  return await replacePolicy(step, vault)
}
