import { UserError } from '../errors.ts'
import type { Client } from './client.ts'
import { VaultError } from './errors.ts'

/** What the identity of `client` may do, by path; undefined where its policies do not let it ask. One request. */
export async function ownCapabilities(
  client: Client,
  paths: readonly string[]
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  try {
    const { data } = await client.post('sys/capabilities-self', { paths: [...new Set(paths)] })
    return new Map(paths.map(path => [path, (data?.[path] ?? []) as string[]]))
  } catch (error) {
    if (!(error instanceof VaultError && error.status === 403)) throw error
    if (!error.tokenGone) return undefined
    throw new UserError('Vault does not take the token of this run', {
      hint: 'It is misspelt, expired, revoked or used up, bound to other addresses, or of another namespace or server.',
      cause: error
    })
  }
}
