import { UserError } from '../../base/errors.ts'
import { Secret } from '../../base/secret.ts'
import { type Client, textIn } from '../client.ts'
import { VaultError } from '../errors.ts'
import { judge } from '../retry-table.ts'

/** Clients for a wrapping token: anybody can look it up, and it unwraps itself. */
export interface Wrapping {
  readonly anonymous: Client
  withToken(token: Secret): Client
}

/**
 * The secret-id inside a wrapping token that AppRole at `mount` made. It can be unwrapped once, so the request is never
 * repeated. Throws a `UserError` if the token is used up or was made elsewhere.
 */
export async function unwrapSecretId(wrapped: Secret, mount: string, { anonymous, withToken }: Wrapping): Promise<Secret> {
  const { data } = await anonymous.post('sys/wrapping/lookup', { token: wrapped.reveal() }).catch(refuse)
  const made = textIn(data, 'creation_path', 'sys/wrapping/lookup')
  const roles = `auth/${mount}/role/`
  if (!made.startsWith(roles) || !/^[^/]+\/(custom-)?secret-id$/.test(made.slice(roles.length))) {
    throw new UserError(`vault-wrapped-secret-id comes from ${made}, not from auth/${mount}/role/…/secret-id`, {
      hint: 'Nothing was unwrapped. Check `vault-auth-mount`; if it is right, somebody has replaced the token.'
    })
  }
  const envelope = await withToken(wrapped)
    .post('sys/wrapping/unwrap', {}, 'unsafe')
    .catch(error => (judge(error).outcome === 'unknown' ? lost(error) : refuse(error)))
  return new Secret(textIn(envelope.data, 'secret_id', 'sys/wrapping/unwrap'))
}

function lost(error: Error): never {
  throw new UserError(`it is unknown whether vault-wrapped-secret-id was unwrapped: ${error.message}`, {
    hint: 'Wrap a new secret-id for the next run, and destroy this one.',
    cause: error
  })
}

function refuse(error: unknown): never {
  if (!(error instanceof VaultError)) throw error
  if (!error.says('wrapping token is not valid or does not exist'))
    throw new UserError(`vault-wrapped-secret-id could not be unwrapped: ${error.message}`, { hint: error.hint, cause: error })
  throw new UserError(
    `vault-wrapped-secret-id was already unwrapped, has expired, or was not made on this server: ${error.message}`,
    {
      hint: 'If it has not expired and no earlier run used it, somebody has intercepted it: destroy the secret-id, find out who, and wrap a new one.',
      cause: error
    }
  )
}
