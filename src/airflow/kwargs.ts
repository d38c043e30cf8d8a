import { asciiJson } from './json.ts'

/** The class that Airflow loads, in every provider since Airflow 2. */
export const BACKEND_CLASS = 'airflow.providers.hashicorp.secrets.vault.VaultBackend'

/** `[secrets] backend`. A class that cannot be imported keeps every component of Airflow from starting. */
export const BACKEND = 'AIRFLOW__SECRETS__BACKEND'

/** `[secrets] backend_kwargs`: the arguments of `VaultBackend`, as a JSON object. */
export const BACKEND_KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'

/** Seconds. With hvac's own 30 and its three retries, a lookup takes two minutes when Vault is unreachable. */
const DEFAULT_TIMEOUT = 10

/** How Airflow reaches its secrets, apart from its login. */
export interface BackendSettings {
  /** KV version 2 mount, without leading or trailing slashes. */
  readonly mountPoint: string
  readonly connectionsPath: string
  readonly variablesPath: string
  /** Vault as Airflow's components reach it. */
  readonly url: string
  readonly namespace?: string
  /** Path of a CA bundle in the Airflow image, or false to skip verification. Default: the certificates of the image. */
  readonly verify?: string | boolean
  /** Seconds per request. Default: 10. */
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
 * The kwargs for these settings, with those of the login from `auth`. What equals hvac's default is left out. Configuration is
 * never looked up in Vault (`config_path`): of the three kinds, it is the only one that stops Airflow when Vault does not answer.
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
 * The text of `AIRFLOW__SECRETS__BACKEND_KWARGS`: compact ASCII JSON, keys in the order of the object. `$` is escaped, because
 * Airflow expands `$NAME` in an environment variable before it parses the JSON, and offers no other way to write it.
 */
export function serialiseKwargs(kwargs: object): string {
  return asciiJson(kwargs).replaceAll('$', '\\u0024')
}

/**
 * The environment variables among `names` that would change or replace the backend behind our back: single kwargs (since Airflow
 * 3.2) override those in the JSON, `_CMD` and `_SECRET` supply a value that is absent, and workers (since 3.0) may have their own
 * backend.
 */
export function conflictingVariables(names: readonly string[]): string[] {
  return names.filter(name =>
    /^AIRFLOW__(SECRETS__BACKEND_KWARG__.*|SECRETS__BACKEND(_KWARGS)?_(CMD|SECRET)|WORKERS__SECRETS_BACKEND.*)$/s.test(name)
  )
}
