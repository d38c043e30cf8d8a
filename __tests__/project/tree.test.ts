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
  '.git/HEAD': 'ref: refs/heads/main\n'
}
const PARTS: readonly Part[] = ['image', 'dags']

let project: Folder

beforeEach(() => {
  project = aFolder(FILES)
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

describe('the project is the same', () => {
  it.each<[string, () => void]>([
    ['a file was touched', () => utimesSync(at('dags/hello.py'), 1, 1)],
    ['an ignored file has changed', () => project.write('notes/todo.md', 'now')],
    ['git moves on', () => project.write('.git/HEAD', 'ref: refs/heads/other\n')],
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
