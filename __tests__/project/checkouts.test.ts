import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
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
    ['.git/modules/libs/a/config', { '.git/config': PLAIN, '.git/modules/libs/a/config': PERSISTED }, /\.dockerignore/],
    ['.git/worktrees/b/config.worktree', { '.git/worktrees/b/config.worktree': PERSISTED }, /\.dockerignore/],
    ['.git/config', { '.git/config': `[url "https://${'t'.repeat(40)}@github.com/"]\n` }, /\.dockerignore/],
    ['.git/config', { '.git/config': `${'# much\n'.repeat(200_000)}${PERSISTED}` }, /\.dockerignore/],
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
    [
      'it has the user that a host gives people to clone',
      { '.git/config': '[remote "o"]\n\turl = https://contoso@dev.azure.com/contoso/data/_git/dags\n' },
      ['dags', 'image']
    ],
    ['a branch has the name of the file', { '.git/refs/heads/config': PERSISTED }, ['image']],
    ['no image is built', { 'lib/.git/config': PERSISTED }, ['dags']],
    ['`.git` is a file that leads elsewhere', { 'lib/.git': 'gitdir: ../.git/modules/lib\n' }, ['dags', 'image']]
  ])('is none where %s', async (_, files, parts) => {
    expect(await warned(files, parts)).toEqual([])
  })

  it('is that of the parts that ship it', async () => {
    const { dir } = aFolder({ 'lib/.git/config': PERSISTED, 'dags/.git/config': PERSISTED })
    expect((await shippedLogins(dir, ['dags', 'image'])).map(({ subject, parts }) => [subject, parts])).toEqual([
      ['dags/.git/config', ['dags']],
      ['lib/.git/config', ['image']]
    ])
  })

  it('is none behind a link, which is shipped as a link', async () => {
    const { dir } = aFolder({ 'a.py': '' })
    symlinkSync(aFolder({ config: PERSISTED }).dir, join(dir, '.git'))
    expect(await shippedLogins(dir, ['dags', 'image'])).toEqual([])
  })
})
