import { serialiseKwargs } from '../airflow/kwargs.ts'
import type { Deployment, Shipped } from '../astro/port.ts'
import { identityKind } from '../identity/identities.ts'
import { type LoginFacts, required } from '../identity/identity.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Project } from '../project/project.ts'
import { type ConsumerRecord, type Credential, usesOf } from '../records/consumer.ts'
import { fingerprint, readKey } from '../records/key.ts'
import { NOBODY, type Readers } from '../records/readers.ts'
import { isExact } from '../vault/policy.ts'
import type { Vault } from '../vault/port.ts'
import type { ObservedDeployment } from './observed.ts'
import { observeReaders } from './readers.ts'

export interface DeploymentToObserve {
  readonly deployment: Deployment
  readonly record: ConsumerRecord | undefined
  readonly arrived?: Shipped | undefined
  readonly project?: Project
}

/** Reads what Vault knows about one Deployment; changes nothing. */
export async function observeDeployment(
  vault: Vault,
  { deployment, record, arrived, project }: DeploymentToObserve,
  scope: Scope,
  kwargsFor: (login: LoginFacts) => object
): Promise<ObservedDeployment> {
  const named = [record?.holds, record?.lock?.issued, ...(record?.retired ?? []).filter(({ id }) => id !== '')]
  const looked = named.map(async held => {
    if (held === undefined) return []
    const facts = await identityKind(held).credential?.facts(vault, held, held.id)
    return facts === undefined ? [] : [[held.id, facts] as const]
  })
  const credentials = (await Promise.all(looked)).flat()
  const kind = identityKind(scope)
  const login = await kind.login(vault, scope)
  // Treated as absent, it would make every run issue another credential.
  if (login.state === 'not-visible') required(login, kind.loginPath(scope))
  const key = await readKey(vault, scope.mount)
  const kwargs =
    login.state === 'present' && key !== undefined ? fingerprint(key, serialiseKwargs(kwargsFor(login.value))) : undefined
  const policy = await vault.policy(scope.policy)
  const exact = policy.state === 'present' && isExact(policy.value, scope)
  const idle = exact && record?.lock?.unsettled === undefined && (record?.retired ?? []).length === 0
  const readers = idle ? NOBODY : await observeReaders(vault, scope, policy)
  return {
    deployment,
    record,
    credentials: new Map(credentials),
    strays: record?.lock?.unsettled ? await findStrays(vault, record, readers) : [],
    kwargs,
    now: await vault.now(),
    policy,
    readers,
    ...(arrived === undefined ? {} : { arrived }),
    ...(project === undefined ? {} : { project })
  }
}

/** A credential says which Deployment it was issued for. The Deployment's records, on all mounts, name those in use. */
async function findStrays(vault: Vault, record: ConsumerRecord, { uses }: Readers): Promise<readonly Credential[]> {
  const known = new Set([...usesOf(record), ...uses].map(({ id }) => id))
  const strays: Credential[] = []
  for (const target of record.lock?.targets ?? []) {
    for (const id of (await identityKind(target).credential?.issuedFor(vault, target, record.consumer.id, known)) ?? []) {
      known.add(id)
      strays.push({ ...target, id })
    }
  }
  return strays
}
