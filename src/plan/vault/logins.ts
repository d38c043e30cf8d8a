import { isDeepStrictEqual } from 'node:util'
import type { Finding } from '../../base/finding.ts'
import { identityKind } from '../../identity/identities.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import type { Use } from '../../records/consumer.ts'
import { isUnlisted, roleOf, whoMayUse } from '../../records/readers.ts'
import { notAtRest, type Plan, told, warning } from '../plan.ts'

/** A warning for each recorded consumer of this role that cannot log in any more, or one for all if they cannot be listed. `deployed`: ids of those that get a new credential. */
export function planLogins(scope: Scope, observed: ObservedVault, deployed: readonly string[]): Plan<never> {
  const users = whoMayUse({ kind: 'role', access: scope }, observed.readers)
  const held = users.uses.filter(use => use.as === 'held')
  // A consumer that has moved to this mount no longer uses what its record on the old mount names.
  const moved = new Set(held.filter(use => use.mount === scope.mount).map(use => use.who.id))
  const current = held.filter(use => use.mount === scope.mount || !moved.has(use.who.id))
  return told(
    ...(isUnlisted(users) ? unlisted(scope, observed) : []),
    ...current.flatMap(use => {
      const why = deployed.includes(use.who.id) ? undefined : whyNot(use, observed)
      if (why === undefined) return []
      if (use.changedBy !== undefined) return [moving(use, use.changedBy, why)]
      const owner = use.manifest === scope.manifest ? '' : ` of manifest ${use.manifest}`
      const cure = `Run mode \`deploy\`${owner} for this Deployment to restore access.`
      return [bySomebody(warning(`Deployment ${use.who.name}`, `cannot log in to Vault any more: ${why}`, cure))]
    })
  )
}

/** A role takes its credentials with it, and who held them cannot be named. */
function unlisted(scope: Scope, { role, ledger }: ObservedVault): Finding[] {
  if (role.state !== 'absent' || !ledger.roles.has(roleOf(scope))) return []
  const message = 'may have been deleted, and this token cannot list the Deployments that then cannot log in to Vault any more'
  const hint = 'Run mode `deploy` for each Deployment of this role to restore access.'
  return [bySomebody(warning(`role ${scope.role}`, message, hint))]
}

/** What it holds and what Vault knows differ until that run has given it the new one. */
const moving = ({ who }: Use, run: string, why: string): Finding =>
  notAtRest(
    `Deployment ${who.name}`,
    `cannot log in to Vault (${why}), and run ${run} is changing it or has left it unsettled`,
    'Run again when that run has ended. If it is not at work any more, run mode `deploy` for this Deployment.'
  )

const bySomebody = (finding: Finding): Finding => ({ ...finding, topic: 'drift' })

function whyNot(use: Use, { held, login }: ObservedVault): string | undefined {
  const noun = identityKind(use).credential?.noun ?? 'login'
  if (held.get(use.id)?.state === 'absent') return `its ${noun} no longer exists`
  if (use.login === undefined || login.state !== 'present' || isDeepStrictEqual(use.login, login.value)) return undefined
  const facts = Object.keys(login.value).map(name => name.replaceAll('_', '-'))
  return `the ${facts.join(' or ')} of ${use.role} has changed since the Deployment got its ${noun}`
}
