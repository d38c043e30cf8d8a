import { counted } from './describe.ts'
import type { VaultIntentions } from './intentions.ts'
import type { ObservedVault } from './observed.ts'
import { ADOPT } from './ownership.ts'
import { join, type Plan, planOf, type VaultStep } from './step.ts'

/** Of a secret whose sources are not in the environment. */
export const NOT_GIVEN = 'not given here, not compared'

/** What this manifest will own after the run: what it makes, what it finds equal, what it takes over. */
export function planClaim({ manifest, scope, wanted }: VaultIntentions, { ledger }: ObservedVault): Plan<VaultStep> {
  const paths = wanted.filter(secret => secret.data !== undefined && !ledger.paths.has(secret.path)).map(secret => secret.path)
  const role = `${scope.authMount}/${scope.role}`
  const roles = manifest.manage.has('role') && !ledger.roles.has(role) ? [role] : []
  if (paths.length + roles.length === 0) return planOf({})
  const reason = `${counted(paths.length, 'secret')} and ${counted(roles.length, 'role')} are new to it`
  return planOf({
    steps: [{ kind: 'claim', manifest: scope.manifest, added: { paths: new Set(paths), roles: new Set(roles) }, reason }]
  })
}

/** One KV secret for each variable and connection; an equal one is left untouched. */
export function planSecrets({ scope, wanted, adopt }: VaultIntentions, { secrets, ledger }: ObservedVault): Plan<VaultStep> {
  const plans = wanted.map(({ path, label, data }): Plan<VaultStep> => {
    const there = secrets.get(path)
    if (data === undefined || there === undefined) return planOf({ notes: [{ subject: label, text: NOT_GIVEN }] })
    if (there.state === 'not-visible') return planOf({ conflicts: [`${label}: ${there.because}`] })
    if (there.state === 'absent')
      return planOf({ steps: [{ kind: 'secret', path, data, expected: there.version, reason: 'it does not exist yet' }] })
    if (there.data.equals(data)) return planOf({})
    if (ledger.paths.has(path) || adopt)
      return planOf({ steps: [{ kind: 'secret', path, data, expected: there.version, reason: 'its value has changed' }] })
    return planOf({
      conflicts: [
        `${label}: ${scope.mount}/${path} holds another value (version ${there.version}) that this action did not write; ${ADOPT}`
      ]
    })
  })
  return join(plans)
}
