import type { Step } from '../plan/step.ts'
import type { Vault } from '../vault/port.ts'
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
