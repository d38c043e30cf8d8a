import { applyVault, Superseded, type VaultContext } from './apply/vault.ts'
import { prove } from './apply/verify.ts'
import { changeDeployment, foresee } from './change-deployment.ts'
import { UserError } from './errors.ts'
import { isTooShortToMask } from './github/masks.ts'
import type { Inputs } from './inputs.ts'
import { observeUndo, observeVault } from './observe/vault.ts'
import { NOT_GIVEN } from './plan/secrets.ts'
import { type DeploymentStep, join, type Plan, planOf, type VaultStep } from './plan/step.ts'
import { planUndo } from './plan/undo.ts'
import { planVault } from './plan/vault.ts'
import { planVerify, proofOf } from './plan/verify.ts'
import { type Permit, preflight } from './preflight.ts'
import { complete, type Draft, type Job, prepare } from './prepare.ts'
import { changes, type Journal } from './report/journal.ts'
import { bounded, renderPlan } from './report/render.ts'
import { readLocal } from './sources/local.ts'
import { type RemotePlace, readRemote } from './sources/remote.ts'
import type { Session, World } from './world.ts'

/** One run: everything is read and planned before the first change; the journal tells what came of it. */
export async function main(inputs: Inputs, world: World, journal: Journal): Promise<void> {
  const draft = prepare(inputs)
  const local = await readLocal(draft.places, { ...inputs, ...world })
  const inVault = draft.places.filter(({ source }) => source.from === 'vault' || source.from === 'generate')
  // What cannot work without Vault either is said before anybody is asked.
  const early = inVault.length === 0 ? complete(draft, local) : undefined
  if (early !== undefined) hide(early, world)
  const session = inputs.vault && (await world.openVault(inputs.vault))
  journal.compared = session !== undefined
  if (session === undefined) return show([unseen(early ?? complete(draft, local)), deploymentUnseen(inputs)], world, journal)

  const permit = await preflight(draft, session.vault, world.log)
  const work = async () => {
    const job = early ?? complete(draft, local, await readRemote(inVault, session.vault, whereToDraw(draft)))
    if (early === undefined) hide(job, world)
    await carryOut(job, { ...session, permit }, world, journal)
  }
  // Of two runs that generate a value at once, the second takes what the first has kept.
  await work().catch(error => {
    if (!(error instanceof Superseded)) throw error
    journal.restart()
    return work()
  })
}

const whereToDraw = ({ scope, inputs }: Draft): RemotePlace => ({
  mount: scope.mount,
  manifest: scope.manifest,
  mayGenerate: inputs.mode !== 'plan' && inputs.undo === ''
})

/** From what is wanted to what is done. */
async function carryOut(job: Job, session: Session & { permit: Permit }, world: World, journal: Journal): Promise<void> {
  const { inputs } = job
  const { vault, permit } = session
  const onVault = { vault, log: world.log, mount: job.scope.mount, run: world.run }
  if (inputs.undo !== '') return await undo(job, { ...onVault, permit }, world, journal)

  const observed = await observeVault(vault, { ...job, check: inputs.check, prune: inputs.prune.mode !== 'off' })
  const vaultPlan = planVault({ ...job, ...inputs, manifest: job.manifest }, observed)
  const proof = proofOf(vaultPlan.steps, inputs)
  const astro = inputs.astro && job.selector && world.openAstro(inputs.astro)
  const foreseen = astro && (await foresee({ job, world, ...session, astro, proof, journal }))
  const rest = foreseen?.plan ?? join([planVerify({ ...job, proof }), deploymentUnseen(inputs)])
  show([vaultPlan, rest], world, journal)
  if (inputs.mode === 'plan') return

  permit([...vaultPlan.steps, ...rest.steps])
  await applyVault(vaultPlan.steps, onVault, journal.did)
  if (foreseen !== undefined) await changeDeployment(foreseen)
  else await prove(rest.steps, { ...onVault, scope: job.scope }, journal.did)
}

/** Takes back what an earlier run changed, and does nothing else. */
async function undo(
  { scope, inputs }: Job,
  { permit, ...onVault }: VaultContext & { permit: Permit },
  world: World,
  journal: Journal
): Promise<void> {
  const plan = planUndo(scope, inputs.undo, await observeUndo(onVault.vault, scope, inputs.undo))
  show([plan], world, journal)
  if (inputs.mode === 'plan') return

  permit(plan.steps)
  await applyVault(plan.steps, onVault, journal.did)
}

/** GitHub shows ten warnings of a step; one of ours counts the others. */
const WARNINGS = 8

/** Masks what was read from outside, and warns once about what is too short for that. */
function hide({ sources, warnings }: Job, { log }: World): void {
  for (const source of sources.values()) log.mask(source)
  const short = [...sources].filter(([, value]) => isTooShortToMask(value) && value.reveal() !== '').map(([name]) => name)
  if (short.length > 0)
    log.warning(`${short.join(', ')}: too short to be hidden in logs (under four characters); use a longer secret`)
  for (const warning of bounded(warnings, WARNINGS)) log.warning(warning)
}

/** Without credentials (a pull request from a fork) the manifest is checked, and nothing is compared. */
function unseen({ wanted, scope }: Job): Plan<VaultStep> {
  const text = `no Vault credentials were given here: ${wanted.length} secrets, policy ${scope.policy} and role ${scope.role} were not compared`
  const missing = wanted.filter(({ data }) => data === undefined).map(({ label }) => ({ subject: label, text: NOT_GIVEN }))
  return planOf({ notes: [{ subject: 'Vault', text }, ...missing] })
}

function deploymentUnseen({ mode, vault, astro, selection }: Inputs): Plan<DeploymentStep> {
  if (mode === 'sync') return planOf({})
  const missing = [
    ...(vault === undefined ? ['Vault credentials'] : []),
    ...(astro === undefined ? ['astro-api-token'] : []),
    ...(selection === undefined ? ['deployment-id (or deployment-name, or deployment)'] : [])
  ]
  return planOf({ notes: [{ subject: 'Deployment', text: `was not compared; that needs ${missing.join(', ')}` }] })
}

/** Shows the whole plan; ends the run if there is a reason not to carry it out. */
function show(plans: readonly Plan[], { log }: World, journal: Journal): void {
  const plan = join(plans)
  journal.plan(plan)
  for (const { heading, lines } of renderPlan(plan)) log.group(heading, lines)
  if (!plan.steps.some(changes)) log.info(journal.compared ? 'Nothing to change.' : 'Nothing was compared.')
  if (plan.conflicts.length > 0) throw new UserError(plan.conflicts.join('\n'))
}
