import { UserError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { type Client, textIn } from '../client.ts'
import { VaultError, VaultUnreachable } from '../errors.ts'

const INTERCEPTED =
  'Whoever unwrapped it has the secret-id: destroy it, find out who that was, and wrap a new one. A wrapping token also ends by itself after its TTL.'

/** The secret-id inside a wrapping token. It can be had once; who had it before us must have been somebody else. */
export async function unwrapSecretId(wrapped: Secret, mount: string, anonymous: Client): Promise<Secret> {
  const { data } = await anonymous
    .post('sys/wrapping/lookup', { token: wrapped.reveal() })
    .catch(error => refuse(error, 'vault-wrapped-secret-id is not a wrapping token that Vault knows', INTERCEPTED))
  const made = textIn(data, 'creation_path', 'sys/wrapping/lookup')
  if (!new RegExp(`^auth/${mount.replaceAll(/[.+]/g, '\\$&')}/role/[^/]+/(custom-)?secret-id$`).test(made)) {
    throw new UserError(`vault-wrapped-secret-id was not made by auth/${mount}/role/…/secret-id, but by ${made}`, {
      hint: 'Somebody may have put another token in its place. Nothing was unwrapped.'
    })
  }
  const envelope = await anonymous
    .post('sys/wrapping/unwrap', { token: wrapped.reveal() }, 'unsafe')
    .catch(error => refuse(error, 'vault-wrapped-secret-id could not be unwrapped', INTERCEPTED))
  return new Secret(textIn(envelope.data, 'secret_id', 'sys/wrapping/unwrap'))
}

function refuse(error: unknown, what: string, hint: string): never {
  if (error instanceof VaultUnreachable)
    throw new UserError(`${what}: ${error.message}`, {
      hint: 'It may be used up by now: wrap a new one for the next run.',
      cause: error
    })
  if (!(error instanceof VaultError)) throw error
  const gone = error.says('wrapping token is not valid or does not exist')
  throw new UserError(`${what}: ${error.message}`, { hint: gone ? hint : error.hint, cause: error })
}
