import { asciiJson } from './json.ts'

/** The class that Airflow loads, in every provider since Airflow 2. */
export const BACKEND_CLASS = 'airflow.providers.hashicorp.secrets.vault.VaultBackend'

/** `[secrets] backend`. A class that cannot be imported keeps every component of Airflow from starting. */
export const BACKEND = 'AIRFLOW__SECRETS__BACKEND'

/** `[secrets] backend_kwargs`: the JSON object of what `VaultBackend` is called with. */
export const BACKEND_KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'

/** Seconds. hvac's own 30 make a lookup last two minutes, with its three retries, where Vault cannot be reached. */
const DEFAULT_TIMEOUT = 10

/** How Airflow is to reach its secrets, without what it logs in with. */
export interface BackendSettings {
  /** KV v2 mount, without slashes at its ends. */
  readonly mountPoint: string
  readonly connectionsPath: string
  readonly variablesPath: string
  /** As the Airflow components reach it. */
  readonly url: string
  readonly namespace?: string
  /** Path of a CA bundle in the Airflow image, or false to trust anybody; by default the certificates of the image. */
  readonly verify?: string | boolean
  /** Seconds, for each request; 10 by default. */
  readonly timeout?: number
}

/** The kwargs of `VaultBackend`, in the order in which they are written. */
export interface BackendKwargs {
  readonly connections_path: string
  readonly variables_path: string
  readonly config_path: null
  readonly mount_point: string
  readonly kv_engine_version: 2
  readonly url: string
  readonly namespace?: string
  readonly verify?: string | boolean
  readonly timeout: number
}

/**
 * The kwargs that the settings ask for, with those of the login in `auth`; what is at its default in hvac is left out. Configuration is never looked up in Vault
 * (`config_path`): of the three kinds it alone stops Airflow where Vault does not answer.
 */
export function backendKwargs(settings: BackendSettings, auth: Readonly<Record<string, string>>): BackendKwargs {
  const { namespace, verify } = settings
  return {
    connections_path: settings.connectionsPath,
    variables_path: settings.variablesPath,
    config_path: null,
    mount_point: settings.mountPoint,
    kv_engine_version: 2,
    url: settings.url,
    ...(namespace && { namespace }),
    ...auth,
    ...(verify !== undefined && { verify }),
    timeout: settings.timeout ?? DEFAULT_TIMEOUT
  }
}

/**
 * The text of `AIRFLOW__SECRETS__BACKEND_KWARGS`: compact ASCII JSON, keys in the order of the object. `$` is escaped because Airflow
 * expands `$NAME` in the environment's text before it reads that as JSON, and has no other way to write it.
 */
export function serialiseKwargs(kwargs: object): string {
  return asciiJson(kwargs).replaceAll('$', '\\u0024')
}

/**
 * Those of the environment's names that would change or replace the backend behind our back: single kwargs (since Airflow 3.2) win
 * over the same ones in the JSON, `_CMD` and `_SECRET` take the place of an absent value, and workers (since 3.0) may have a
 * backend of their own.
 */
export function conflictingVariables(names: readonly string[]): string[] {
  return names.filter(name =>
    /^AIRFLOW__(SECRETS__BACKEND_KWARG__.*|SECRETS__BACKEND(_KWARGS)?_(CMD|SECRET)|WORKERS__SECRETS_BACKEND.*)$/s.test(name)
  )
}
