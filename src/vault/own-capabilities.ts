import { UserError } from '../base/errors.ts'
import { ask, type Capabilities } from './capabilities.ts'
import type { Client } from './client.ts'
import { VaultError } from './errors.ts'
import { look } from './look.ts'
import type { Visible } from './port.ts'

/** What the identity of `client` may do, by path; undefined if its policies do not let it ask. */
export async function ownCapabilities(client: Client, paths: readonly string[]): Promise<Capabilities | undefined> {
  try {
    return await ask(client, [...new Set(paths)])
  } catch (error) {
    if (!(error instanceof VaultError && error.status === 403)) throw error
    if (!error.tokenGone) return undefined
    throw new UserError('Vault does not accept the token of this run', {
      hint: 'It is mistyped, expired, revoked or used up, is bound to other addresses, or belongs to another namespace or server.',
      cause: error
    })
  }
}

/** Those of the token itself and of its entity. The server does not ask whether such a policy exists. */
export const ownPolicies = (client: Client): Promise<Visible<readonly string[]>> =>
  look(async () => {
    const { data } = await client.get('auth/token/lookup-self')
    const names = [data?.['policies'], data?.['identity_policies']].flatMap(list => (Array.isArray(list) ? list.map(String) : []))
    return [...new Set(names)]
  })
