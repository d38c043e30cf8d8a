import { expect, it } from '@jest/globals'
import { knownFlaws } from '../../src/doctor/flaws.ts'

const CVE = 'CVE-2026-3605'

it.each([
  ['Vault', '1.18.2', false, [CVE]],
  ['Vault', '1.21.4', false, [CVE]],
  // The lines before 2 were fixed for Enterprise alone.
  ['Vault', '1.21.5', false, [CVE]],
  ['Vault', '2.0.0-rc1', false, []],
  ['Vault', '2.0.0', false, []],
  ['Vault', '2.1.0', false, []],
  ['Vault', '1.21.4+ent', true, [CVE]],
  ['Vault', '1.21.5+ent', true, []],
  ['Vault', '1.20.9+ent', true, [CVE]],
  ['Vault', '1.20.10+ent', true, []],
  ['Vault', '1.19.16+ent.hsm', true, []],
  ['Vault', '1.18.20+ent', true, [CVE]],
  ['OpenBao', '2.4.0', false, []],
  ['OpenBao', '1.0.0', false, []]
] as const)('%s %s, Enterprise: %s, has %j', (product, version, isEnterprise, flaws) => {
  expect(knownFlaws({ product, version, isEnterprise }).map(({ id }) => id)).toEqual(flaws)
})
