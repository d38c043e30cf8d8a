import { replanWhileStale } from '../apply/stale-plan.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { keepingRecords } from '../records/fleeting.ts'
import type { Vault } from '../vault/port.ts'
import type { RunPorts } from './ports.ts'

/** Does it again while the plan is stale, and after a record had to be kept. A plan alone keeps none: it changes nothing. */
export async function replanning(
  { mode }: Pick<Inputs, 'mode'>,
  { tell, agree }: Pick<RunPorts, 'tell' | 'agree'>,
  vault: Vault,
  act: () => Promise<void>
): Promise<void> {
  if (mode === 'plan') return await replanWhileStale(act)
  const asked = async (where: string) =>
    await agree?.([], [`write ${where} once more: Vault would delete it (delete_version_after)`])
  const told = (where: string) => {
    const message = `${where} was written once more, because Vault would have deleted it (delete_version_after)`
    tell({ kind: 'found', finding: { severity: 'warning', message } })
  }
  await keepingRecords(vault, { asked, told }, () => replanWhileStale(act))
}
