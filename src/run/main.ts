import { asLongAsItMoves } from '../apply/moved.ts'
import { applyVault } from '../apply/vault.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { change } from './deployment.ts'
import { foresee, unseen } from './foresee.ts'
import { prepare } from './prepare.ts'
import { askRights } from './rights.ts'
import { show, stepsOf } from './show.ts'
import { undo } from './undo.ts'
import { readHere, resolving } from './values.ts'
import type { World } from './world.ts'

/** One run: everything is read and planned before the first change. `docs/architecture.md` tells the same story in words. */
export async function main(inputs: Inputs, world: World): Promise<void> {
  const draft = prepare(inputs)
  const resolve = resolving(draft, await readHere(draft, world), world)
  // What cannot work without Vault either is said before anybody is asked.
  const early = draft.inVault.length === 0 ? await resolve() : undefined
  const session = inputs.vault && (await world.openVault(inputs.vault))
  if (session === undefined) return show(unseen(early ?? (await resolve())), world, { compared: false })

  const allow = await askRights(draft, session.vault, world)
  await asLongAsItMoves(async () => {
    const job = early ?? (await resolve(session.vault))
    if (inputs.undo !== '') return await undo(job, session, allow, world)

    const foreseen = await foresee(job, session, world)
    show(foreseen.chapters, world)
    if (inputs.mode === 'plan') return

    allow(stepsOf(foreseen.chapters))
    await applyVault(foreseen.steps, foreseen.context)
    await foreseen.proof()
    for (const target of foreseen.targets) await change(target)
  })
}
