import { counted } from '../base/counted.ts'
import { UserError } from '../base/errors.ts'
import type { Journal } from '../report/journal.ts'
import type { ExitCode } from './command.ts'

const HINT = 'Set `--vault-url` (or VAULT_ADDR) and a login.'

/** Whether a plan has something to change. Without Vault nobody knows. */
export function changesIn({ compared, changed }: Pick<Journal, 'compared' | 'changed'>): ExitCode {
  if (!compared) throw new UserError('--exit-code says whether something would change, and nothing was compared', { hint: HINT })
  return changed ? 2 : 0
}

/** Whether two sides differ. Nobody knows that as long as a name is unknown, unless another one differs for sure. */
export function differencesIn({ diffs }: Pick<Journal, 'diffs'>): ExitCode {
  const states = diffs.flatMap(({ names }) => names.map(({ state }) => state))
  if (states.some(state => state !== 'equal' && state !== 'unknown')) return 2
  const unknown = states.filter(state => state === 'unknown').length
  if (unknown > 0)
    throw new UserError(`--exit-code says whether there is a difference, and ${counted(unknown, 'name')} could not be compared`, {
      hint: 'The notes of each say why. If Vault was not asked, set `--vault-url` (or VAULT_ADDR) and a login.'
    })
  return 0
}
