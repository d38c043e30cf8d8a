import { applyVault } from '../apply/vault.ts'
import { readersNow } from '../observe/readers.ts'
import { observeUndo } from '../observe/vault.ts'
import { planUndo } from '../plan/vault/undo.ts'
import { keyOnce } from './key.ts'
import type { Allow } from './permissions.ts'
import type { RunPorts, VaultPorts } from './ports.ts'
import type { ResolvedRun } from './prepare.ts'
import { show } from './show.ts'

/** Reverses what an earlier run changed, and does nothing else. */
export async function undo({ scope, inputs }: ResolvedRun, { vault }: VaultPorts, allow: Allow, ports: RunPorts): Promise<void> {
  const observed = await observeUndo(vault, scope, inputs.undo)
  const plan = planUndo(scope, inputs.undo, observed)
  show([{ plan }], ports)
  if (inputs.mode === 'plan') return

  allow(plan.steps)
  const context = { ...ports, vault, mount: scope.mount, readers: () => readersNow(vault, scope) }
  await applyVault(plan.steps, { ...context, key: keyOnce(observed.key, context) })
}
