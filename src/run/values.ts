import { type Drawn, draw } from '../sources/draw.ts'
import { readLocal } from '../sources/local.ts'
import { readRemote } from '../sources/remote.ts'
import type { Values } from '../sources/values.ts'
import type { Vault } from '../vault/port.ts'
import type { RunPorts } from './ports.ts'
import { complete, type PreparedRun, type ResolvedRun } from './prepare.ts'
import { warn } from './warnings.ts'

/** Reads what needs no login, and masks it at once: whatever fails from here on may quote a value. */
export async function readHere({ scopes, inputs }: PreparedRun, ports: RunPorts): Promise<Values> {
  const places = scopes.flatMap(({ places }) => places)
  const values = await (ports.readSources ?? readLocal)(places, { ...inputs, ...ports })
  for (const found of values.values()) {
    if (!('value' in found)) continue
    ports.mask(found.value)
    if (found.written !== undefined) ports.mask(found.written)
  }
  return values
}

/**
 * Resolves a prepared run: reads what is in Vault and inserts every value. Throws `Mistakes` with all that
 * cannot work. Warns once of what will probably go wrong, however often it is called.
 */
export function resolving(prepared: PreparedRun, local: Values, ports: RunPorts): (vault?: Vault) => Promise<ResolvedRun> {
  let notes: ResolvedRun['notes'] | undefined
  return async vault => {
    const resolved = complete(prepared, local, vault && (await readThere(prepared, vault, ports)))
    for (const source of resolved.sources.values()) ports.mask(source)
    notes ??= await warn(resolved, ports)
    return { ...resolved, notes }
  }
}

/** Reads what is in Vault, draws what is not there yet, and masks both at once; a plan generates nothing. */
export async function readThere(
  { scopes, manifest, inputs }: PreparedRun,
  vault: Vault,
  ports: Pick<RunPorts, 'mask'>
): Promise<Drawn> {
  const places = scopes.flatMap(({ inVault }) => inVault)
  const where = { mount: manifest.vault.mount, manifest: manifest.name }
  const { values, ungenerated } = await readRemote(places, vault, where)
  const { drawn, ...fresh } = draw(inputs.mode === 'plan' || inputs.undo !== '' ? [] : ungenerated)
  for (const found of [...values.values(), ...fresh.values.values()]) if ('value' in found) ports.mask(found.value)
  return { values: new Map([...values, ...fresh.values]), drawn }
}
