import type { Secret } from '../base/secret.ts'
import type { Transport } from '../http/transport.ts'
import type { Address } from './address.ts'
import { appRolePort } from './approle.ts'
import { capabilities } from './capabilities.ts'
import { type Client, type ClientOptions, vaultClient } from './client.ts'
import { VaultError } from './errors.ts'
import { kvPort } from './kv.ts'
import { airflowLogin, entrance } from './login/enter.ts'
import type { Login, LoginOptions } from './login/login.ts'
import { refuseIgnored } from './namespaces.ts'
import { ownCapabilities, ownPolicies } from './own-capabilities.ts'
import type { Vault } from './port.ts'
import { Session } from './session.ts'
import { systemPort } from './system.ts'

/** A server, and how far it is known to have come. */
type Place = Address & Pick<ClientOptions, 'reached'>

/** Logs in; `vaultFor` makes the port of the session. `onToken` is called with every token that a login returns. */
export async function openSession(
  address: Place,
  login: Login,
  transport: Transport,
  surroundings: LoginOptions,
  onToken: (token: Secret) => void
): Promise<Session> {
  await refuseIgnored(address, transport)
  const there = { ...address, namespace: address.loginNamespace }
  const anonymous = vaultClient(there, transport)
  const withToken = (token: Secret) => vaultClient({ ...there, session: fixed(token) }, transport)
  const isAlive = (token: Secret) => lookUp(withToken(token))
  if (login.method === 'token') return new Session({ token: login.token, isAlive })
  const enter = await entrance(login, { anonymous, withToken, namespace: there.namespace }, surroundings)
  const enterAndTell = async () => {
    const token = await enter()
    onToken(token)
    return token
  }
  return new Session({ token: await enterAndTell(), enter: enterAndTell, isAlive })
}

export interface VaultOptions {
  /** Airflow's login goes through it; default: the same transport. */
  readonly entering?: Transport
  /** The token of that login is revoked through it, even after the end of a run; default: the same transport. */
  readonly lasting?: Transport
  /** Called with the token of Airflow's login, and with `undefined` once it is revoked. */
  readonly onAirflowToken?: (token: Secret | undefined) => void
}

/** The Vault port of one session on one transport. */
export function vaultFor(
  address: Place,
  session: Session,
  transport: Transport,
  { entering = transport, lasting = transport, onAirflowToken = () => {} }: VaultOptions = {}
): Vault {
  const client = vaultClient({ ...address, session }, transport)
  // sys/health refuses a namespace header on OpenBao.
  const anywhere: ClientOptions = { url: address.url, headers: address.headers }
  return {
    capabilities: paths => ownCapabilities(client, paths),
    ownPolicies: () => ownPolicies(client),
    ...systemPort(client, vaultClient(anywhere, transport)),
    ...appRolePort(client),
    ...kvPort(client),
    async runtime(mount, roleId, secretId) {
      const door = { anonymous: vaultClient(address, entering), namespace: address.namespace }
      const token = await airflowLogin(mount, roleId, secretId, door)
      onAirflowToken(token)
      const identity = vaultClient({ ...address, session: fixed(token) }, transport)
      return {
        capabilities: paths => capabilities(identity, paths, address.namespace),
        read: kvPort(identity).read,
        async leave() {
          await revoke(address, token, lasting)
          onAirflowToken(undefined)
        }
      }
    }
  }
}

/** A token that is never replaced. */
export const fixed = (token: Secret): Session => new Session({ token, isAlive: async () => true })

async function lookUp(client: Client): Promise<boolean> {
  try {
    await client.get('auth/token/lookup-self')
    return true
  } catch (error) {
    // If a policy forbids the lookup, Vault knows the token.
    if (error instanceof VaultError && error.status === 403) return !error.tokenGone
    throw error
  }
}

/** Revokes a token in its own namespace; one that is already gone is fine. */
export async function revoke(place: ClientOptions, token: Secret, transport: Transport): Promise<void> {
  try {
    await vaultClient({ ...place, session: fixed(token) }, transport).post('auth/token/revoke-self', {})
  } catch (error) {
    // Already gone, or a batch token (400), which cannot be revoked and expires. A refusal by policy is neither.
    if (!(error instanceof VaultError && (error.tokenGone || error.status === 400))) throw error
  }
}
