import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { PARTS } from '../../src/astro/deploy-types.ts'
import { readProject } from '../../src/project/project.ts'
import { treeHash } from '../../src/project/tree.ts'
import { aFolder, type Folder } from '../fakes/folder.ts'
import { withoutRights } from '../fakes/rights.ts'

const FILES = {
  '.astro/config.yaml': 'project:\n  name: demo\n',
  'dags/a.py': 'print("a")\n',
  'notes/todo.md': '',
  Dockerfile: 'FROM quay.io/astronomer/astro-runtime:12.8.0\n',
  'requirements.txt': '-r more.txt\n',
  'more.txt': 'requests\n',
  '.dockerignore': 'notes\n'
}

const read = ({ dir }: Folder) =>
  readProject({
    parts: PARTS,
    description: 'now',
    imageName: '',
    force: false,
    projectDir: dir,
    environment: { PATH: process.env['PATH'], HOME: dir, GIT_CEILING_DIRECTORIES: dirname(dir) },
    signal: new AbortController().signal
  })

describe('a project with a pipe that nobody writes to', () => {
  it.each(['.astro/config.yaml', 'Dockerfile', 'requirements.txt', 'more.txt', '.dockerignore'])(
    'in the place of %s is refused at once',
    async name => {
      const project = aFolder(FILES)
      rmSync(join(project.dir, name))
      execFileSync('mkfifo', [join(project.dir, name)])
      await expect(read(project)).rejects.toThrow(`${name} cannot be read: it is a pipe, a socket or a device`)
    }
  )

  it('beside the others is a part of what is shipped, without content', async () => {
    const project = aFolder(FILES)
    const before = await treeHash(project.dir, 'image')
    execFileSync('mkfifo', [join(project.dir, 'pipe')])
    expect(await treeHash(project.dir, 'image')).not.toBe(before)
  })
})

describe('a project with what may not be read', () => {
  it('says which folder or file that is, unless the container engine does not get it', async () => {
    const project = aFolder({ ...FILES, 'include/a.sql': '' })
    execFileSync('chmod', ['755', project.dir])
    for (const name of ['include', 'include/a.sql', 'dags'])
      await withoutRights(join(project.dir, name), async () =>
        expect(read(project)).rejects.toThrow(`${name} cannot be read: this step may not read it`)
      )
    await withoutRights(join(project.dir, 'notes'), async () => expect(await read(project)).toMatchObject({ obstacles: [] }))
  })
})

describe('a .dockerignore', () => {
  it.each([
    ['stars', `${'*a'.repeat(30)}b\n`, 'a'.repeat(200)],
    ['the form of a regular expression', '(a+)+b\n', 'a'.repeat(100)]
  ])(
    'whose %s would take for ever is refused within seconds',
    async (_, pattern, file) => {
      const project = aFolder({ ...FILES, '.dockerignore': pattern, [file]: '' })
      await expect(treeHash(project.dir, 'image')).rejects.toThrow('.dockerignore cannot be applied: it takes longer')
    },
    60_000
  )

  it('with a pattern that is none is refused', async () => {
    const project = aFolder({ ...FILES, '.dockerignore': '[\n' })
    await expect(treeHash(project.dir, 'image')).rejects.toThrow(
      '.dockerignore cannot be applied: one of its patterns is not valid'
    )
  })
})
