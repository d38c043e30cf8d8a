import { loadAll } from 'js-yaml'
import { UserError } from '../base/errors.ts'

/** Where Airflow runs: in containers, or on this machine itself. */
export interface AirflowPlace {
  readonly isStandalone: boolean
  /** Whether containers reach this machine as host.docker.internal: Docker Desktop has that, an engine on Linux has not. */
  readonly hasHostName: boolean
}

/** The address of Vault as Airflow reaches it, from the one that this machine uses. */
export function airflowUrlOf(url: string, { isStandalone, hasHostName }: AirflowPlace): string {
  const address = new URL(url)
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname)
  if (isStandalone || !isHere) return url
  if (!hasHostName)
    throw new UserError(`containers on Linux cannot reach ${url}, which is this machine alone`, {
      hint: 'Use `--standalone` if Airflow runs without containers, or `--airflow-url` with an address that they reach.'
    })
  address.hostname = 'host.docker.internal'
  return address.href.replace(/\/$/, '')
}

/** Whether the project runs without containers unless somebody says otherwise (`dev.mode` in `.astro/config.yaml`). */
export function isStandaloneConfig(text: string): boolean {
  try {
    const [config] = loadAll(text) as { readonly dev?: { readonly mode?: unknown } | null }[]
    return config?.dev?.mode === 'standalone'
  } catch {
    // The CLI complains of it itself.
    return false
  }
}
