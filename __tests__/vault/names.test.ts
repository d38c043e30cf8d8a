import { describe, expect, it } from '@jest/globals'
import { manifestName, secretFolder, vaultName, vaultPath } from '../../src/vault/names.ts'

const HARMFUL = [
  '',
  ' ',
  '/a',
  'a/',
  'a//b',
  '.',
  '..',
  'a/../b',
  'a/.',
  '+',
  'a/+',
  '*',
  'a/*',
  'a"',
  'a\n',
  'a b',
  'ä',
  '-a',
  '$(a)'
]

describe('a name in Vault', () => {
  it.each(HARMFUL)('is not %j', text => {
    const rules = [vaultPath, secretFolder, vaultName, manifestName]
    expect(rules.map(rule => rule.safeParse(text).success)).toEqual([false, false, false, false])
  })

  it('has letters, digits and little else', () => {
    expect(['kv', 'team/kv-2', '_a/0.b_c', 'a'.repeat(512)].map(text => vaultPath.safeParse(text).success)).toEqual(
      Array(4).fill(true)
    )
    expect(['astro_role', 'a', 'a.b-c_', '0'].map(text => vaultName.safeParse(text).success)).toEqual(Array(4).fill(true))
    expect(['analytics', 'a-1', '0'].map(text => manifestName.safeParse(text).success)).toEqual(Array(3).fill(true))
  })

  it('keeps its letters in lower case where Vault does not tell them apart', () => {
    expect([vaultName, manifestName].map(rule => rule.safeParse('Astro').success)).toEqual([false, false])
  })

  it('of a folder keeps clear of the records, and not of what only begins like them', () => {
    const taken = ['_astro-vault-action', '_astro-vault-action/key', '_astro-vault-action-2', 'a/_astro-vault-action', 'a..b']
    expect(taken.map(text => secretFolder.safeParse(text).success)).toEqual([false, false, true, true, false])
  })

  it('that is very long is refused for that alone', () => {
    for (const text of ['a'.repeat(30_000_000), 'a/'.repeat(15_000_000)])
      for (const rule of [vaultPath, secretFolder, vaultName])
        expect(rule.safeParse(text).error?.issues.map(({ code }) => code)).toEqual(['too_big'])
  })
})
