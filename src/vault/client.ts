import nodeVault from 'node-vault'
import { UserError } from '../errors.ts'
import type { Secret } from '../secret.ts'
import type { Repeat } from './retry.ts'
import type { Transport } from './transport.ts'

export interface Identity {
  readonly url: string
  readonly namespace?: string | undefined
  /** Absent for calls that need none (login, health). */
  readonly token?: Secret
}

/** The verbs of Vault's API for one identity. Paths come encoded from `apiPath`; what comes back is the envelope. */
export interface Client {
  get(path: string): Promise<Envelope>
  post(path: string, body: object, repeat?: Repeat): Promise<Envelope>
}

export interface Envelope {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly auth?: Readonly<Record<string, unknown>> | null
  readonly [key: string]: unknown
}

/** What node-vault hands to its transport. */
interface Call {
  readonly method: string
  readonly uri: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly json?: object
  readonly repeat?: Repeat
}

/**
 * node-vault with its transport replaced by ours. The environment has no say: node-vault would fill a missing token or
 * namespace from VAULT_TOKEN and VAULT_NAMESPACE, and print bodies under DEBUG.
 */
export function vaultClient(identity: Identity, transport: Transport): Client {
  const vault = nodeVault({
    endpoint: identity.url,
    debug: () => {},
    noCustomHTTPVerbs: true,
    'request-promise': {
      defaults: () => async (call: Call) => {
        const { status, body } = await transport.send({
          method: call.method,
          url: call.uri,
          headers: call.headers,
          repeat: call.repeat ?? 'idempotent',
          ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) })
        })
        return { statusCode: status, body: body ?? {}, request: { path: call.path } }
      }
    }
  } as nodeVault.VaultOptions)
  Object.assign(vault, { token: identity.token?.reveal(), namespace: identity.namespace, pathPrefix: '' })
  return {
    get: path => vault.read(path),
    post: (path, body, repeat = 'idempotent') => vault.write(path, body, { repeat })
  }
}

/** A text that an answer must have; a server that leaves it out is not the one that it says it is. */
export function textIn(part: Readonly<Record<string, unknown>> | null | undefined, name: string, path: string): string {
  const value = part?.[name]
  if (typeof value === 'string' && value !== '') return value
  throw new UserError(`Vault's answer about ${path} has no ${name}`, {
    hint: 'Is vault-url really a Vault server, or something in front of one that changes its answers?'
  })
}
