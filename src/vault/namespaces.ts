import { UserError } from '../base/errors.ts'
import type { Transport } from '../http/transport.ts'
import type { Address } from './address.ts'
import { vaultClient } from './client.ts'

/**
 * Throws if a namespace was given and the server has none. Vault without Enterprise answers as if nothing had been given, so
 * everything would end up in its only namespace. Its `sys/health` says which it is; OpenBao has namespaces, and does not say.
 */
export async function refuseIgnored({ url, headers, namespace, loginNamespace }: Address, transport: Transport): Promise<void> {
  const given =
    namespace === undefined
      ? { name: 'vault-login-namespace', value: loginNamespace }
      : { name: 'vault-namespace', value: namespace }
  if (given.value === undefined) return
  const { enterprise, version } = await vaultClient({ url, headers }, transport).get('sys/health')
  if (enterprise !== false) return
  throw new UserError(
    `${given.name} is ${given.value}, but Vault ${String(version)} at ${url} has no namespaces: it is not Enterprise, and ignores them`,
    { hint: `Remove \`${given.name}\`, or set \`vault-url\` to the server that has this namespace.` }
  )
}
