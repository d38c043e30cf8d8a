import type { Scope } from '../manifest/scope.ts'
import { readConsumers } from '../records/consumer.ts'
import { grantsFor, includes, parsePolicy } from '../vault/policy.ts'
import type { Vault, Visible } from '../vault/port.ts'
import type { ObservedVault } from './observed.ts'

/** The policy, and the records of all Deployments where it allows something else than this scope needs, or where `always`. */
export async function observePolicy(
  vault: Vault,
  scope: Scope,
  policy: Visible<string>,
  always = false
): Promise<Pick<ObservedVault, 'policy' | 'consumers'>> {
  const there = policy.state === 'present' ? parsePolicy(policy.value) : undefined
  const needed = grantsFor([scope])
  const exact = there !== undefined && includes(needed, there.grants) && includes(there.grants, needed)
  return { policy, consumers: exact && !always ? [] : await observeConsumers(vault, scope, policy) }
}

/** Every recorded consumer, on our mount and on those that the policy names from earlier days. */
async function observeConsumers(vault: Vault, scope: Scope, policy: Visible<string>): Promise<ObservedVault['consumers']> {
  const granted = policy.state === 'present' ? [...(parsePolicy(policy.value)?.grants.keys() ?? [])] : []
  const mounts = new Set([scope.mount, ...granted.flatMap(path => /^(.+?)\/data\//.exec(path)?.[1] ?? [])])
  const read = async (mount: string) => {
    const consumers = await readConsumers(vault, mount)
    return mount === scope.mount ? consumers : consumers?.map(consumer => ({ ...consumer, otherMount: mount }))
  }
  const found = await Promise.all([...mounts].map(read))
  return found.includes(undefined) ? undefined : found.flatMap(consumers => consumers ?? [])
}
