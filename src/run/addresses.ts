import { BACKEND_KWARGS, type BackendKwargs } from '../airflow/kwargs.ts'
import { kwargsProblems } from '../airflow/kwargs-rules.ts'
import type { Finding } from '../base/finding.ts'
import type { AuthKwargs } from '../identity/identity.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { vaultUrlProblem } from '../vault/address.ts'

/** By the rules of Airflow's own constructor: what it refuses keeps every component from starting. `auth`: not known yet. */
export function kwargsMistakes(kwargs: BackendKwargs, auth: AuthKwargs): Finding[] {
  if (kwargs.url === '') return []
  return kwargsProblems({ ...kwargs, ...auth }).map(problem => ({
    severity: 'error',
    message: `${BACKEND_KWARGS} would be invalid: ${problem}`
  }))
}

/** Addresses that can never work from inside a Deployment. */
export function addressProblems({ vault, astro, mode }: Inputs, manifest: Manifest): Finding[] {
  const { airflowUrl } = manifest.vault
  const url = airflowUrl ?? vault?.url
  if (url === undefined) return []
  const at = (message: string) => manifest.findingAt(['vault', 'airflow-url'], message)
  const wrong = vaultUrlProblem(url)
  if (wrong !== undefined) return [at(wrong)]
  const { hostname } = new URL(url)
  const problems: Finding[] = []
  // Without an Astro token, vault-url says only how this runner reaches Vault.
  const forCloud = astro === undefined ? airflowUrl !== undefined : astro.domain !== 'localhost'
  if (mode !== 'sync' && forCloud && isLoopback(hostname)) {
    problems.push(
      airflowUrl === undefined
        ? {
            severity: 'error',
            message: `vault-url is ${url}, which a Deployment in the cloud cannot reach; set vault.airflow-url in the manifest to the address at which Airflow reaches Vault`
          }
        : at(`is ${url}, which a Deployment in the cloud cannot reach; set it to the address at which Airflow reaches Vault`)
    )
  }
  if (hostname.endsWith('.hashicorp.cloud') && vault !== undefined && vault.namespace === undefined) {
    problems.push({
      severity: 'error',
      message: `${url} is on HCP Vault, which requires a namespace; set vault-namespace (usually admin)`
    })
  }
  return problems
}

/** Whether the host of a URL is the machine that asks. */
export const isLoopback = (host: string) =>
  /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|host\.docker\.internal)$/.test(host) || host.endsWith('.localhost')

/** Addresses that work, but not well. */
export function addressWarnings({ vault, local }: Inputs, manifest: Manifest): Finding[] {
  const warnings: Finding[] = []
  const warn = (message: string) => warnings.push({ severity: 'warning', message })
  const url = manifest.vault.airflowUrl ?? vault?.url ?? ''
  const isHere = local !== undefined && URL.canParse(url) && isLoopback(new URL(url).hostname)
  if (url.startsWith('http://') && !isHere)
    warn(`Airflow will connect to ${url} without TLS, so anybody on the network path can read its secrets; use https`)
  if (vault?.tls.ca !== undefined && manifest.vault.airflowCa === undefined) {
    warn(
      'vault-ca-certificate is set, but vault.airflow-ca is not: Airflow must trust that authority too; add its certificate to the image, and set vault.airflow-ca to its path'
    )
  }
  return warnings
}
