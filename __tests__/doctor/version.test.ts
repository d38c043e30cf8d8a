import { expect, it } from '@jest/globals'
import type { Facts } from '../../src/doctor/facts.ts'
import { NETWORK } from '../../src/doctor/network.ts'
import type { ServerVersion } from '../../src/vault/advisories.ts'

/** What the doctor says of the version of such a server. */
async function said(server: ServerVersion) {
  const version = NETWORK.find(({ name }) => name === 'version')
  return (await version?.look({ server } as unknown as Facts))?.lines
}

it.each<[ServerVersion, string, RegExp]>([
  [{ product: 'Vault', version: '2.0.0' }, 'ok', /^2\.0\.0 has no known flaw/],
  [{ product: 'Vault', version: '1.21.4' }, 'warning', /^Vault 1\.21\.4 lets/],
  [{ product: 'OpenBao', version: '2.4.0' }, 'ok', /^OpenBao 2\.4\.0, which has CVE-2026-3605/],
  [{ product: 'OpenBao', version: '2.5.0' }, 'not looked at', /^nobody knows whether OpenBao 2\.5\.0 lets/],
  [{ product: 'Vault' }, 'not looked at', /^nobody knows whether Vault \(of a hidden version\) lets/]
])('of %j the doctor says %s', async (server, state, message) => {
  expect(await said(server)).toMatchObject([{ state, message: expect.stringMatching(message) }])
})
