import { UserError } from '../base/errors.ts'
import { visible } from '../base/visible.ts'
import type { Place } from './identity.ts'
import { clusterName, isPublic, issuerUrl, type Jwt } from './jwt-section.ts'

/** What the manifest leaves open, from where the Deployments of this run run. Undefined if it leaves nothing. */
export function fromPlatform(settings: Jwt): ((places: readonly Place[]) => Jwt) | undefined {
  const { issuer, namespaces } = settings
  if (issuer !== undefined && namespaces !== undefined) return undefined
  return places => {
    if (places.length === 0) throw unknownPlace(settings)
    return {
      ...settings,
      issuer: issuer ?? sole(places),
      namespaces: namespaces ?? [...new Set(places.map(place => told(place, 'namespace')))].sort()
    }
  }
}

/** An auth method trusts one issuer. */
function sole(places: readonly Place[]): string {
  const [first = '', ...others] = new Set(places.map(place => told(place, 'issuer')))
  if (others.length === 0) return first
  throw new UserError(`the Deployments ${places.map(({ name }) => name).join(', ')} have tokens of different issuers`, {
    hint: 'Write a manifest for each cluster, with another `runtime.jwt.mount`: an auth method trusts one issuer.'
  })
}

const RULES = {
  issuer: (text: string) => issuerUrl.safeParse(text).success && isPublic(text),
  namespace: (text: string) => clusterName.safeParse(text).success
}
const KEYS = { issuer: 'issuer', namespace: 'namespaces' }

function told(place: Place, what: keyof typeof RULES): string {
  const key = `runtime.jwt.${KEYS[what]}`
  const { name, [what]: said, isElsewhere } = place
  if (isElsewhere)
    throw new UserError(
      `${key} is missing, and Deployment ${name} runs its tasks on agents, of which Astro does not know the cluster`,
      {
        hint: `Set \`${key}\` to that of the cluster of the agents.`
      }
    )
  if (said === undefined || said === '')
    throw new UserError(`${key} is missing, and Astro shows none for Deployment ${name}`, {
      hint: `Set \`${key}\` in the manifest, or remove \`runtime\`: Airflow then logs in with an AppRole.`
    })
  if (!RULES[what](said))
    throw new UserError(
      `Astro shows ${visible(said)} as the ${what} of Deployment ${name}, which Vault must not be told to trust`,
      {
        hint: `Set \`${key}\` in the manifest.`
      }
    )
  return said
}

/** Why a run without Deployments cannot go on. */
const unknownPlace = ({ issuer, namespaces }: Jwt): UserError => {
  const missing = [...(issuer === undefined ? ['issuer'] : []), ...(namespaces === undefined ? ['namespaces'] : [])]
  const keys = missing.map(key => `runtime.jwt.${key}`).join(' and ')
  return new UserError(`${keys} must be in the manifest for a run that looks at no Deployment`, {
    hint: 'Write them there, or choose a Deployment.'
  })
}
