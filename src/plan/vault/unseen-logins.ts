import { identityKind } from '../../identity/identities.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { findingsOf, isUnlisted, whoMayUse } from '../../records/readers.ts'
import { notCompared, type Plan, told } from '../plan.ts'

/** Notes on what `planLogins` and `planDue` could not look at with this token: nobody knows whether those Deployments can log in. */
export function planUnseenLogins(scope: Scope, { readers, held, login }: ObservedVault): Plan<never> {
  const users = whoMayUse({ kind: 'role', access: scope }, readers)
  const subject = `the Deployments of role ${scope.role}`
  const who = 'whether they can still log in'
  return told(
    ...(isUnlisted(users) ? [notCompared(subject, `were not looked at (${who}): this token cannot list their records`)] : []),
    ...(findingsOf(users).length > 0 ? [notCompared(subject, `were not all looked at (${who}): a record cannot be read`)] : []),
    ...users.uses.flatMap(use => {
      if (use.as !== 'held') return []
      const { noun = 'login' } = identityKind(use).credential ?? {}
      const facts = held.get(use.id)
      const hidden =
        facts?.state === 'not-visible' ? facts : use.login !== undefined && login.state === 'not-visible' ? login : undefined
      if (hidden === undefined) return []
      return [notCompared(`Deployment ${use.who.name}`, `was not looked at (whether its ${noun} still works): ${hidden.because}`)]
    })
  )
}
