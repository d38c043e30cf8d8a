import pMap from 'p-map'
import type { Scope } from '../manifest/scope.ts'
import { usesOf } from '../records/consumer.ts'
import { readConsumers } from '../records/consumers.ts'
import { type Readers, roleOf, type Unknown } from '../records/readers.ts'
import { mountsIn, parsePolicy } from '../vault/policy.ts'
import { AT_ONCE, type RoleFields, type Vault, type Visible } from '../vault/port.ts'

type Reader = Pick<Vault, 'read' | 'readVersion' | 'list' | 'role' | 'policy'>

/**
 * Everybody who may be reading: every consumer recorded on the mount of the scope, and on the mounts that its policy and the other
 * policies of its role name. For each role that they log in with, its policies, as far as this token may see them. `served`: whether
 * the mount of the scope exists. `role`: that of the scope, if it was read already. `lost`: policies that it has just lost.
 */
export async function observeReaders(
  vault: Reader,
  scope: Scope,
  policy: Visible<string>,
  { served = true, role, lost = [] }: { served?: boolean; role?: Visible<RoleFields>; lost?: readonly string[] } = {}
): Promise<Readers> {
  const own = policiesIn(role ?? (await vault.role(scope.authMount, scope.role)))
  const former = [...new Set([...(own ?? []), ...lost])].filter(name => name !== scope.policy && name !== 'default')
  const texts = [policy, ...(await Promise.all(former.map(name => vault.policy(name))))]
  const mounts = new Set([
    ...(served ? [scope.mount] : []),
    ...texts.flatMap(text => (text.state === 'present' ? mountsOf(text.value) : []))
  ])
  const found = await Promise.all([...mounts].map(mount => readersOn(vault, mount, scope.manifest)))
  const uses = found.flatMap(one => one.uses)
  const roles = [...new Map(uses.map(use => [roleOf(use), use])).values()].filter(use => roleOf(use) !== roleOf(scope))
  const others = await pMap(roles, async use => [roleOf(use), policiesIn(await vault.role(use.authMount, use.role))] as const, {
    concurrency: AT_ONCE
  })
  const hidden: Unknown[] = texts.slice(1).some(({ state }) => state === 'not-visible') ? [{}] : []
  return {
    uses,
    previews: found.flatMap(one => one.previews),
    unknown: [...found.flatMap(one => one.unknown), ...hidden],
    policies: new Map([
      ...others.flatMap(([role, policies]) => (policies === undefined ? [] : [[role, policies] as const])),
      // Whatever policies this role has now, the one of the scope is among those that it will have.
      [roleOf(scope), [...(own ?? []), scope.policy]]
    ])
  }
}

/** The same at this moment, once the mount is there. */
export const readersNow = async (vault: Reader, scope: Scope, lost: readonly string[] = []): Promise<Readers> =>
  await observeReaders(vault, scope, await vault.policy(scope.policy), { lost })

/** Those recorded on one mount. */
export async function readersOn(
  vault: Reader,
  mount: string,
  manifest: string
): Promise<Required<Pick<Readers, 'uses' | 'unknown' | 'previews'>>> {
  const read = await readConsumers(vault, mount, manifest)
  if (read === undefined) return { uses: [], previews: [], unknown: [{ mount }] }
  const ours = read.known.filter(record => record.manifest === manifest)
  const previews = ours.flatMap(({ consumer, preview }) => (preview === undefined ? [] : [{ ...preview, name: consumer.name }]))
  return { previews, uses: read.known.flatMap(usesOf), unknown: read.unreadable.map(finding => ({ mount, finding })) }
}

/** The mounts that a policy names. */
export const mountsOf = (text: string): readonly string[] => [...mountsIn(parsePolicy(text)?.grants ?? new Map())]

/** Nobody logs in with a role that is not there. */
function policiesIn(role: Visible<RoleFields>): readonly string[] | undefined {
  if (role.state === 'not-visible') return undefined
  const policies = role.state === 'present' ? role.value['token_policies'] : []
  return Array.isArray(policies) ? policies : undefined
}
