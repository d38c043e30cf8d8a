import { describe, expect, it } from '@jest/globals'
import { aclFrom, judgedAlike } from '../../src/vault/acl.ts'

const rules = (exact: string[], glob: string[]) => ({
  exact_paths: Object.fromEntries(exact.map(path => [path, { capabilities: ['read'] }])),
  glob_paths: Object.fromEntries(glob.map(path => [path, { capabilities: ['read'] }]))
})

const groups = (exact: string[], glob: string[], paths: string[], namespace?: string) => {
  const acl = aclFrom(rules(exact, glob))
  if (acl === undefined) throw new Error('these are rules')
  return judgedAlike(acl, paths, namespace)
}

describe('paths that a server must judge alike', () => {
  const VARIABLES = 'air/data/variables/'

  it.each<[string, string[], string[], string[][]]>([
    ['lie in one folder, under one prefix', [], [VARIABLES], [['air/data/variables/a', 'air/data/variables/b']]],
    ['have no exact rule', ['air/data/variables/b'], [VARIABLES], [['air/data/variables/a'], ['air/data/variables/b']]],
    ['have the same longest prefix', [], [VARIABLES, `${VARIABLES}a`], [['air/data/variables/a'], ['air/data/variables/b']]],
    ['have a prefix at all', [], ['other/'], [['air/data/variables/a'], ['air/data/variables/b']]],
    ['lie in the same folder', [], ['air/data/'], [['air/data/a', 'air/data/b'], ['air/data/deep/a'], ['air/data/deep/b']]],
    ['share a prefix that ends in the last segment', [], [`${VARIABLES}team_`], [[`${VARIABLES}team_a`, `${VARIABLES}team_b`]]],
    ['lie in one folder, even if the prefix ends before it', [], ['air/data/va'], [[`${VARIABLES}a`], ['air/data/vault/a']]],
    ['share a prefix that ends in the folder', [], ['air/data/var'], [[`${VARIABLES}a`, `${VARIABLES}b`]]]
  ])('%s', (_, exact, glob, expected) => {
    expect(groups(exact, glob, expected.flat())).toEqual(expected)
  })

  it.each(['team', '/team/'])('are looked up from the root where they lie in namespace %s', namespace => {
    const paths = ['air/data/variables/a', 'air/data/variables/b']
    expect(groups([], [`team/${VARIABLES}`], paths, namespace)).toEqual([paths])
    expect(groups([], [VARIABLES], paths, namespace)).toEqual(paths.map(path => [path]))
  })

  it('are none where there are no paths', () => {
    expect(groups([], [VARIABLES], [])).toEqual([])
  })
})

describe('rules', () => {
  it.each([
    ['nothing', undefined],
    ['those of root', { root: true }],
    ['prefixes alone', { glob_paths: {} }],
    ['lists', { exact_paths: [], glob_paths: [] }],
    ['null', { exact_paths: null, glob_paths: null }]
  ])('are not understood from %s', (_, data) => {
    expect(aclFrom(data)).toBeUndefined()
  })
})
