import { identityKind } from '../identity/identities.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { withPlaces } from '../run/places.ts'
import type { Chosen } from '../run/targets.ts'
import { check, ok, unknown } from './check.ts'

/** Whether the manifest leaves to Astro where the pods run, so that nobody knows yet whom Vault should let in. */
export const isLeftOpen = ({ identity }: Manifest): boolean => identityKind(identity).fromPlatform?.(identity) !== undefined

export const LEFT_OPEN = 'the manifest leaves to Astro where the pods run, and not all of its Deployments could be looked at'

/** No line where the manifest says it. Where nobody does, that hides only what depends on it: `isLeftOpen`. */
export const places = check('places', ['values', 'scope', 'inputs', 'ports'], async ({ values, scope, inputs, ports }) => {
  const own = values.scopes.find(one => one.scope === scope.scope)
  if (own === undefined) return unknown('its values are not known')
  if (!isLeftOpen(own.manifest)) return { lines: [], value: own }
  if (inputs.astro === undefined || own.targets.length === 0) return { ...unknown(LEFT_OPEN), value: own }
  const astro = ports.openAstro(inputs.astro)
  const look = ({ ref }: Chosen) => astro.find(ref)
  const asked = new Map(own.targets.map(one => [one, look(one)]))
  // Why one could not be looked at is said in its own part.
  const seen = await Promise.allSettled(asked.values())
  if (seen.some(({ status }) => status === 'rejected')) return { ...unknown(LEFT_OPEN), value: own }
  return ok('Astro shows where the pods run', await withPlaces(own, async one => await (asked.get(one) ?? look(one))))
})
