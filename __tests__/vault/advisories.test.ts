import { expect, it } from '@jest/globals'
import { looseGlobs, type ServerVersion } from '../../src/vault/advisories.ts'

it.each<[ServerVersion['product'], string, string | undefined]>([
  ['Vault', '1.21.4', 'Vault to 2.0.0 or newer'],
  ['Vault', '1.21.5', 'Vault to 2.0.0 or newer'],
  ['Vault', '2.0.0', undefined],
  ['Vault', '2.1.0-rc1', undefined],
  ['Vault Enterprise', '1.21.4+ent', 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer'],
  ['Vault Enterprise', '1.21.5+ent', undefined],
  ['Vault Enterprise', '1.20.10+ent.hsm', undefined],
  ['Vault Enterprise', '1.20.9+ent', 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer'],
  ['Vault Enterprise', '1.18.30+ent', 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer'],
  ['Vault Enterprise', '2.0.0+ent', undefined],
  ['OpenBao', '2.5.0', undefined],
  ['Vault', 'HEAD', undefined]
])('rules that end in * reach too far on %s %s: update %s', (product, version, update) => {
  expect(looseGlobs({ product, version })).toEqual(update === undefined ? undefined : { update })
})

it.each(['2.4.0', '2.0.3', '1.9.0'])('and on OpenBao %s, where it is unknown which version does not have that', version => {
  expect(looseGlobs({ product: 'OpenBao', version })).toEqual({})
})
