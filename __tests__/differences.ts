import { it } from '@jest/globals'
import { vaultBinary } from '../tools/real-parts.mjs'
import { isOpenBao } from '../tools/servers/vault-server.mjs'

/**
 * Where OpenBao 2.4 and the community edition of HashiCorp Vault 1.21 differ. All tests run on either: with `vault` on PATH on
 * that, otherwise on OpenBao.
 */
const DIFFERENCES = {
  'detailed listing': 'OpenBao lists the versions of a folder in one request. Vault has no such endpoint.',
  namespaces: 'OpenBao has them. Vault has them in Enterprise only, and otherwise ignores them.',
  'known flaws': 'Vault 1.21 has one that an update removes, and doctor warns of it. Of OpenBao no version without it is known.',
  refusals: 'Some logins are refused with other words, and by Vault with fewer of them.',
  'static seal': 'OpenBao unseals itself with a key from a file. Vault needs a cloud or another Vault for that.',
  tokens: 'They have another form.'
}

type Difference = keyof typeof DIFFERENCES

const server = (await isOpenBao(await vaultBinary())) ? 'openbao' : 'vault'

/** Declares a test of what OpenBao alone has. */
export const onOpenBao = (_: Difference) => (server === 'openbao' ? it : it.skip)

/** Declares a test of what Vault alone does. */
export const onVault = (_: Difference) => (server === 'vault' ? it : it.skip)

/** What is expected of the server under test. */
export const differs = <T>(_: Difference, expected: { readonly openbao: T; readonly vault: T }): T => expected[server]
