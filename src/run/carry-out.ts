import type { KeyObject } from 'node:crypto'
import type { VaultContext } from '../apply/ports.ts'
import { applyVault } from '../apply/vault.ts'
import { prove } from '../apply/verify.ts'
import { UserError } from '../base/errors.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { observeUndo, observeVault } from '../observe/vault.ts'
import { planVerify, proofOf } from '../plan/deployment/verify.ts'
import { conflictsOf, join, note, type Plan, planOf, told } from '../plan/plan.ts'
import type { DeploymentStep } from '../plan/step.ts'
import { planUndo } from '../plan/vault/undo.ts'
import { planVault } from '../plan/vault/vault.ts'
import { makeKey } from '../records/key.ts'
import { changes, type Journal } from '../report/journal.ts'
import { renderPlan } from '../report/render.ts'
import { changeDeployment, foresee } from './change-deployment.ts'
import type { Permit } from './preflight.ts'
import type { Job } from './prepare.ts'
import type { Session, World } from './world.ts'

export interface Opened extends Session {
  readonly permit: Permit
  /** What was noted before. */
  readonly forewarned: Plan<never>
}

/** From what is wanted to what is done. */
export async function carryOut(job: Job, session: Opened, world: World, journal: Journal): Promise<void> {
  const { inputs } = job
  const { vault, permit, forewarned } = session
  const onVault = { vault, log: world.log, mount: job.scope.mount, run: world.run }
  if (inputs.undo !== '') return await undo(job, { ...onVault, permit }, world, journal)

  const observed = await observeVault(vault, { ...job, check: inputs.check, prune: inputs.prune.mode !== 'off' })
  const key = keyOnce(observed.key, onVault)
  const vaultPlan = planVault({ ...job, ...inputs, manifest: job.manifest }, observed)
  const proof = proofOf(vaultPlan.steps, inputs)
  const astro = inputs.astro && job.selector && world.openAstro(inputs.astro)
  const foreseen = astro && (await foresee({ job, world, ...session, astro, proof, journal }))
  const rest = foreseen?.plan ?? join([planVerify({ ...job, proof }), deploymentUnseen(inputs)])
  show([vaultPlan, rest, forewarned], world, journal)
  if (inputs.mode === 'plan') return

  permit([...vaultPlan.steps, ...rest.steps])
  await applyVault(vaultPlan.steps, { ...onVault, key }, journal.did)
  if (foreseen !== undefined) await changeDeployment(foreseen)
  else await prove(rest.steps, { ...onVault, scope: job.scope }, journal.did)
}

/** Takes back what an earlier run changed, and does nothing else. */
async function undo(
  { scope, inputs }: Job,
  { permit, ...onVault }: Omit<VaultContext, 'key'> & { permit: Permit },
  world: World,
  journal: Journal
): Promise<void> {
  const observed = await observeUndo(onVault.vault, scope, inputs.undo)
  const plan = planUndo(scope, inputs.undo, observed)
  show([plan], world, journal)
  if (inputs.mode === 'plan') return

  permit(plan.steps)
  await applyVault(plan.steps, { ...onVault, key: keyOnce(observed.key, onVault) }, journal.did)
}

/** The key that was seen; where there was none, one that is made when it is needed. */
function keyOnce(seen: KeyObject | undefined, { vault, mount }: Pick<VaultContext, 'vault' | 'mount'>): VaultContext['key'] {
  let key = seen && Promise.resolve(seen)
  return () => (key ??= makeKey(vault, mount))
}

/** Why the Deployment is not compared. */
export function deploymentUnseen({ mode, vault, astro, selection }: Inputs): Plan<DeploymentStep> {
  if (mode === 'sync') return planOf({})
  const missing = [
    ...(vault === undefined ? ['Vault credentials'] : []),
    ...(astro === undefined ? ['astro-api-token'] : []),
    ...(selection === undefined ? ['deployment-id (or deployment-name, or deployment)'] : [])
  ]
  return told(note('the Deployment', `was not compared: that needs ${missing.join(', ')}`))
}

/** Shows the whole plan; ends the run if there is a reason not to carry it out. */
export function show(plans: readonly Plan[], { log }: World, journal: Journal): void {
  const plan = join(plans)
  journal.plan(plan)
  for (const { heading, lines } of renderPlan(plan)) log.group(heading, lines)
  if (!plan.steps.some(changes)) log.info(journal.compared ? 'Nothing to change.' : 'Nothing was compared.')
  const conflicts = conflictsOf(plan)
  if (conflicts.length > 0) throw new UserError(conflicts)
}
