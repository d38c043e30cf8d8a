/** Where the CLI reaches the API on a domain of tests, if nothing else is said. */
const LOOPBACK = 'http://localhost:8888'

/** Where people find a Deployment, as the CLI prints it. */
export function deploymentPage(
  domain: string,
  { id, workspaceId }: { readonly id: string; readonly workspaceId: string }
): string {
  const host = domain.replace('cloud.', '').replace(/^pr\d{4,6}\.(?=astronomer-dev\.io$)/, '')
  const origin = domain === 'localhost' ? 'http://localhost:5000' : `https://cloud.${host}`
  return `${origin}/${encodeURIComponent(workspaceId)}/deployments/${encodeURIComponent(id)}`
}

/** The address of Astro's API, as the CLI builds it. Undefined if `domain` is no host name. */
export function apiAddress(domain: string, apiUrl = LOOPBACK): URL | undefined {
  if (domain === 'localhost') return new URL(apiUrl)
  // The token goes there, so nothing in the domain may change the host.
  if (!/^[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(domain)) return undefined
  const host = domain.replace('cloud.', '')
  const [, preview, rest] = /^(pr\d{4,6})\.(astronomer-dev\.io)$/.exec(host) ?? []
  return new URL(`https://${preview === undefined ? `api.${host}` : `${preview}.api.${rest}`}`)
}
