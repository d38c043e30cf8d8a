import { prove } from '../apply/verify.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { pathOf } from '../manifest/entries.ts'
import { planReadAll } from '../plan/deployment/verify.ts'
import type { Outcome } from '../plan/event.ts'
import { unchecked } from './imports.ts'
import type { RunPorts } from './ports.ts'
import { NOT_IN_THIS_FOLDER, prepare } from './prepare.ts'
import { chapterOf, show } from './show.ts'

/**
 * Proves that Airflow can read every secret of the manifest, and does nothing else: with a credential of Airflow's role that lives a
 * minute at most. Reads no source. Throws if one of them is missing or refused, or if one of the proofs could not be done from here.
 */
export async function verify(inputs: Inputs, ports: RunPorts): Promise<void> {
  const { scopes, imported, open, manifest } = prepare(inputs, NOT_IN_THIS_FOLDER, ports)
  if (imported.problems.length > 0) throw new UserError(imported.problems)
  for (const pattern of open) ports.tell({ kind: 'found', finding: unchecked(manifest, pattern, inputs) })
  if (inputs.vault === undefined)
    throw new UserError('verify needs the address of Vault and a login', {
      hint: 'Set `vault-url`, and log in with `vault login` or `vault-token`.'
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
  const unproved: Finding[] = []
  for (const { scope, plan } of proofs) {
    const outcome = await prove(plan.steps, { ...ports, vault, scope })
    if (outcome !== 'done') unproved.push({ severity: 'error', subject: `role ${scope.role}`, ...why(outcome) })
  }
  if (unproved.length > 0) throw new UserError(unproved)
}

const why = (outcome: Outcome | undefined): Pick<Finding, 'message' | 'hint'> =>
  outcome === undefined
    ? {
        message: 'was not proved to read anything: only Airflow can log in with this kind of login',
        hint: 'Read one of the secrets in a DAG of the Deployment.'
      }
    : {
        message: 'was not proved to read anything: it does not let this machine log in',
        hint: 'Run this from one of the addresses that the role is bound to (secret_id_bound_cidrs, token_bound_cidrs).'
      }
