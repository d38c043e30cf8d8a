import type { Deployment } from '../astro/port.ts'
import { identityKind } from '../identity/identities.ts'
import type { ResolvedScope } from './prepare.ts'
import type { Chosen } from './targets.ts'

/** The scope with what its identity leaves to the platform: where its Deployments run. Throws if Astro does not say it. */
export async function withPlaces(resolved: ResolvedScope, look: (chosen: Chosen) => Promise<Deployment>): Promise<ResolvedScope> {
  const { manifest, targets } = resolved
  const complete = identityKind(manifest.identity).fromPlatform?.(manifest.identity)
  if (complete === undefined) return resolved
  const seen = await Promise.allSettled(targets.map(look))
  const deployments = seen.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  // Without all of them, the others would be refused by what is written.
  for (const one of seen) if (one.status === 'rejected') throw one.reason
  const places = deployments.map(({ remoteExecution, ...place }) => ({ ...place, isElsewhere: remoteExecution ?? false }))
  return { ...resolved, manifest: { ...manifest, identity: complete(places) } }
}
