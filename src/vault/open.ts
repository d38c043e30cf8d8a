import type { Secret } from '../secret.ts'
import { approle } from './approle.ts'
import { capabilities } from './capabilities.ts'
import { type Client, vaultClient } from './client.ts'
import { VaultError } from './errors.ts'
import { kv } from './kv.ts'
import { appRoleLogin, type Login, login, type Session } from './login.ts'
import type { Vault } from './port.ts'
import { system } from './system.ts'
import type { Transport } from './transport.ts'

export interface Address {
  readonly url: string
  readonly namespace?: string | undefined
}

/** Logs in; `vaultFor` makes the port of the session. */
export async function openSession(address: Address, how: Login, transport: Transport): Promise<Session> {
  return await login(how, vaultClient(address, transport))
}

/** The Vault port of one token on one transport. */
export function vaultFor(address: Address, token: Secret, transport: Transport): Vault {
  const client = vaultClient({ ...address, token }, transport)
  return {
    // sys/health refuses a namespace header on OpenBao.
    ...system(client, vaultClient({ url: address.url }, transport)),
    ...approle(client),
    ...kv(client),
    async runtime(mount, roleId, secretId) {
      const runtimeToken = await appRoleLogin(vaultClient(address, transport), mount, roleId, secretId)
      const runtime = vaultClient({ ...address, token: runtimeToken }, transport)
      return {
        capabilities: paths => capabilities(runtime, paths, address.namespace),
        read: kv(runtime).read,
        leave: () => revokeSelf(runtime)
      }
    }
  }
}

/** Revokes a token; one that is gone already is fine. */
export async function revoke(address: Address, token: Secret, transport: Transport): Promise<void> {
  await revokeSelf(vaultClient({ ...address, token }, transport))
}

async function revokeSelf(client: Client): Promise<void> {
  try {
    await client.post('auth/token/revoke-self', {})
  } catch (error) {
    // 403: gone already. 400: batch tokens cannot be revoked, they expire.
    if (!(error instanceof VaultError && (error.status === 403 || error.status === 400))) throw error
  }
}
