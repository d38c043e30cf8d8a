import { describe, expect, it } from '@jest/globals'
import { shippedLogins } from '../../src/project/checkouts.ts'
import { aFolder } from '../fakes/folder.ts'

/** As actions/checkout leaves it. */
const PERSISTED = '[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic eDpnaHM=\n'
const PLAIN = '[remote "origin"]\n\turl = https://github.com/example/lib\n'

const warned = async (files: Record<string, string>, parts: readonly ('dags' | 'image')[] = ['dags', 'image']) =>
  (await shippedLogins(aFolder(files).dir, parts)).map(({ subject, hint }) => [subject, hint])

describe('a login that git keeps in a checkout and a deploy would ship', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'lib/.git/config',
      { 'lib/.git/config': PERSISTED },
      /^Add `\*\*\/\.git` to \.dockerignore, or .*persist-credentials: false/
    ],
    ['.git/config', { '.git/config': PERSISTED, '.dockerignore': 'lib\n' }, /\.dockerignore/],
    ['a/b/.git/config', { 'a/b/.git/config': '[remote "o"]\n\turl = https://x:ghs_1@github.com/a/b\n' }, /\.dockerignore/],
    [
      'lib/.git/config',
      { 'lib/.git/config': PERSISTED, Dockerfile: 'FROM a', 'Dockerfile.dockerignore': 'tests\n' },
      /to Dockerfile\.dockerignore/
    ],
    ['dags/lib/.git/config', { 'dags/lib/.git/config': PERSISTED, '.dockerignore': '**/.git\n' }, /^Remove that folder/]
  ])('is a warning with its path: %s', async (path, files, hint) => {
    expect(await warned(files)).toEqual([[path, expect.stringMatching(hint)]])
  })

  it.each<[string, Record<string, string>, ('dags' | 'image')[]]>([
    ['docker is not given it', { 'lib/.git/config': PERSISTED, '.dockerignore': '**/.git\n' }, ['dags', 'image']],
    ['the checkout is named there', { '.git/config': PERSISTED, '.dockerignore': '.git\n' }, ['dags', 'image']],
    ['git keeps none', { 'lib/.git/config': PLAIN }, ['dags', 'image']],
    [
      'the address has a user alone',
      { 'lib/.git/config': '[remote "o"]\n\turl = ssh://git@github.com/a/b\n' },
      ['dags', 'image']
    ],
    ['no image is built', { 'lib/.git/config': PERSISTED }, ['dags']],
    ['`.git` is a file that leads elsewhere', { 'lib/.git': 'gitdir: ../.git/modules/lib\n' }, ['dags', 'image']]
  ])('is none where %s', async (_, files, parts) => {
    expect(await warned(files, parts)).toEqual([])
  })
})
