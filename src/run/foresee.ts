import type { VaultContext } from '../apply/ports.ts'
import { prove } from '../apply/verify.ts'
import { counted } from '../base/counted.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { observeVault } from '../observe/vault.ts'
import { planVerify, proofOf } from '../plan/deployment/verify.ts'
import type { Chapter } from '../plan/event.ts'
import { join, note, type Plan, planOf, told } from '../plan/plan.ts'
import type { Step, VaultStep } from '../plan/step.ts'
import { notGiven } from '../plan/vault/secrets.ts'
import { planVault } from '../plan/vault/vault.ts'
import { foreseeTarget, type Foreseen as Target } from './deployment.ts'
import { keyOnce } from './key.ts'
import type { Job } from './prepare.ts'
import type { Session, World } from './world.ts'

/** All that a run is going to do, as far as it can be said before the first change. */
export interface Foreseen {
  readonly chapters: readonly Chapter[]
  /** What all targets share, and where it is done. */
  readonly steps: readonly VaultStep[]
  readonly context: VaultContext
  /** Proves that Airflow can read, where no target does. */
  proof(): Promise<void>
  readonly targets: readonly Target[]
}

/** Looks at Vault and at each target, and plans both. Changes nothing. */
export async function foresee(job: Job, session: Session, world: World): Promise<Foreseen> {
  const { inputs, scope } = job
  const { vault } = session
  const observed = await observeVault(vault, { ...job, check: inputs.check, prune: inputs.prune.mode !== 'off' })
  const shared = planVault({ ...job, adopt: inputs.adopt, prune: inputs.prune }, observed)
  const proof = proofOf(shared.steps, inputs)
  const astro = inputs.astro && world.openAstro(inputs.astro)
  const targets: Target[] = []
  if (astro !== undefined)
    for (const selector of job.targets) targets.push(await foreseeTarget({ job, world, ...session, astro, proof }, selector))

  const alone: Plan<Step> =
    targets.length > 0 ? planOf({}) : join<Step>([planVerify({ ...job, proof }), deploymentUnseen(inputs)])
  const context = { ...world, vault, mount: scope.mount }
  return {
    chapters: [{ plan: join<Step>([shared, alone, job.notes]) }, ...targets],
    steps: shared.steps,
    context: { ...context, key: keyOnce(observed.key, context) },
    proof: () => prove(alone.steps, { ...context, scope }),
    targets
  }
}

/** Without credentials (a pull request from a fork) the manifest is checked, and nothing is compared. */
export function unseen({ wanted, scope, inputs, notes }: Job): readonly Chapter[] {
  const message = `was not asked, for lack of credentials: ${counted(wanted.length, 'secret')}, policy ${scope.policy} and role ${scope.role} were not compared`
  const missing = wanted.filter(({ data }) => data === undefined).map(({ label }) => notGiven(label))
  return [{ plan: join([told(note('Vault', message), ...missing), deploymentUnseen(inputs), notes]) }]
}

/** Why no Deployment is compared. */
function deploymentUnseen({ mode, vault, astro, selection }: Inputs): Plan<never> {
  if (mode === 'sync') return planOf({})
  const missing = [
    ...(vault === undefined ? ['Vault credentials'] : []),
    ...(astro === undefined ? ['astro-api-token'] : []),
    ...(selection === undefined ? ['deployment-id (or deployment-name, or deployment)'] : [])
  ]
  return told(note('the Deployment', `was not compared: that needs ${missing.join(', ')}`))
}
