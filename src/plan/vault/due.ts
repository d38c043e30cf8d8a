import type { Finding } from '../../base/finding.ts'
import { identityKind } from '../../identity/identities.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { whoMayUse } from '../../records/readers.ts'
import { note, type Plan, told, warning } from '../plan.ts'

interface Asked {
  readonly manifest: Manifest
  readonly scope: Scope
  readonly inputs: { readonly now: Date }
}

/**
 * For each recorded consumer of this manifest whose credential a `deploy` run would replace by its age: since when, or until when it
 * works. Dates only, which are the same in every run.
 */
export function planDue({ manifest: { identity }, scope, inputs: { now } }: Asked, observed: ObservedVault): Plan<never> {
  const kind = identityKind(identity)
  const { credential } = kind
  if (credential === undefined) return told()
  const { uses } = whoMayUse({ kind: 'role', access: scope }, observed.readers)
  const ours = uses.filter(({ as, manifest, mount }) => as === 'held' && manifest === scope.manifest && mount === scope.mount)
  return told(
    ...ours.flatMap(({ who, id }): Finding[] => {
      const facts = observed.held.get(id)
      if (facts?.state !== 'present') return []
      const { created, expires } = facts.value
      const subject = `Deployment ${who.name}`
      const hint = 'Run mode `deploy` for this Deployment; with `deploy-type: none` it ships nothing.'
      const isNear = expires !== undefined && secondsBetween(now, expires) <= kind.destroyAfter(identity)
      if (isNear) return [due(warning(subject, `has a ${credential.noun} that expires at ${expires.toISOString()}`, hint))]
      const rotation = new Date(created.getTime() + credential.rotateAfter(identity) * 1000)
      if (rotation > now) return []
      const since = rotation.toISOString().slice(0, 10)
      return [due(note(subject, `has a ${credential.noun} whose rotation is due since ${since} (rotate-after)`, hint))]
    })
  )
}

const secondsBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000
const due = (finding: Finding): Finding => ({ ...finding, topic: 'due' })
