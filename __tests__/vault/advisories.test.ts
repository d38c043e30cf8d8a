import { expect, it } from '@jest/globals'
import { globsOf, type Product, type ServerVersion } from '../../src/vault/advisories.ts'

it.each<[Product, string, string | undefined]>([
  ['Vault', '1.21.4', 'Vault to 2.0.0 or newer'],
  ['Vault', '1.21.5', 'Vault to 2.0.0 or newer'],
  ['Vault Enterprise', '1.21.4+ent', 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer'],
  ['Vault Enterprise', '1.20.9+ent', 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer'],
  ['Vault Enterprise', '1.18.30+ent', 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer']
])('rules that end in * reach too far on %s %s: update %s', (product, version, update) => {
  expect(globsOf({ product, version })).toEqual({ are: 'loose', update })
})

it.each(['2.4.0', '2.0.3', '1.9.0'])('and on OpenBao %s, where it is unknown which version does not have that', version => {
  expect(globsOf({ product: 'OpenBao', version })).toEqual({ are: 'loose' })
})

it.each<[Product, string]>([
  ['Vault', '2.0.0'],
  ['Vault', '2.1.0-rc1'],
  ['Vault Enterprise', '1.21.5+ent'],
  ['Vault Enterprise', '1.20.10+ent.hsm'],
  ['Vault Enterprise', '2.0.0+ent']
])('not on %s %s', (product, version) => {
  expect(globsOf({ product, version })).toEqual({ are: 'tight' })
})

it.each<[string, ServerVersion]>([
  ['OpenBao 2.5.0, of which nobody knows', { product: 'OpenBao', version: '2.5.0' }],
  ['a version that is no number', { product: 'Vault', version: 'HEAD' }],
  ['a server that hides its version', { product: 'Vault' }],
  ['a version of nobody knows what', { version: '2.0.0' }],
  ['a server that tells nothing', {}]
])('nobody knows of %s', (_, server) => {
  expect(globsOf(server)).toEqual({ are: 'unknown' })
})
