import type { Scope } from '../manifest/scope.ts'
import { readConsumers } from '../records/consumers.ts'
import { vaultPath } from '../vault/names.ts'
import { grantsFor, includes, parsePolicy } from '../vault/policy.ts'
import type { Vault, Visible } from '../vault/port.ts'
import type { ObservedVault } from './observed.ts'

/** The policy, and the records of all Deployments if it allows something else than this scope needs, or if `always`. */
export async function observePolicy(
  vault: Vault,
  scope: Scope,
  policy: Visible<string>,
  always = false
): Promise<Pick<ObservedVault, 'policy' | 'consumers' | 'unreadable'>> {
  const there = policy.state === 'present' ? parsePolicy(policy.value) : undefined
  const needed = grantsFor([scope])
  const exact = there !== undefined && includes(needed, there.grants) && includes(there.grants, needed)
  return { policy, ...(exact && !always ? { consumers: [] } : await observeConsumers(vault, scope, policy)) }
}

/**
 * Every recorded consumer, on our mount and on earlier ones that the policy still names. The policy is stored text too: a mount
 * that no manifest could name is not ours.
 */
async function observeConsumers(
  vault: Vault,
  scope: Scope,
  policy: Visible<string>
): Promise<Pick<ObservedVault, 'consumers' | 'unreadable'>> {
  const granted = policy.state === 'present' ? [...(parsePolicy(policy.value)?.grants.keys() ?? [])] : []
  const named = granted.flatMap(path => /^(.+?)\/data\//.exec(path)?.[1] ?? [])
  const mounts = new Set([scope.mount, ...named.filter(mount => vaultPath.safeParse(mount).success)])
  const found = await Promise.all(
    [...mounts].map(async mount => ({
      read: await readConsumers(vault, mount),
      elsewhere: mount === scope.mount ? {} : { otherMount: mount }
    }))
  )
  return {
    consumers: found.some(({ read }) => read === undefined)
      ? undefined
      : found.flatMap(({ read, elsewhere }) => (read?.known ?? []).map(consumer => ({ ...consumer, ...elsewhere }))),
    unreadable: found.flatMap(({ read }) => read?.unreadable ?? [])
  }
}
