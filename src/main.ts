import { applyVault, type VaultContext } from './apply/vault.ts'
import { prove } from './apply/verify.ts'
import { changeDeployment, foresee } from './change-deployment.ts'
import { coverageOf } from './coverage/coverage.ts'
import { describeProblem, type Problem, Problems, UserError } from './errors.ts'
import { isTooShortToMask } from './github/masks.ts'
import type { Inputs } from './inputs.ts'
import { observeUndo, observeVault } from './observe/vault.ts'
import { NOT_GIVEN } from './plan/secrets.ts'
import { type DeploymentStep, join, type Plan, planOf, type VaultStep } from './plan/step.ts'
import { planUndo } from './plan/undo.ts'
import { planVault } from './plan/vault.ts'
import { planVerify, proofOf } from './plan/verify.ts'
import { type Job, prepare } from './prepare.ts'
import { changes, type Journal } from './report/journal.ts'
import { renderPlan } from './report/render.ts'
import type { World } from './world.ts'

/** One run: everything is read and planned before the first change; the journal tells what came of it. */
export async function main(inputs: Inputs, world: World, journal: Journal): Promise<void> {
  const job = prepare(inputs, world.environment)
  hide(job, world)
  const coverage = await cover(job, world)
  const session = inputs.vault && (await world.openVault(inputs.vault))
  journal.compared = session !== undefined
  if (session === undefined) return show([unseen(job), deploymentUnseen(inputs), coverage], world, journal)

  const { vault } = session
  const onVault = { vault, log: world.log, mount: job.scope.mount, run: world.run }
  if (inputs.undo !== '') return await undo(job, onVault, world, journal)

  const observed = await observeVault(vault, { ...job, check: inputs.check, prune: inputs.prune.mode !== 'off' })
  const vaultPlan = planVault({ ...job, ...inputs, manifest: job.manifest }, observed)
  const proof = proofOf(vaultPlan.steps, inputs)
  const astro = inputs.astro && job.selector && world.openAstro(inputs.astro)
  const foreseen = astro && (await foresee({ job, world, ...session, astro, proof, journal }))
  const rest = foreseen?.plan ?? join([planVerify({ ...job, proof }), deploymentUnseen(inputs)])
  show([vaultPlan, rest, coverage], world, journal)
  if (inputs.mode === 'plan') return

  await applyVault(vaultPlan.steps, onVault, journal.did)
  if (foreseen !== undefined) await changeDeployment(foreseen)
  else await prove(rest.steps, { ...onVault, scope: job.scope }, journal.did)
}

/** Takes back what an earlier run changed, and does nothing else. */
async function undo({ scope, inputs }: Job, onVault: VaultContext, world: World, journal: Journal): Promise<void> {
  const plan = planUndo(scope, inputs.undo, await observeUndo(onVault.vault, scope, inputs.undo))
  show([plan], world, journal)
  if (inputs.mode !== 'plan') await applyVault(plan.steps, onVault, journal.did)
}

/** GitHub shows ten warnings of a step; one of ours counts the others. */
const WARNINGS = 8

/** Masks what was read from outside, and warns once about what is too short for that. */
function hide({ sources }: Job, { log }: World): void {
  for (const source of sources.values()) log.mask(source)
  const short = [...sources].filter(([, value]) => isTooShortToMask(value) && value.reveal() !== '').map(([name]) => name)
  if (short.length > 0)
    log.warning(`${short.join(', ')}: too short to be hidden in logs (under four characters); use a longer secret`)
}

/** Warns about the manifest, and about names that DAGs ask for and nobody defines; of these the notes have the whole list. */
async function cover({ inputs, manifest, warnings }: Job, { log, environment, signal }: World): Promise<Plan<never>> {
  const defined = { variable: [...manifest.variables.keys()], connection: manifest.connections.map(({ id }) => id) }
  const looks = inputs.coverage !== 'off' && inputs.undo === ''
  const { missing, notes } = looks
    ? await coverageOf({ projectDir: inputs.projectDir, defined, environment, signal })
    : { missing: [], notes: [] }
  const mistakes = inputs.coverage === 'fail' ? missing : []
  const all: Problem[] = [...warnings.map(message => ({ message })), ...(mistakes.length > 0 ? [] : missing)]
  for (const problem of all.slice(0, WARNINGS)) log.warning(describeProblem(problem), problem)
  if (all.length > WARNINGS) log.warning(`… and ${all.length - WARNINGS} more`)
  if (mistakes.length > 0) throw new Problems(mistakes)
  return planOf({ notes })
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
