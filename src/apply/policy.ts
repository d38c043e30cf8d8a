import type { Step } from '../plan/step.ts'
import { besides, type Readers, roleOf, whoMayUse } from '../records/readers.ts'
import { type Grants, grantsFor, includes, ownerOf, parsePolicy, policyText, union } from '../vault/policy.ts'
import type { DeploymentContext, VaultContext } from './ports.ts'
import { StalePlan } from './stale-plan.ts'

type PolicyStep = Pick<Extract<Step, { kind: 'policy' | 'narrow' }>, 'name' | 'text' | 'seen'>

/**
 * Vault has no check-and-set for policies. What the plan was made from is compared right before it is replaced. Between these two
 * calls another run may still have let somebody in, so who reads by the policy is looked at afterwards, and gets it back: a consumer is
 * recorded before its login is verified, so whoever is not seen here finds out there. `without`: what nobody is to get.
 */
export async function replacePolicy(
  { name, text, seen }: PolicyStep,
  { vault, readers }: Pick<VaultContext, 'vault' | 'readers'>,
  without: Grants = new Map()
): Promise<'done' | 'lost'> {
  const there = await vault.policy(name)
  if (there.state === 'present' && there.value !== seen)
    throw new StalePlan(`policy ${name} was changed by somebody else during this run`, {
      hint: 'Nothing was overwritten. Run again to compare the new text with what Airflow needs.'
    })
  await vault.writePolicy(name, text)
  const grants = grantsIn(text)
  const missing = [...usedBy(name, await readers())].filter(
    grant => !includes(grants, new Map([grant])) && !includes(without, new Map([grant]))
  )
  if (missing.length === 0) return 'done'
  const wider = policyText(ownerOf(text) ?? '', union(grants, new Map(missing)))
  await replacePolicy({ name, text: wider, seen: text }, { vault, readers }, without)
  return 'lost'
}

/** A deploy takes minutes, and meanwhile another Deployment may have moved to a folder that nobody read when the plan was made. */
export async function narrow(
  step: Extract<Step, { kind: 'narrow' }>,
  { vault, lock, scope, readers }: Pick<DeploymentContext, 'vault' | 'lock' | 'scope' | 'readers'>
): Promise<'done' | 'lost'> {
  const before = await readers()
  const { uses, unknown } = whoMayUse({ kind: 'policy', name: step.name }, besides(before, scope.mount, lock.record.consumer.id))
  const [left, seen] = [grantsIn(step.text), grantsIn(step.seen)]
  const cutOff = [...grantsFor(uses)].some(grant => includes(seen, new Map([grant])) && !includes(left, new Map([grant])))
  if (cutOff || unknown.length > 0)
    throw new StalePlan(`another Deployment began to use policy ${step.name} during this run`, {
      hint: 'Nothing was removed from the policy. Run again.'
    })
  return await replacePolicy(step, { vault, readers }, usedBy(step.name, before))
}

const grantsIn = (text: string): Grants => parsePolicy(text)?.grants ?? new Map()

/** What those need who are known to read by this policy. */
const usedBy = (name: string, readers: Readers): Grants =>
  grantsFor(whoMayUse({ kind: 'policy', name }, readers).uses.filter(use => readers.policies.has(roleOf(use))))
