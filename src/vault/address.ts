import { withoutEnd } from '../base/ends.ts'
import type { Secret } from '../base/secret.ts'
import type { Tls } from '../http/agents.ts'

/** Whether a text is the URL of a server and nothing else: Vault's clients append their own path. */
export function isServerUrl(text: string): boolean {
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text)) return false
  const { search, hash, username, password } = new URL(text)
  return search + hash + username + password === '' && !/[?#@\\\s]/.test(text)
}

/** What a finding says of a text that is not one. */
export const NO_SERVER_URL =
  'must be an http:// or https:// URL without user, query or fragment, such as https://vault.example.com:8200'

/**
 * What is wrong with an address of Vault, as the rest of a sentence about it. `/v1` and `/ui` are what clients and browsers add by
 * themselves: with them in it Vault answers 404, and Airflow takes every secret for missing. A prefix of a proxy is fine.
 */
export function vaultUrlProblem(text: string): string | undefined {
  if (!isServerUrl(text)) return NO_SERVER_URL
  const path = withoutEnd(new URL(text).pathname, '/')
  const own = path.search(/\/(?:v1|ui)(?:\/|$)/i)
  return own < 0 ? undefined : `must be the server's address alone; remove ${path.slice(own)}`
}

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
