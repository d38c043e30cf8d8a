import type { Secret } from '../base/secret.ts'
import { openAgents } from '../http/agents.ts'
import { withGrace } from '../http/grace.ts'
import { proxyFor } from '../http/proxy.ts'
import type { Address } from './address.ts'
import type { Login, LoginOptions } from './login/login.ts'
import { openSession, revoke, vaultFor } from './open.ts'
import type { Vault } from './port.ts'
import { vaultTransport } from './service.ts'

/** What a connection needs from whoever opens it. */
export interface ConnectOptions extends LoginOptions {
  readonly signal: AbortSignal
  /** Called with each token that a login returns, and with `undefined` once none is left; `airflow`: the token of the proof. */
  onToken(whose: 'pipeline' | 'airflow', token: Secret | undefined): void
}

export interface VaultConnection {
  readonly vault: Vault
  /** Keeps working for a while after `signal`. */
  readonly lastWords: Vault
  /** Revokes every token that a login returned, and closes all connections. */
  logOut(): Promise<void>
}

/** Logs in. What has to outlive the run gets connections of its own. */
export async function connect(
  { login, ...server }: Address & { login: Login },
  options: ConnectOptions
): Promise<VaultConnection> {
  const { signal, hide, onToken } = options
  const address = { ...server, reached: {} }
  const proxy = proxyFor(address.url, hide)
  const transport = vaultTransport({ agents: openAgents(address.tls, { proxy }), signal })
  const entering = vaultTransport({ agents: openAgents(address.tls, { proxy }), signal: withGrace(signal) })
  // On connections of its own: the end of the run closes the others.
  const lasting = { agents: openAgents(address.tls, { proxy }), signal: new AbortController().signal }
  const afterwards = vaultTransport({ ...lasting, patienceMs: 5_000 })
  const close = () => {
    for (const each of [transport, entering, afterwards]) each.close()
  }
  const session = await openSession(address, login, entering, options, token => {
    hide(token)
    onToken('pipeline', token)
  }).catch(error => {
    // A tunnel that is still being opened would keep this process alive.
    close()
    throw error
  })
  const onAirflowToken = (token: Secret | undefined) => {
    if (token !== undefined) hide(token)
    onToken('airflow', token)
  }
  return {
    vault: vaultFor(address, session, transport, { entering, lasting: afterwards, onAirflowToken }),
    lastWords: vaultFor(address, session, afterwards),
    async logOut() {
      try {
        for (const token of session.issued) await revoke({ ...address, namespace: address.loginNamespace }, token, afterwards)
        if (session.issued.length > 0) onToken('pipeline', undefined)
      } finally {
        close()
      }
    }
  }
}
