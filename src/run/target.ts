import { applyDeployment } from '../apply/deployment.ts'
import { replanWhileStale } from '../apply/stale-plan.ts'
import { prove } from '../apply/verify.ts'
import { deploymentPage } from '../astro/address.ts'
import { projectOf } from '../astro/deploy-types.ts'
import type { Astro, Deployment } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { observeDeployment } from '../observe/deployment.ts'
import { readersNow } from '../observe/readers.ts'
import { planDeployment } from '../plan/deployment/deployment.ts'
import type { Proof } from '../plan/deployment/verify.ts'
import { type Chapter, type Target, type Tell, targetKey } from '../plan/event.ts'
import { conflictsOf, notAtRest, type Plan } from '../plan/plan.ts'
import { type DeploymentStep, isRestart } from '../plan/step.ts'
import type { Project } from '../project/project.ts'
import { type ConsumerRecord, type Lock, readConsumer, recordName } from '../records/consumer.ts'
import { asLine } from '../records/fields.ts'
import { refuseEternal, takeLock } from '../records/lock.ts'
import type { Vault } from '../vault/port.ts'
import type { RunPorts } from './ports.ts'
import type { ResolvedScope } from './prepare.ts'
import type { Results } from './results.ts'
import { type Chosen, refusePreview, refuseSharing } from './targets.ts'

export interface Parties {
  readonly resolved: ResolvedScope
  readonly inputs: Inputs
  readonly ports: RunPorts
  readonly vault: Vault
  readonly lastWords: Vault
  readonly astro: Astro
  readonly proof: Proof
  /** What would be shipped, read once; undefined if nothing is to be. */
  readonly project: () => Promise<Project | undefined>
  readonly results: Results
}

/** What one Deployment needs, as far as that is known without its lock. */
export interface PlannedTarget extends Parties, Chapter {
  readonly target: Target
  readonly deployment: Deployment
  readonly record: ConsumerRecord | undefined
  readonly plan: Plan<DeploymentStep>
}

export async function planTarget(parties: Parties, { key }: Chosen, looking: Promise<Deployment>): Promise<PlannedTarget> {
  const { resolved, inputs, ports, vault } = parties
  const deployment = await looking
  const { mount, deployment: isolated } = resolved.scope
  if (resolved.preview === undefined && inputs.local === undefined) refusePreview(deployment)
  if (isolated === undefined) refuseSharing(deployment, inputs, resolved.manifest)
  const { value: record, version } = await readConsumer(vault, mount, deployment.id)
  const now = record?.lock && (await vault.now())
  if (record?.lock !== undefined && now !== undefined)
    await refuseEternal(vault, { mount, name: recordName(deployment.id), version }, record.lock, now)
  const page = inputs.local === undefined ? { url: deploymentPage(inputs.astro?.domain ?? '', deployment) } : {}
  const target = holding({ id: deployment.id, name: deployment.name, ...page, ...(key === undefined ? {} : { key }) }, record)
  ports.tell({ kind: 'target', about: target })
  const doubt = record?.lock && now && inDoubt(target, record.lock, now)
  const plan = await planFor(parties, target, looking, record)
  return { ...parties, target, deployment, record, plan, ...(doubt && { doubt }) }
}

/** What a run changes before it has recorded that is as if somebody else had changed it. */
function inDoubt({ name }: Target, { run, expires }: Lock, now: Date): Finding {
  const isAtWork = new Date(expires) > now
  return notAtRest(
    `Deployment ${name}`,
    `was not compared: run ${run} ${isAtWork ? 'is changing it' : 'left it unsettled'}`,
    isAtWork ? 'Run again when that run has ended.' : 'Run mode `deploy` for it, which settles that.'
  )
}

const holding = (target: Target, record: ConsumerRecord | undefined): Target => ({
  ...target,
  credential: record?.holds?.id || undefined
})

async function planFor(
  { resolved, inputs, vault, astro, proof, ...parties }: Parties,
  { key }: Target,
  looking: Promise<Deployment>,
  record: ConsumerRecord | undefined
): Promise<Plan<DeploymentStep>> {
  const { manifest, scope, kwargsFor } = resolved
  const [deployment, project] = await Promise.all([looking, parties.project()])
  const shipping = record?.lock?.shipping
  const arrived = shipping && (await astro.arrived(deployment, shipping.mark))
  const observed = await observeDeployment(vault, { deployment, record, arrived, ...(project && { project }) }, scope, kwargsFor)
  // What a workstation runs is nobody's to wait for.
  const waitForHealth = inputs.waitSeconds > 0 && inputs.local === undefined
  const isAwaited = key !== undefined && key === inputs.canary
  return planDeployment({ ...resolved, ...inputs, ...manifest.astro, manifest, proof, waitForHealth, isAwaited }, observed)
}

/** What an earlier run has left locked is settled under a lock of this one, also where no step changes anything. */
export const locksLeft = (targets: readonly PlannedTarget[]): readonly string[] =>
  targets.flatMap(({ record, target }) =>
    record?.lock === undefined ? [] : [`release the lock that run ${record.lock.run} has left on Deployment ${target.name}`]
  )

/** Throws if others are to restart after a canary that hibernates meanwhile: asleep, it is neither healthy nor ill. */
export function refuseSleepingCanary(targets: readonly PlannedTarget[], { canary, waitSeconds, manifest: file }: Inputs): void {
  const first = targets.find(({ target }) => target.key === canary)
  if (first?.deployment.status !== 'HIBERNATING' || waitSeconds === 0) return
  const restarts = ({ plan }: PlannedTarget) => plan.steps.some(isRestart)
  if (first.plan.steps.some(({ kind }) => kind === 'wake') || !targets.some(one => one !== first && restarts(one))) return
  const another = 'choose another `canary`'
  throw new UserError(`canary ${canary} hibernates, so its health says nothing about the others`, {
    hint: restarts(first)
      ? `Set \`astro: { wake: true }\` in ${file}, or ${another}.`
      : `Wake it in Astro, or ${another}: a run wakes only what it changes (astro.wake).`
  })
}

/** What changes a Deployment must be there before anything is changed, in Vault or in Astro. */
export async function readyFor(targets: readonly PlannedTarget[]): Promise<void> {
  const isChange = (step: DeploymentStep) => isRestart(step) || step.kind === 'hibernate'
  await targets.find(({ plan }) => plan.steps.some(isChange))?.astro.ready()
}

/** Tests what is about to be shipped of an Astro project, before anything is changed, in Vault or in Astro. It is the same for all. */
export async function testProject(targets: readonly PlannedTarget[]): Promise<void> {
  const first = targets.find(({ plan }) => plan.steps.some(({ kind }) => kind === 'deploy'))
  const step = first?.plan.steps.find(step => step.kind === 'deploy')
  if (first === undefined || step === undefined || projectOf(step.request.type) !== 'astro') return
  const { astro, resolved, inputs } = first
  const { parse, pytest, environmentFile } = resolved.manifest.astro
  const { projectDir, imageName } = step.request
  await astro.test({ projectDir, parse, pytest, environmentFile, imageName, buildSecrets: inputs.buildSecrets.length })
}

/**
 * Changes the Deployment under its lock, if there is anything to change. What was foreseen may be out of date by the time the
 * lock is held, so the plan is made again from what is there then.
 */
export async function changeTarget({ plan: planned, target, record, ...parties }: PlannedTarget): Promise<void> {
  const { resolved, inputs, vault, lastWords, astro } = parties
  const { scope, kwargsFor, manifest } = resolved
  const tell: Tell = event => parties.ports.tell({ ...event, target: targetKey(target) })
  const ports = { ...parties.ports, tell }
  const readers = () => readersNow(vault, scope)
  const context = { ...ports, vault, astro, manifest, scope, kwargsFor, readers, waitSeconds: inputs.waitSeconds }
  if (record?.lock === undefined && planned.steps.every(({ kind }) => kind === 'verify'))
    return void (await prove(planned.steps, context))

  const { id, name } = target
  const blank: ConsumerRecord = {
    manifest: manifest.name,
    consumer: { kind: 'deployment', id, name: asLine(name) },
    variables: {},
    shipped: {},
    retired: []
  }
  const lock = await takeLock(blank, {
    ...context,
    lastWords,
    mount: scope.mount,
    onWait: ({ run, attempt }) =>
      tell({ kind: 'waiting', message: `Waiting: run ${run} (attempt ${attempt}) is changing Deployment ${name}` })
  })
  try {
    await replanWhileStale(async () => {
      const looking = astro.find({ id })
      const plan = await planFor({ ...parties, ports }, target, looking, lock.record)
      tell({ kind: 'replanned', target: targetKey(target), plan })
      const conflicts = conflictsOf(plan)
      if (conflicts.length > 0) throw new UserError(conflicts)
      await ports.agree?.([{ target, plan }])
      await applyDeployment(plan.steps, { deployment: await looking }, { ...context, lock })
    })
    await lock.release()
  } catch (error) {
    // Whether or not this succeeds, the lock expires by itself; the first error is the one to report.
    await lock.abandon().catch(() => {})
    throw error
  } finally {
    tell({ kind: 'target', about: holding(target, lock.record) })
  }
}
