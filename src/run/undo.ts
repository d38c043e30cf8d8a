import { applyVault } from '../apply/vault.ts'
import { observeUndo } from '../observe/vault.ts'
import { planUndo } from '../plan/vault/undo.ts'
import { keyOnce } from './key.ts'
import type { Job } from './prepare.ts'
import type { Allow } from './rights.ts'
import { show } from './show.ts'
import type { Session, World } from './world.ts'

/** Takes back what an earlier run changed, and does nothing else. */
export async function undo({ scope, inputs }: Job, { vault }: Session, allow: Allow, world: World): Promise<void> {
  const observed = await observeUndo(vault, scope, inputs.undo)
  const plan = planUndo(scope, inputs.undo, observed)
  show([{ plan }], world)
  if (inputs.mode === 'plan') return

  allow(plan.steps)
  const context = { ...world, vault, mount: scope.mount }
  await applyVault(plan.steps, { ...context, key: keyOnce(observed.key, context) })
}
