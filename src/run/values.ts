import { type Drawn, draw } from '../sources/draw.ts'
import { readLocal } from '../sources/local.ts'
import { readRemote } from '../sources/remote.ts'
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
    const job = complete(draft, local, vault && (await readThere(draft, vault, world)))
    for (const source of job.sources.values()) world.mask(source)
    notes ??= await warn(job, world)
    return { ...job, notes }
  }
}

/** Reads what lies in Vault, draws what is not there yet, and hides both at once; a plan generates nothing. */
async function readThere({ inVault, scope, inputs }: Draft, vault: Vault, world: World): Promise<Drawn> {
  const { values, ungenerated } = await readRemote(inVault, vault, scope)
  const { drawn, ...fresh } = draw(inputs.mode === 'plan' || inputs.undo !== '' ? [] : ungenerated)
  for (const found of [...values.values(), ...fresh.values.values()]) if ('value' in found) world.mask(found.value)
  return { values: new Map([...values, ...fresh.values]), drawn }
}
