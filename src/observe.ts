import { serialiseKwargs } from './airflow/kwargs.ts'
import type { Deployment } from './astro/port.ts'
import { each } from './each.ts'
import type { Manifest } from './manifest/manifest.ts'
import type { Wanted } from './manifest/resolve.ts'
import { OWN_FOLDER } from './manifest/rules.ts'
import type { Scope } from './manifest/scope.ts'
import type { ObservedDeployment, ObservedVault } from './plan/observed.ts'
import type { Project } from './project/project.ts'
import { type Consumer, type Credential, readConsumers } from './state/consumer.ts'
import { fingerprint, readKey } from './state/key.ts'
import { readLedger } from './state/ledger.ts'
import { grantsFor, includes, parsePolicy } from './vault/policy.ts'
import type { KvRead, Vault, Visible } from './vault/port.ts'

/** Looks at everything in Vault that the plan is about; changes nothing. */
export async function observeVault(
  vault: Vault,
  manifest: Manifest,
  scope: Scope,
  wanted: readonly Wanted[]
): Promise<ObservedVault> {
  const [authMethod, mount] = await Promise.all([vault.authMethod(scope.authMount), vault.mount(scope.mount)])
  const [policy, role, roleId] = await Promise.all([
    vault.policy(scope.policy),
    authMethod.state === 'absent' ? ABSENT : vault.role(scope.authMount, scope.role),
    authMethod.state === 'absent' ? ABSENT : vault.roleId(scope.authMount, scope.role)
  ])
  const otherPolicy = role.state === 'present' && role.value.token_policies.join() !== scope.policy
  const otherId = roleId.state === 'present' && manifest.approle.roleId !== undefined && roleId.value !== manifest.approle.roleId
  const empty = mount.state === 'absent' || (mount.state === 'present' && mount.value.version !== '2')
  return {
    authMethod,
    mount,
    role,
    roleId,
    ledger: empty ? { paths: new Set(), roles: new Set() } : await readLedger(vault, scope.mount, scope.manifest),
    secrets: empty ? nothing(wanted) : await readSecrets(vault, scope.mount, wanted),
    ...(empty ? { policy, consumers: [] } : await observePolicy(vault, scope, policy, otherPolicy || otherId))
  }
}

const ABSENT = { state: 'absent' } as const

const nothing = (wanted: readonly Wanted[]): Map<string, KvRead> =>
  new Map(wanted.map(({ path }) => [path, { ...ABSENT, version: 0 }]))

/** One listing for each folder tells which secrets are new; only the others are read. */
async function readSecrets(vault: Vault, mount: string, wanted: readonly Wanted[]): Promise<Map<string, KvRead>> {
  const known = wanted.filter(({ data }) => data !== undefined)
  const folders = [...new Set(known.map(({ path }) => folderOf(path)))]
  const listed = new Map(await Promise.all(folders.map(async folder => [folder, await vault.list(mount, folder)] as const)))
  const found = new Map<string, KvRead>()
  await each(known, async ({ path }) => {
    const names = listed.get(folderOf(path))
    const isNew = names !== undefined && !names.has(path.slice(folderOf(path).length + 1))
    found.set(path, isNew ? { ...ABSENT, version: 0 } : await vault.read(mount, path))
  })
  return found
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'))

/** The policy, and the records of all Deployments where it allows something else than this scope needs, or where `always`. */
async function observePolicy(
  vault: Vault,
  scope: Scope,
  policy: Visible<string>,
  always = false
): Promise<Pick<ObservedVault, 'policy' | 'consumers'>> {
  const there = policy.state === 'present' ? parsePolicy(policy.value) : undefined
  const needed = grantsFor([scope])
  const exact = there !== undefined && there.grants.size === needed.size && includes(there.grants, needed)
  return { policy, consumers: exact && !always ? [] : await observeConsumers(vault, scope, policy) }
}

/** Every recorded consumer, on our mount and on those that the policy names from earlier days. */
async function observeConsumers(vault: Vault, scope: Scope, policy: Visible<string>): Promise<readonly Consumer[] | undefined> {
  const granted = policy.state === 'present' ? [...(parsePolicy(policy.value)?.grants.keys() ?? [])] : []
  const mounts = new Set([scope.mount, ...granted.flatMap(path => /^(.+?)\/data\//.exec(path)?.[1] ?? [])])
  const found = await Promise.all([...mounts].map(mount => readConsumers(vault, mount, OWN_FOLDER)))
  return found.includes(undefined) ? undefined : found.flatMap(consumers => consumers ?? [])
}

export interface DeploymentToObserve {
  readonly deployment: Deployment
  readonly record: Consumer | undefined
  readonly project?: Project
}

/** Looks at what Vault knows of one Deployment; changes nothing. */
export async function observeDeployment(
  vault: Vault,
  { deployment, record, project }: DeploymentToObserve,
  scope: Scope,
  kwargsFor: (roleId: string) => object
): Promise<ObservedDeployment> {
  const named = [record?.holds, record?.intent?.issued].filter(credential => credential !== undefined)
  const secretIds = await Promise.all(
    named.map(async ({ accessor, authMount, role }) => [accessor, await vault.secretId(authMount, role, accessor)] as const)
  )
  const roleId = await vault.roleId(scope.authMount, scope.role)
  const key = await readKey(vault, scope.mount)
  return {
    deployment,
    record,
    secretIds: new Map(secretIds),
    strays: record?.intent?.unsettled ? await findStrays(vault, deployment.id, record) : [],
    kwargs:
      roleId.state === 'present' && key !== undefined ? fingerprint(key, serialiseKwargs(kwargsFor(roleId.value))) : undefined,
    now: await vault.now(),
    ...(await observePolicy(vault, scope, await vault.policy(scope.policy))),
    ...(project === undefined ? {} : { project })
  }
}

/** Secret-ids carry the Deployment that they were issued for; the record names those that are in use. */
async function findStrays(
  vault: Vault,
  deploymentId: string,
  { holds, retired, intent }: Consumer
): Promise<readonly Credential[]> {
  const known = new Set([holds?.accessor, intent?.issued?.accessor, ...retired.map(({ accessor }) => accessor)])
  const strays: Credential[] = []
  for (const target of intent?.targets ?? []) {
    for (const accessor of await vault.secretIds(target.authMount, target.role)) {
      if (known.has(accessor)) continue
      known.add(accessor)
      const facts = await vault.secretId(target.authMount, target.role, accessor)
      if (facts.state === 'present' && facts.value.metadata['deployment'] === deploymentId) strays.push({ ...target, accessor })
    }
  }
  return strays
}
