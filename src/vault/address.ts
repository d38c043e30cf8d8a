import type { Secret } from '../secret.ts'

/** How to reach one server. */
export interface Address {
  /** Without a slash at the end. */
  readonly url: string
  /** Of secrets, policies and Airflow's role; absent: the root namespace, or none. */
  readonly namespace?: string
  /** Of the auth method that the pipeline logs in with; absent: the root namespace, or none. */
  readonly loginNamespace?: string
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, Secret>>
  readonly tls: Tls
}

export interface Tls {
  /** PEM, one certificate or several; absent: the authorities that Node knows. */
  readonly ca?: string
  /** What this side shows, PEM. */
  readonly client?: { readonly certificate: string; readonly key: Secret }
  /** The name that the server's certificate must have; absent: the host of the URL. */
  readonly serverName?: string
  /** Anybody can then be the server. */
  readonly skipVerify: boolean
}
