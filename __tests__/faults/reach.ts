import { Secret } from '../../src/base/secret.ts'
import type { Tls } from '../../src/http/agents.ts'
import { openAgents } from '../../src/http/agents.ts'
import type { Login } from '../../src/vault/login/login.ts'
import { fixed, openSession, vaultFor } from '../../src/vault/open.ts'
import type { Vault } from '../../src/vault/port.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import { anAddress } from '../build/address.ts'

export interface Reach {
  readonly vault: Vault
  close(): void
}

interface Route {
  readonly url: string
  readonly tls?: Tls
  /** Default: that of a run. */
  readonly patienceMs?: number
}

/** The Vault port with a token that was given, on connections of its own. */
export function reach({ token, ...route }: Route & { readonly token: string }): Reach {
  const { address, transport } = open(route)
  return { vault: vaultFor(address, fixed(new Secret(token)), transport), close: () => transport.close() }
}

/** The Vault port after a login, with its session. */
export async function enter({ login, ...route }: Route & { readonly login: Login }) {
  const { address, transport } = open(route)
  const sources = { idToken: () => Promise.reject(new Error('no GitHub here')), hide: () => {} }
  const session = await openSession(address, login, transport, sources, () => {})
  return { session, vault: vaultFor(address, session, transport), close: () => transport.close() }
}

function open({ url, tls = { skipVerify: false }, patienceMs }: Route) {
  const signal = new AbortController().signal
  const transport = vaultTransport({ agents: openAgents(tls), signal, ...(patienceMs === undefined ? {} : { patienceMs }) })
  return { address: anAddress({ url, tls }), transport }
}

/** What a promise fails with; an error where it does not fail. */
export const failureOf = (promise: Promise<unknown>): Promise<Error & { readonly hint?: string }> =>
  promise.then(
    value => new Error(`it worked: ${JSON.stringify(value)}`),
    (error: Error) => error
  )
