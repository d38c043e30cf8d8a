import { applyDeployment } from '../apply/deployment.ts'
import { prove } from '../apply/verify.ts'
import type { Astro, Deployment } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import { childEnvironment } from '../base/process.ts'
import { observeDeployment } from '../observe/deployment.ts'
import { planDeployment } from '../plan/deployment/deployment.ts'
import type { Proof } from '../plan/deployment/verify.ts'
import type { Plan } from '../plan/plan.ts'
import { conflictsOf } from '../plan/plan.ts'
import type { DeploymentStep } from '../plan/step.ts'
import { readProject } from '../project/project.ts'
import { type Consumer, recordName } from '../records/consumer.ts'
import { takeLock } from '../records/lock.ts'
import { readRecord } from '../records/record.ts'
import type { Journal } from '../report/journal.ts'
import type { Vault } from '../vault/port.ts'
import type { Job } from './prepare.ts'
import type { World } from './world.ts'

interface Parties {
  readonly job: Job
  readonly world: World
  readonly vault: Vault
  readonly lastWords: Vault
  readonly astro: Astro
  readonly proof: Proof
  readonly journal: Journal
}

/** What one Deployment needs, as far as can be said without its lock. */
export interface Foreseen extends Parties {
  readonly deployment: Deployment
  readonly record: Consumer | undefined
  readonly plan: Plan<DeploymentStep>
}

export async function foresee(parties: Parties): Promise<Foreseen> {
  const { job, vault, astro, journal } = parties
  if (job.selector === undefined) throw new Error('a Deployment is foreseen only where one was chosen')
  const deployment = await astro.find(job.selector)
  journal.deployment = { id: deployment.id, name: deployment.name }
  const { value: record } = await readRecord<Consumer>(vault, job.scope.mount, recordName(deployment.id))
  journal.accessor = record?.holds?.accessor
  return { ...parties, deployment, record, plan: await planFor(parties, deployment, record) }
}

async function planFor(
  { job, world, vault, proof }: Parties,
  deployment: Deployment,
  record: Consumer | undefined
): Promise<Plan<DeploymentStep>> {
  const { inputs, scope, manifest, wanted, kwargsFor } = job
  const git = { projectDir: inputs.projectDir, environment: childEnvironment(world.environment), signal: world.signal }
  const project = inputs.deployType === 'none' ? {} : { project: await readProject(inputs.deployType, inputs.description, git) }
  const observed = await observeDeployment(vault, { deployment, record, ...project }, scope, kwargsFor)
  return planDeployment({ ...inputs, manifest, scope, wanted, proof, waitForHealth: inputs.wait }, observed)
}

/**
 * Changes the Deployment, if there is anything to change, as the only run that does. What was foreseen may be out of date
 * by the time the lock is held, so the plan is made again from what is there then.
 */
export async function changeDeployment({ plan: foreseen, ...parties }: Foreseen): Promise<void> {
  const { job, world, vault, lastWords, astro, journal, deployment: before, record } = parties
  const { log, run, signal } = world
  if (record?.intent === undefined && foreseen.steps.every(({ kind }) => kind === 'verify')) {
    return await prove(foreseen.steps, { vault, log, scope: job.scope }, journal.did)
  }

  const { id, name } = before
  const lock = await takeLock(
    { manifest: job.manifest.name, deployment: { id, name }, variables: {}, retired: [] },
    {
      vault,
      lastWords,
      mount: job.scope.mount,
      run,
      waitSeconds: job.inputs.waitSeconds,
      signal,
      onWait: holder => log.info(`Deployment ${name} is being changed by run ${holder.run} (attempt ${holder.attempt}): waiting`)
    }
  )
  try {
    const deployment = await astro.find({ id })
    const actual = await planFor(parties, deployment, lock.record)
    journal.replan(foreseen, actual)
    const conflicts = conflictsOf(actual)
    if (conflicts.length > 0) throw new UserError(conflicts)
    const context = {
      ...world,
      vault,
      astro,
      log,
      lock,
      scope: job.scope,
      kwargsFor: job.kwargsFor,
      waitSeconds: job.inputs.waitSeconds
    }
    await applyDeployment(actual.steps, { deployment }, context, journal.did)
    await lock.release()
  } catch (error) {
    // Whether or not this succeeds, the lock ends by itself; the first error is the one to tell.
    await lock.abandon().catch(() => {})
    throw error
  } finally {
    journal.accessor = lock.record.holds?.accessor
  }
}
