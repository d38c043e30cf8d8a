import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { baseOf, fileAt, type GitOptions } from '../../src/project/git.ts'
import { aFolder } from '../fakes/folder.ts'

/** What a pull request is compared with, in the checkouts that workflows have. */

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd, stdio: 'pipe', encoding: 'utf8' }).trim()

const around = (dir: string): GitOptions => ({
  projectDir: dir,
  environment: { PATH: process.env['PATH'], HOME: dir, GIT_CEILING_DIRECTORIES: dirname(dir) },
  signal: new AbortController().signal
})

const NOWHERE = '0'.repeat(40)

/** `main` says one, then two; `topic` left it after one, and merges it or not. */
function aRepository({ merged = false } = {}) {
  const { dir, write } = aFolder({ 'm.yaml': 'one' })
  const save = (text: string, message: string) => {
    write('m.yaml', text)
    git(dir, 'add', '--all')
    git(dir, 'commit', '--quiet', '--message', message)
    return git(dir, 'rev-parse', 'HEAD')
  }
  git(dir, 'init', '--quiet', '--initial-branch=main')
  const began = save('one', 'one')
  git(dir, 'checkout', '--quiet', '-b', 'topic')
  write('other', '1')
  git(dir, 'add', '--all')
  git(dir, 'commit', '--quiet', '--message', 'topic')
  git(dir, 'checkout', '--quiet', 'main')
  const main = save('two', 'two')
  git(dir, 'checkout', '--quiet', 'topic')
  if (merged) git(dir, 'merge', '--quiet', '--no-ff', '--message', 'Merge main', 'main')
  return { dir, write, began, main, head: git(dir, 'rev-parse', 'HEAD') }
}

/** As GitHub makes it for each pull request. */
function mergeOf(dir: string): void {
  git(dir, 'checkout', '--quiet', 'main')
  git(dir, 'merge', '--quiet', '--no-ff', '--message', 'Merge', 'topic')
}

function shallow(dir: string, depth: number, branch: string): GitOptions {
  const there = aFolder({})
  git(there.dir, 'clone', '--quiet', `--depth=${depth}`, `--branch=${branch}`, `file://${dir}`, 'checkout')
  return around(`${there.dir}/checkout`)
}

describe('the base of a pull request', () => {
  it("is what GitHub's merge was made of, however short its history is", async () => {
    const { dir, main, head } = aRepository()
    mergeOf(dir)
    expect(await baseOf(shallow(dir, 2, 'main'), { commit: NOWHERE, head })).toBe(main)
  })

  it('is unknown in a checkout of the merge alone', async () => {
    const { dir, head } = aRepository()
    mergeOf(dir)
    expect(await baseOf(shallow(dir, 1, 'main'), { commit: NOWHERE, head })).toBeUndefined()
  })

  it("is where the branch began, in a checkout of the branch: the base's later changes are none of its own", async () => {
    const { dir, began, main, head } = aRepository()
    expect(await baseOf(around(dir), { commit: main, head })).toBe(began)
  })

  it.each([2, 3])('is the base that the branch has merged last, in a checkout of %i commits of it', async depth => {
    const { dir, main, head } = aRepository({ merged: true })
    expect(await baseOf(shallow(dir, depth, 'topic'), { commit: main, head })).toBe(main)
  })

  it("is unknown where the branch's last commit is a merge, and the base has gone on", async () => {
    const { dir, head } = aRepository({ merged: true })
    expect(await baseOf(shallow(dir, 2, 'topic'), { commit: NOWHERE, head })).toBeUndefined()
  })

  it('is unknown after a merge of a third branch', async () => {
    const { dir } = aRepository()
    git(dir, 'checkout', '--quiet', '-b', 'third', 'main')
    git(dir, 'merge', '--quiet', '--no-ff', '--message', 'Merge topic', 'topic')
    expect(await baseOf(shallow(dir, 2, 'third'), { commit: NOWHERE, head: git(dir, 'rev-parse', 'third') })).toBeUndefined()
  })

  it('is unknown without a repository', async () => {
    expect(await baseOf(around(aFolder({}).dir), { commit: NOWHERE, head: NOWHERE })).toBeUndefined()
  })
})

describe('a file in another commit', () => {
  it('is its text there, or nothing', async () => {
    const { dir, began, main } = aRepository()
    expect(await fileAt(around(dir), began, 'm.yaml')).toBe('one')
    expect(await fileAt(around(dir), main, 'm.yaml')).toBe('two')
    expect(await fileAt(around(dir), main, 'none.yaml')).toBeUndefined()
    expect(await fileAt(around(dir), NOWHERE, 'm.yaml')).toBe('unknown')
  })

  it('is unknown where it is a link or a folder', async () => {
    const { dir, write } = aRepository()
    symlinkSync('m.yaml', join(dir, 'link.yaml'))
    write('folder/file', '1')
    git(dir, 'add', '--all')
    git(dir, 'commit', '--quiet', '--message', 'more')
    const head = git(dir, 'rev-parse', 'HEAD')
    expect(await fileAt(around(dir), head, 'link.yaml')).toBe('unknown')
    expect(await fileAt(around(dir), head, 'folder')).toBe('unknown')
  })

  it('is unknown, and not nothing, in a clone without contents that can ask for none', async () => {
    const { dir, began } = aRepository()
    git(dir, 'config', 'uploadpack.allowFilter', 'true')
    const there = aFolder({})
    git(there.dir, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${dir}`, 'checkout')
    git(`${there.dir}/checkout`, 'remote', 'set-url', 'origin', 'file:///nowhere')
    expect(await fileAt(around(`${there.dir}/checkout`), began, 'm.yaml')).toBe('unknown')
  })
})
