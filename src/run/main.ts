import { Superseded } from '../apply/vault.ts'
import { counted } from '../base/counted.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { note, type Plan, told } from '../plan/plan.ts'
import type { VaultStep } from '../plan/step.ts'
import { notGiven } from '../plan/vault/secrets.ts'
import type { Journal } from '../report/journal.ts'
import { readLocal } from '../sources/local.ts'
import { type RemotePlace, readRemote } from '../sources/remote.ts'
import { carryOut, deploymentUnseen, show } from './carry-out.ts'
import { forewarn, hide } from './forewarn.ts'
import { preflight } from './preflight.ts'
import { complete, type Draft, type Job, prepare } from './prepare.ts'
import type { World } from './world.ts'

/** One run: everything is read and planned before the first change; the journal tells what came of it. */
export async function main(inputs: Inputs, world: World, journal: Journal): Promise<void> {
  const draft = prepare(inputs)
  const local = await readLocal(draft.places, { ...inputs, ...world })
  // At once: whatever fails from here on may quote one.
  for (const found of local.values()) if ('value' in found) world.log.mask(found.value)
  const inVault = draft.places.filter(({ source }) => source.from === 'vault' || source.from === 'generate')
  let forewarned: Plan<never> | undefined
  const ready = async (job: Job) => {
    hide(job, world.log)
    forewarned ??= await forewarn(job, world)
    return { job, forewarned }
  }
  // What cannot work without Vault either is said before anybody is asked.
  const early = inVault.length === 0 ? await ready(complete(draft, local)) : undefined
  const session = inputs.vault && (await world.openVault(inputs.vault))
  journal.compared = session !== undefined
  if (session === undefined) {
    const { job, forewarned } = early ?? (await ready(complete(draft, local)))
    return show([unseen(job), deploymentUnseen(inputs), forewarned], world, journal)
  }

  const permit = await preflight(draft, session.vault, world.log)
  const work = async () => {
    const { job, forewarned } =
      early ?? (await ready(complete(draft, local, await readRemote(inVault, session.vault, whereToDraw(draft)))))
    await carryOut(job, { ...session, permit, forewarned }, world, journal)
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

/** Without credentials (a pull request from a fork) the manifest is checked, and nothing is compared. */
function unseen({ wanted, scope }: Job): Plan<VaultStep> {
  const message = `was not asked, for lack of credentials: ${counted(wanted.length, 'secret')}, policy ${scope.policy} and role ${scope.role} were not compared`
  const missing = wanted.filter(({ data }) => data === undefined).map(({ label }) => notGiven(label))
  return told(note('Vault', message), ...missing)
}
