import nodeVault from 'node-vault'
import { UserError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import type { Repeat } from '../http/service.ts'
import type { Transport } from '../http/transport.ts'
import { VaultError } from './errors.ts'
import { type Reached, reach } from './reached.ts'
import type { Session } from './session.ts'

export interface ClientOptions {
  readonly url: string
  readonly namespace?: string | undefined
  readonly headers?: Readonly<Record<string, Secret>>
  /** Shared by all who must see each other's writes; absent: nobody. */
  readonly reached?: Reached
  /** Absent for calls that need no token (login, health). */
  readonly session?: Session
}

/** The verbs of Vault's API for one identity. Paths come encoded from `apiPath`; the result is the envelope. */
export interface Client {
  get(path: string): Promise<Envelope>
  post(path: string, body: object, repeat?: Repeat): Promise<Envelope>
  delete(path: string): Promise<unknown>
}

export interface Envelope {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly auth?: Readonly<Record<string, unknown>> | null
  readonly [key: string]: unknown
}

/** What node-vault hands to its transport. */
interface Call {
  readonly method: string
  /** With a slash before it. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly json?: object
  readonly repeat?: Repeat
}

/**
 * node-vault over our own transport. The environment is ignored: node-vault would take a missing token or namespace from
 * VAULT_TOKEN and VAULT_NAMESPACE, and print bodies under DEBUG.
 */
export function vaultClient(
  { url, namespace, headers = {}, reached = {}, session }: ClientOptions,
  transport: Transport
): Client {
  const server = new URL(url)
  const extra = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.reveal()]))
  const send = async (call: Call, token?: Secret) => {
    const { status, body, index } = await transport.send({
      method: call.method,
      server,
      path: `/v1${call.path}`,
      headers: {
        ...extra,
        ...call.headers,
        ...(reached.index === undefined ? {} : { 'X-Vault-Index': reached.index }),
        ...(token === undefined ? {} : { 'X-Vault-Token': token.reveal() })
      },
      repeat: call.repeat ?? 'idempotent',
      ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) })
    })
    if (index !== undefined && call.method !== 'GET') reach(reached, index)
    if (isWithheld(body)) throw withheld(call)
    return { statusCode: status, body: body ?? {}, request: { path: call.path } }
  }
  const vault = nodeVault({
    endpoint: url,
    debug: () => {},
    // It would validate its own two options with every request.
    tv4: { validate: () => true },
    noCustomHTTPVerbs: true,
    'request-promise': { defaults: () => (call: Call) => (session === undefined ? send(call) : asSession(session, call, send)) }
  } as unknown as nodeVault.VaultOptions)
  Object.assign(vault, { token: undefined, namespace, pathPrefix: '' })
  return {
    get: path => vault.read(path),
    post: (path, body, repeat = 'idempotent') => vault.write(path, body, { repeat }),
    delete: path => vault.delete(path)
  }
}

/** Sends with the token of the session, and again with a new one whenever a token that had worked has died. */
async function asSession<T>(session: Session, call: Call, send: (call: Call, token: Secret) => Promise<T>): Promise<T> {
  for (let { token } = session; ; ) {
    try {
      const answer = await send(call, token)
      session.served()
      return answer
    } catch (error) {
      const replacement = error instanceof VaultError && error.status === 403 ? await session.replacement(token) : undefined
      if (replacement === undefined) throw error
      token = replacement
    }
  }
}

/** No request here asks for wrapping, so a wrapped answer comes from Vault Enterprise and waits for approval. */
const isWithheld = (body: unknown): boolean => Boolean((body as { wrap_info?: unknown } | undefined)?.wrap_info)

function withheld({ method, path }: Call): UserError {
  return new UserError(
    `Vault withholds its answer to ${method} ${path.slice(1)} until somebody approves the request (control group)`,
    {
      hint: 'Exempt the identity of this pipeline from the control group of this path: a run cannot wait for approval.'
    }
  )
}

/** What an answer is about. Throws a `UserError` if there is nothing: then the server is not Vault. */
export function dataIn({ data }: Envelope, path: string): NonNullable<Envelope['data']> {
  if (data == null) throw notVault(path, 'data')
  return data
}

/** A text that an answer must have. Throws a `UserError` if it is missing: then the server is not Vault. */
export function textIn(part: Readonly<Record<string, unknown>> | null | undefined, name: string, path: string): string {
  const value = part?.[name]
  if (typeof value === 'string' && value !== '') return value
  throw notVault(path, name)
}

export const notVault = (path: string, name: string): UserError =>
  new UserError(`Vault's answer to ${path} has no ${name}`, {
    hint: 'Check that `vault-url` points at Vault itself, and that nothing in between changes its answers.'
  })
