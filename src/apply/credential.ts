import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS, serialiseKwargs } from '../airflow/kwargs.ts'
import { Secret } from '../base/secret.ts'
import type { Step } from '../plan/step.ts'
import { type Consumer, type Held, type Intent, updatedAt } from '../records/consumer.ts'
import { ensureKey, fingerprint } from '../records/key.ts'
import type { Lock } from '../records/lock.ts'
import type { DeploymentContext, Progress } from './progress.ts'
import { roleIdOf } from './role-id.ts'

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>

/** Makes the record say what the plan found to be true; a secret-id that was in doubt is settled by it. */
export async function correctRecord({ change }: Of<'record'>, { lock }: DeploymentContext): Promise<void> {
  await lock.save(record => ({ ...record, ...change, ...settled(record.intent) }) as Consumer)
}

/**
 * Issues the secret-id that the Deployment will get. What could be lost is written down first: the times of the variables
 * tell the next run, should this one die, whether the Deployment got it.
 */
export async function issue({ replaces }: Of<'secret-id'>, progress: Progress, context: DeploymentContext): Promise<Progress> {
  const { vault, lock, scope, run, repository, kwargsFor, log } = context
  const { authMount, role, mount, variablesPath, connectionsPath } = scope
  const target = { authMount, role, mount, variablesPath, connectionsPath }
  const roleId = await roleIdOf(vault, scope)
  const key = await ensureKey(vault, mount)
  const before = updatedAt(progress.deployment)
  await saveIntent(lock, ({ issued: _, ...intent }) => ({ ...intent, targets: [...intent.targets, target], before }))

  const metadata = { deployment: progress.deployment.id, repository, run: run.id, attempt: String(run.attempt) }
  const issued = await vault.issueSecretId(authMount, role, { metadata })
  log.mask(issued.secretId)
  const held: Held = { ...target, accessor: issued.accessor, kwargs: fingerprint(key, serialiseKwargs(kwargsFor(roleId))) }
  await saveIntent(lock, intent => ({ ...intent, issued: held }))
  return { ...progress, issued: { ...issued, roleId, replaces } }
}

/** Gives the Deployment its secret-id; from then on the one before is retired. */
export async function setKwargs(progress: Progress, { astro, lock, scope, kwargsFor }: DeploymentContext): Promise<Progress> {
  const { issued } = progress
  const held = lock.record.intent?.issued
  if (issued === undefined || held === undefined) throw new Error('a secret-id is issued before KWARGS is set')
  const text = issued.secretId.map(secretId => serialiseKwargs({ ...kwargsFor(issued.roleId), secret_id: secretId }))
  const deployment = await astro.setVariable(progress.deployment, BACKEND_KWARGS, text, { secret: true })
  await lock.save(record => ({
    ...record,
    manifest: scope.manifest,
    holds: held,
    retired: [...record.retired, ...issued.replaces],
    variables: updatedAt(deployment),
    ...settled(record.intent)
  }))
  return { ...progress, deployment }
}

/** Makes Airflow ask Vault. */
export async function setBackend(progress: Progress, { astro, lock }: DeploymentContext): Promise<Progress> {
  const deployment = await astro.setVariable(progress.deployment, BACKEND, new Secret(BACKEND_CLASS), { secret: false })
  await lock.save(record => ({ ...record, variables: updatedAt(deployment) }))
  return { ...progress, deployment }
}

/** Destroys what nobody uses any more, and forgets it. */
export async function retire({ credential }: Of<'retire'>, { vault, lock }: DeploymentContext): Promise<void> {
  const { authMount, role, accessor } = credential
  await vault.destroySecretId(authMount, role, accessor)
  await lock.save(record => ({ ...record, retired: record.retired.filter(retired => retired.accessor !== accessor) }))
}

async function saveIntent(lock: Lock, change: (intent: Intent) => Intent): Promise<void> {
  await lock.save(record => (record.intent === undefined ? record : { ...record, intent: change(record.intent) }))
}

function settled(intent: Intent | undefined): { intent?: Intent } {
  if (intent === undefined) return {}
  const { issued: _, ...rest } = intent
  return { intent: rest }
}
