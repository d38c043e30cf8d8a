import { prove } from '../apply/verify.ts'
import { UserError } from '../base/errors.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { pathOf } from '../manifest/entries.ts'
import { planReadAll } from '../plan/deployment/verify.ts'
import type { RunPorts } from './ports.ts'
import { NOT_IN_THIS_FOLDER, prepare } from './prepare.ts'
import { chapterOf, show } from './show.ts'

/**
 * Proves that Airflow can read every secret of the manifest, and does nothing else: with a credential of Airflow's role that lives a
 * minute at most. Reads no source. Throws if one of them is missing or refused.
 */
export async function verify(inputs: Inputs, ports: RunPorts): Promise<void> {
  const { scopes, imported } = prepare(inputs, NOT_IN_THIS_FOLDER, ports.repository)
  if (imported.problems.length > 0) throw new UserError(imported.problems)
  if (inputs.vault === undefined)
    throw new UserError('verify needs the address of Vault and a login', {
      hint: 'Set `vault-url` and the inputs of the login, such as `vault-token`.'
    })
  const { vault } = await ports.openVault(inputs.vault)
  const proofs = scopes.map(({ scope, entries }) => {
    const paths = new Set(entries.map(entry => pathOf(scope, entry)))
    return { scope, plan: planReadAll({ scope, paths: [...paths] }) }
  })
  show(
    proofs.map(({ scope, plan }) => chapterOf(scope, plan)),
    ports
  )
  for (const { scope, plan } of proofs) await prove(plan.steps, { ...ports, vault, scope })
}
