import { isDeepStrictEqual } from 'node:util'
import { identityKind } from '../../identity/identities.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import type { Use } from '../../records/consumer.ts'
import { whoMayUse } from '../../records/readers.ts'
import { type Plan, told, warning } from '../plan.ts'

/** A warning for each recorded consumer of this role that cannot log in any more. `deployed`: ids of those that get a new credential. */
export function planLogins(scope: Scope, observed: ObservedVault, deployed: readonly string[]): Plan<never> {
  const held = whoMayUse({ kind: 'role', access: scope }, observed.readers).uses.filter(use => use.as === 'held')
  // A consumer that has moved to this mount no longer uses what its record on the old mount names.
  const moved = new Set(held.filter(use => use.mount === scope.mount).map(use => use.who.id))
  const current = held.filter(use => use.mount === scope.mount || !moved.has(use.who.id))
  return told(
    ...current.flatMap(use => {
      const why = deployed.includes(use.who.id) ? undefined : whyNot(use, observed)
      if (why === undefined) return []
      const owner = use.manifest === scope.manifest ? '' : ` of manifest ${use.manifest}`
      const cure = `Run mode \`deploy\`${owner} for this Deployment to restore access.`
      return [warning(`Deployment ${use.who.name}`, `cannot log in to Vault any more: ${why}`, cure)]
    })
  )
}

function whyNot(use: Use, { held, login }: ObservedVault): string | undefined {
  const noun = identityKind(use).credential?.noun ?? 'login'
  if (held.get(use.id)?.state === 'absent') return `its ${noun} no longer exists`
  if (use.login === undefined || login.state !== 'present' || isDeepStrictEqual(use.login, login.value)) return undefined
  const facts = Object.keys(login.value).map(name => name.replaceAll('_', '-'))
  return `the ${facts.join(' or ')} of ${use.role} has changed since the Deployment got its ${noun}`
}
