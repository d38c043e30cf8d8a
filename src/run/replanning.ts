import { replanWhileStale } from '../apply/stale-plan.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { keepingRecords } from '../records/fleeting.ts'
import type { Vault } from '../vault/port.ts'
import type { RunPorts } from './ports.ts'

/** Does it again while the plan is stale, and after a record had to be kept. A plan alone keeps none: it changes nothing. */
export async function replanning(
  { mode }: Pick<Inputs, 'mode'>,
  { tell }: Pick<RunPorts, 'tell'>,
  vault: Vault,
  act: () => Promise<void>
): Promise<void> {
  if (mode === 'plan') return await replanWhileStale(act)
  const told = (where: string) => {
    const message = `${where} was written once more, because Vault would have deleted it (delete_version_after)`
    tell({ kind: 'found', finding: { severity: 'warning', message } })
  }
  await keepingRecords(vault, told, () => replanWhileStale(act))
}
