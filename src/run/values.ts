import { readLocal } from '../sources/local.ts'
import { type RemotePlace, readRemote } from '../sources/remote.ts'
import type { Values } from '../sources/values.ts'
import type { Vault } from '../vault/port.ts'
import { complete, type Draft, type Job } from './prepare.ts'
import { warn } from './warnings.ts'
import type { World } from './world.ts'

/** Reads what needs no login, and hides it at once: whatever fails from here on may quote one. */
export async function readHere({ places, inputs }: Draft, world: World): Promise<Values> {
  const values = await readLocal(places, { ...inputs, ...world })
  for (const found of values.values()) if ('value' in found) world.mask(found.value)
  return values
}

/**
 * From the draft to all that the run is about: reads what lies in Vault and puts every value in. Throws `Mistakes` with all that
 * cannot work. Of what will probably go wrong it warns once, however often it is asked.
 */
export function resolving(draft: Draft, local: Values, world: World): (vault?: Vault) => Promise<Job> {
  let notes: Job['notes'] | undefined
  return async vault => {
    const remote = vault && (await readRemote(draft.inVault, vault, whereToDraw(draft)))
    const job = complete(draft, local, remote)
    for (const source of job.sources.values()) world.mask(source)
    notes ??= await warn(job, world)
    return { ...job, notes }
  }
}

const whereToDraw = ({ scope, inputs }: Draft): RemotePlace => ({
  mount: scope.mount,
  manifest: scope.manifest,
  mayGenerate: inputs.mode !== 'plan' && inputs.undo === ''
})
