import { applyVault } from '../apply/vault.ts'
import { readersNow } from '../observe/readers.ts'
import { observeUndo } from '../observe/vault.ts'
import { planUndo } from '../plan/vault/undo.ts'
import { keyOnce } from './key.ts'
import type { Allow } from './permissions.ts'
import type { RunPorts, VaultPorts } from './ports.ts'
import type { ResolvedRun } from './prepare.ts'
import { chapterOf, show, stepsOf } from './show.ts'

/** Reverses what an earlier run changed in the chosen scopes, and does nothing else. It need not have changed each of them. */
export async function undo({ scopes, inputs }: ResolvedRun, { vault }: VaultPorts, allow: Allow, ports: RunPorts): Promise<void> {
  const observing = []
  for (const { scope } of scopes) {
    const observed = await observeUndo(vault, scope, inputs.undo)
    observing.push({ scope, observed, plan: planUndo(scope, inputs.undo, observed) })
  }
  const changed = observing.filter(({ observed }) => observed.changes.length > 0)
  const undoing = changed.length > 0 ? changed : observing
  const chapters = undoing.map(({ scope, plan }) => chapterOf(scope, plan))
  show(chapters, ports)
  if (inputs.mode === 'plan') return

  allow(stepsOf(chapters))
  await ports.agree?.(chapters)
  for (const { scope, observed, plan } of undoing) {
    const context = { ...ports, vault, mount: scope.mount, readers: () => readersNow(vault, scope) }
    await applyVault(plan.steps, { ...context, key: keyOnce(observed.key, context) })
  }
}
