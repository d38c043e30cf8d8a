import type { Named } from '../airflow/definition.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { pathOf } from '../manifest/entries.ts'
import { unchecked } from '../run/imports.ts'
import type { RunPorts } from '../run/ports.ts'
import { NOT_IN_THIS_FOLDER, prepare } from '../run/prepare.ts'
import { dataPath } from '../vault/paths.ts'
import type { KvRead } from '../vault/port.ts'
import { inputsFor, type LocalRun } from './up.ts'
import { environmentHere, type LocalValues } from './values.ts'

/** One secret of the manifest, as the credential in `.env` reads it. */
export type Found = Named & { readonly data: Extract<KvRead, { state: 'present' }>['data'] }

/**
 * Reads every secret of the manifest with the credential that `.env` holds, those that its patterns match on this workstation included.
 * Throws with all that it cannot read.
 */
export const readBack =
  (local: LocalRun, values: Pick<LocalValues, 'given'>, found: (one: Found) => void) =>
  async (inputs: Inputs, ports: RunPorts): Promise<void> => {
    const about = inputsFor(inputs, local)
    const { scopes, open, manifest } = prepare(about, NOT_IN_THIS_FOLDER, {
      environment: environmentHere(values, ports.environment)
    })
    for (const pattern of open) ports.tell({ kind: 'found', finding: unchecked(manifest, pattern, about) })
    if (about.vault === undefined) throw new Error('the address of Vault is known')
    const { vault } = await ports.openVault(about.vault)
    const wrong: Finding[] = []
    for (const { scope, entries } of scopes)
      for (const { kind, name } of entries) {
        const path = pathOf(scope, { kind, name })
        const seen = await vault.read(scope.mount, path)
        if (seen.state === 'present') found({ kind, name, data: seen.data })
        else {
          const why = seen.state === 'absent' ? 'it is not there' : seen.because
          wrong.push({
            severity: 'error',
            message: `${dataPath(scope.mount, path)} cannot be read: ${why}`,
            hint: 'Run `local up`.'
          })
        }
      }
    if (wrong.length > 0) throw new UserError(wrong)
  }
