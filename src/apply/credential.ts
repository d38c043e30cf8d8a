import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS, serialiseKwargs } from '../airflow/kwargs.ts'
import { Secret } from '../base/secret.ts'
import { identityKind } from '../identity/identities.ts'
import { type Issued, type LoginFacts, required } from '../identity/identity.ts'
import { accessOf } from '../manifest/scope.ts'
import type { Step } from '../plan/step.ts'
import { type ConsumerRecord, type Held, sameCredential } from '../records/consumer.ts'
import { updatedAt } from '../records/consumer-shape.ts'
import { ensureKey, fingerprint } from '../records/key.ts'
import { retiring, unretired } from '../records/retired.ts'
import { timesAfter } from '../records/times.ts'
import { VersionConflict } from '../vault/errors.ts'
import { unshownRestart } from './health.ts'
import { saveInLock, without } from './lock.ts'
import type { DeploymentContext } from './ports.ts'
import type { Progress } from './progress.ts'
import { requireAsWanted } from './shared-login.ts'

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>

/** Makes the record say what the plan found to be true; the deploy or the credential that was in doubt is settled by it. */
export async function correctRecord({ change }: Of<'record'>, { lock }: DeploymentContext): Promise<void> {
  const settled = 'shipped' in change ? 'shipping' : 'issued'
  await lock.save(record => ({ ...record, ...change, ...without(record.lock, settled) }) as ConsumerRecord)
}

/** Issues the credential that the Deployment will get. */
export async function issue({ boundCidrs }: Of<'credential'>, progress: Progress, context: DeploymentContext): Promise<Progress> {
  const { vault, scope, run, repository, mask } = context
  const { credential } = identityKind(scope)
  if (credential === undefined) throw new Error(`a login of kind ${scope.kind} has no credential to issue`)
  const facts = await announce(progress, context)
  const metadata = {
    deployment: progress.deployment.id,
    // Vault refuses an empty value, and a terminal has no repository. A policy that is templated on metadata would take a slash
    // for the next part of a path (CVE-2026-5006).
    ...(repository === '' ? {} : { repository: repository.replaceAll('/', ':') }),
    run: run.id,
    attempt: String(run.attempt)
  }
  const request = { metadata, hide: mask, ...(boundCidrs && { boundCidrs }) }
  const issued = await credential.issue(vault, accessOf(scope), request)
  try {
    await noteIssued(issued, facts, context)
  } catch (error) {
    // Another run has taken over, perhaps before this one was there to be found: nobody has it, and no record will ever name it.
    if (error instanceof VersionConflict) await credential.destroy(vault, accessOf(scope), issued.id).catch(() => {})
    throw error
  }
  return { ...progress, issued: { facts, credential: issued } }
}

/**
 * First records what could be lost: if this run dies, the times of the variables tell the next one whether the Deployment got
 * what it is about to get.
 */
async function announce({ deployment }: Progress, { vault, lock, scope, manifest }: DeploymentContext): Promise<LoginFacts> {
  const access = accessOf(scope)
  const kind = identityKind(access)
  const facts = required(await kind.login(vault, access), kind.loginPath(access))
  const before = updatedAt(deployment)
  await saveInLock(lock, ({ issued: _, ...rest }) => ({ ...rest, targets: [...rest.targets, access], before }))
  await requireAsWanted({ vault, scope, manifest })
  return facts
}

async function noteIssued(
  { id }: Issued,
  facts: LoginFacts,
  { vault, lock, scope, kwargsFor }: DeploymentContext
): Promise<void> {
  const key = await ensureKey(vault, scope.mount)
  const kwargs = fingerprint(key, serialiseKwargs(kwargsFor(facts)))
  const issued: Held = { ...accessOf(scope), id, kwargs, login: facts }
  await lock.save(record => unretired({ ...record, ...(record.lock && { lock: { ...record.lock, issued } }) }))
}

/** What a login without a credential adds to the kwargs. */
const NOTHING: Issued = { id: '', kwargs: new Secret({}) }

/** Gives the Deployment its kwargs; from then on what they replace is retired. */
export async function setKwargs({ replaces }: Of<'kwargs'>, progress: Progress, context: DeploymentContext): Promise<Progress> {
  const { astro, lock, scope, kwargsFor } = context
  const given = progress.issued ?? { facts: await announce(progress, context), credential: NOTHING }
  if (progress.issued === undefined) await noteIssued(given.credential, given.facts, context)
  const held = lock.record.lock?.issued
  if (held === undefined) throw new Error('what the Deployment is about to get must be recorded before it gets it')

  const text = given.credential.kwargs.map(kwargs => serialiseKwargs({ ...kwargsFor(given.facts), ...kwargs }))
  const secret = identityKind(scope).credential !== undefined
  const deployment = await astro.setVariable(progress.deployment, BACKEND_KWARGS, text, { secret })
  await lock.save(record =>
    unretired({
      ...record,
      manifest: scope.manifest,
      holds: held,
      retired: retiring(record.retired, replaces),
      variables: updatedAt(deployment),
      ...without(record.lock, 'issued')
    })
  )
  return { ...progress, deployment, unshown: unshownRestart(progress, deployment, context) }
}

/** Makes Airflow use Vault. */
export async function setBackend(progress: Progress, context: DeploymentContext): Promise<Progress> {
  const { astro, lock } = context
  const deployment = await astro.setVariable(progress.deployment, BACKEND, new Secret(BACKEND_CLASS), { secret: false })
  await lock.save(record => ({ ...record, variables: timesAfter(BACKEND, record.variables, updatedAt(deployment)) }))
  return { ...progress, deployment, unshown: unshownRestart(progress, deployment, context) }
}

/** Destroys what nobody uses any more, and removes it from the record. `lost`: it was gone already. */
export async function retire({ credential }: Of<'retire'>, { vault, lock }: DeploymentContext): Promise<'done' | 'lost'> {
  const { credential: kind } = identityKind(credential)
  const facts = await kind?.facts(vault, credential, credential.id)
  // It is gone if its role was deleted, and Vault refuses to destroy a credential of an earlier role.
  const isGone = facts?.state === 'absent'
  if (!isGone) await kind?.destroy(vault, credential, credential.id)
  await lock.save(record => ({ ...record, retired: record.retired.filter(one => !sameCredential(one, credential)) }))
  return isGone && credential.id !== '' ? 'lost' : 'done'
}
