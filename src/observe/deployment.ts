import { serialiseKwargs } from '../airflow/kwargs.ts'
import type { Deployment } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Project } from '../project/project.ts'
import type { Consumer, Credential } from '../records/consumer.ts'
import { fingerprint, readKey } from '../records/key.ts'
import type { Vault } from '../vault/port.ts'
import type { ObservedDeployment } from './observed.ts'
import { observePolicy } from './policy.ts'

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
  // Taken for one that is not there, it would make every run issue anew.
  if (roleId.state === 'not-visible')
    throw new UserError(`the role-id of role ${scope.role} cannot be read: ${roleId.because}`, {
      hint: `The token of this run needs read on auth/${scope.authMount}/role/${scope.role}/role-id.`
    })
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
