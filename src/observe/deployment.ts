import { BACKEND_KWARGS, serialiseKwargs } from '../airflow/kwargs.ts'
import type { Deployment, Shipped } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import { identityKind } from '../identity/identities.ts'
import { type Access, type LoginFacts, required } from '../identity/identity.ts'
import { accessOf, type Scope } from '../manifest/scope.ts'
import type { Project } from '../project/project.ts'
import { type ConsumerRecord, type Credential, usesOf } from '../records/consumer.ts'
import { facts } from '../records/consumer-shape.ts'
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
  kwargsFor: (login: LoginFacts, anyProvider?: true) => object
): Promise<ObservedDeployment> {
  const named = [record?.holds, record?.lock?.issued, ...(record?.retired ?? []).filter(({ id }) => id !== '')]
  const looked = named.map(async held => {
    if (held === undefined) return []
    const found = await identityKind(held).credential?.facts(vault, held, held.id)
    return found === undefined ? [] : [[held.id, found] as const]
  })
  const kind = identityKind(scope)
  const [found, login, key, policy] = await Promise.all([
    Promise.all(looked),
    kind.login(vault, scope),
    readKey(vault, scope.mount),
    vault.policy(scope.policy)
  ])
  // Treated as absent, it would make every run issue another credential.
  if (login.state === 'not-visible') required(login, kind.loginPath(scope))
  if (login.state === 'present' && !facts.safeParse(login.value).success)
    throw new UserError(`${kind.loginPath(scope)} is not one line of at most 256 characters, so no record can hold it`, {
      hint: 'Set another role-id in Vault or in the manifest.'
    })
  const forms = login.state === 'present' ? [kwargsFor(login.value), kwargsFor(login.value, true)] : []
  const wanted = key === undefined ? [] : forms.map(form => fingerprint(key, serialiseKwargs(form)))
  const shown = deployment.variables.get(BACKEND_KWARGS)?.value
  const targets = whereStraysMayBe(deployment, record, scope)
  const exact = policy.state === 'present' && isExact(policy.value, scope)
  const idle = exact && targets.length === 0 && record?.lock?.unsettled === undefined && (record?.retired ?? []).length === 0
  const readers = idle ? NOBODY : await observeReaders(vault, scope, policy)
  return {
    deployment,
    record,
    credentials: new Map(found.flat()),
    strays: record === undefined ? [] : await findStrays(vault, record, targets, readers),
    kwargs: wanted.find(one => one === record?.holds?.kwargs) ?? wanted[0],
    ...(key === undefined || shown === undefined ? {} : { shownKwargs: fingerprint(key, shown.reveal()) }),
    now: await vault.now(),
    policy,
    readers,
    ...(arrived === undefined ? {} : { arrived }),
    ...(project === undefined ? {} : { project })
  }
}

/**
 * Where an interrupted run may have issued one; and wherever this run is about to take over a Deployment whose record somebody has
 * deleted. The record belongs to this run by then.
 */
function whereStraysMayBe({ variables }: Deployment, record: ConsumerRecord | undefined, scope: Scope): readonly Access[] {
  if (record?.lock === undefined) return []
  const isLost = variables.has(BACKEND_KWARGS) && record.holds === undefined && record.retired.length === 0
  return [...(record.lock.unsettled ? record.lock.targets : []), ...(isLost ? [accessOf(scope)] : [])]
}

/** A credential says which Deployment it was issued for. The Deployment's records, on all mounts, name those in use. */
async function findStrays(
  vault: Vault,
  record: ConsumerRecord,
  targets: readonly Access[],
  { uses }: Readers
): Promise<readonly Credential[]> {
  const known = new Set([...usesOf(record), ...uses].map(({ id }) => id))
  const strays: Credential[] = []
  for (const target of targets) {
    for (const id of (await identityKind(target).credential?.issuedFor(vault, target, record.consumer.id, known)) ?? []) {
      known.add(id)
      strays.push({ ...target, id })
    }
  }
  return strays
}
