import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Part } from '../../src/astro/deploy-types.ts'
import { treeHash } from '../../src/project/tree.ts'
import { aFolder, type Folder } from '../fakes/folder.ts'

const FILES = {
  Dockerfile: 'FROM runtime\n',
  'requirements.txt': 'requests\n',
  'dags/hello.py': 'print("hello")\n',
  'dags/deep/er.py': 'print("deep")\n',
  'include/x.sql': 'select 1\n',
  'notes/todo.md': 'later\n',
  '.dockerignore': 'dags/\nnotes/\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
  'dags/shared/lib.py': 'x = 1\n',
  'dags/shared/.git/index': 'times',
  'include/sub/.git': 'gitdir: ../../.git/modules/sub\n',
  'notes/shared/lib.py': 'x = 1\n',
  'notes/shared/.git/FETCH_HEAD': 'before'
}
const PARTS: readonly Part[] = ['image', 'dags']

let project: Folder

beforeEach(() => {
  project = aFolder(FILES)
  symlinkSync('../notes/shared', join(project.dir, 'dags', 'linked'))
})

/** The parts for which this is a change. */
async function changedFor(change: () => void): Promise<Part[]> {
  const before = await Promise.all(PARTS.map(part => treeHash(project.dir, part)))
  change()
  const after = await Promise.all(PARTS.map(part => treeHash(project.dir, part)))
  return PARTS.filter((_, index) => before[index] !== after[index])
}

const at = (path: string) => join(project.dir, path)

describe('the project is another one', () => {
  it.each<[string, () => void, Part[]]>([
    ['a DAG has changed', () => project.write('dags/hello.py', 'x'), ['dags']],
    ['a DAG is new, tracked or not', () => project.write('dags/new.py', 'x'), ['dags']],
    ['a DAG is gone', () => rmSync(at('dags/deep/er.py')), ['dags']],
    ['the Dockerfile has changed', () => project.write('Dockerfile', 'FROM other\n'), ['image']],
    ['a file may be executed now', () => chmodSync(at('include/x.sql'), 0o755), ['image']],
    ['a link was made', () => symlinkSync('x.sql', at('include/link.sql')), ['image']],
    [
      'content has moved from one file to the next',
      () => {
        project.write('include/x.sql', 'select ')
        project.write('include/y.sql', '1\n')
      },
      ['image']
    ],
    ['.dockerignore leaves out something else', () => project.write('.dockerignore', 'dags/\n'), ['image']]
  ])('when %s', async (_, change, parts) => {
    expect(await changedFor(change)).toEqual(parts)
  })

  it('when the content of one file reads like two files', async () => {
    const one = aFolder({ 'dags/a.py': '1dags/b.py\0file\x002' })
    const two = aFolder({ 'dags/a.py': '1', 'dags/b.py': '2' })
    expect(await treeHash(one.dir, 'dags')).not.toBe(await treeHash(two.dir, 'dags'))
  })
})

describe('what docker sends in any case', () => {
  it.each<[string, string]>([
    ['Dockerfile', 'Dockerfile\n.dockerignore\n'],
    ['Dockerfile', '*\n!requirements.txt\n'],
    ['Dockerfile', 'Docker*\n'],
    ['.dockerignore', '.dockerignore\n'],
    ['.dockerignore', '**/.*\n'],
    ['Dockerfile.dockerignore', '*\n']
  ])('is a change of %s, even where .dockerignore says %j', async (file, ignored) => {
    project.write('.dockerignore', ignored)
    project.write('Dockerfile.dockerignore', ignored)
    expect(await changedFor(() => project.write(file, `${ignored}# another\n`))).toEqual(['image'])
  })

  it('is left out by Dockerfile.dockerignore, where there is one', async () => {
    project.write('Dockerfile.dockerignore', 'include/\n')
    expect(await changedFor(() => project.write('include/x.sql', 'select 2\n'))).toEqual([])
    expect(await changedFor(() => project.write('notes/todo.md', 'now'))).toEqual(['image'])
  })
})

describe('what a link leads to has changed', () => {
  const other = () => aFolder({ 'one.txt': '1', 'deep/two.py': '2' })

  it.each<[string, string, Part[]]>([
    ['Dockerfile', 'one.txt', ['image']],
    ['include/link.sql', 'one.txt', ['image']],
    ['include/shared', '', ['image']],
    ['dags/shared.py', 'deep/two.py', ['dags']],
    ['dags/shared', 'deep', ['dags']],
    ['dags', '', ['dags']],
    ['.dockerignore', 'deep/two.py', ['image']]
  ])('%s, outside of the project', async (link, target, parts) => {
    const { dir, write } = other()
    rmSync(at(link), { recursive: true, force: true })
    symlinkSync(join(dir, target), at(link))
    expect(
      await changedFor(() => {
        write('one.txt', 'one')
        write('deep/two.py', 'two')
      })
    ).toEqual(parts)
  })

  it.each<[string, string, string, Part[]]>([
    ['include/todo.md', '../notes/todo.md', 'notes/todo.md', ['image']],
    ['Dockerfile', 'notes/todo.md', 'notes/todo.md', ['image']],
    ['dags/notes', '../notes', 'notes/todo.md', ['dags']],
    ['dags/again.sql', '../include/x.sql', 'include/x.sql', ['image', 'dags']]
  ])('%s, which is a link to %s: %s', async (link, target, changed, parts) => {
    rmSync(at(link), { force: true })
    symlinkSync(target, at(link))
    expect(await changedFor(() => project.write(changed, 'now'))).toEqual(parts)
  })

  it('in a chain of links', async () => {
    const { dir, write } = other()
    symlinkSync(join(dir, 'one.txt'), join(dir, 'first'))
    symlinkSync(join(dir, 'first'), at('dags/second.py'))
    expect(await changedFor(() => write('one.txt', 'one'))).toEqual(['dags'])
  })

  it('is the same on a machine where all of it has another place', async () => {
    const twice = await Promise.all(
      [1, 2].map(async () => {
        const { dir } = aFolder({ 'project/dags/a.py': '1', 'shared/b.py': '2' })
        symlinkSync('../../shared', join(dir, 'project', 'dags', 'shared'))
        return await treeHash(join(dir, 'project'), 'dags')
      })
    )
    expect(twice[0]).toBe(twice[1])
  })

  it.each([
    ['nowhere', 'nothing/there'],
    ['to itself', 'odd'],
    ['to the folder that it is in', '.'],
    ['to all of the machine', '/'],
    ['to a device', '/dev/zero']
  ])('cannot be told of one that leads %s, which ends nevertheless', async (_, target) => {
    symlinkSync(target, at('include/odd'))
    expect(await treeHash(project.dir, 'image')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('names what cannot be read behind it', async () => {
    symlinkSync('/proc/self/mem', at('dags/mem'))
    await expect(treeHash(project.dir, 'dags')).rejects.toThrow(
      /^\/proc\/\d+\/mem cannot be read: the system reports an input\/output error$/
    )
  })

  it('is not read on by a run that is cancelled', async () => {
    await expect(treeHash(project.dir, 'dags', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('cannot be told of a pipe, which nobody reads', async () => {
    execFileSync('mkfifo', [at('include/pipe')])
    symlinkSync('pipe', at('include/link'))
    expect(await changedFor(() => {})).toEqual([])
  })
})

describe('the project is the same', () => {
  it.each<[string, () => void]>([
    ['a file was touched', () => utimesSync(at('dags/hello.py'), 1, 1)],
    ['an ignored file has changed', () => project.write('notes/todo.md', 'now')],
    ['git moves on', () => project.write('.git/HEAD', 'ref: refs/heads/other\n')],
    ['a second checkout is taken anew', () => project.write('dags/shared/.git/index', 'other times')],
    ['the folder of a submodule moves', () => project.write('include/sub/.git', 'gitdir: elsewhere\n')],
    ['a checkout that a link leads to is taken anew', () => project.write('notes/shared/.git/FETCH_HEAD', 'now')],
    ['the CLI left its archives behind', () => project.write('bundle.tar.gz', 'x')],
    ['only others may read a file', () => chmodSync(at('dags/hello.py'), 0o600)],
    ['the CLI has changed .dockerignore as it does', () => project.write('.dockerignore', 'notes/')]
  ])('when %s', async (_, change) => {
    expect(await changedFor(change)).toEqual([])
  })

  it('in another folder', async () => {
    expect(await treeHash(aFolder(FILES).dir, 'image')).toBe(await treeHash(project.dir, 'image'))
  })
})
