import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type DeployType, partsOf } from '../../src/astro/deploy-types.ts'
import { explained, saidOf } from '../../src/base/finding.ts'
import { dags } from '../../src/project/dags.ts'
import { readProject } from '../../src/project/project.ts'
import { aFolder, type Folder } from '../fakes/folder.ts'

const FILES: Readonly<Record<string, string>> = {
  '.astro/config.yaml': 'project:\n  name: demo\n',
  'dags/hello.py': 'print("hello")\n',
  'requirements.txt': 'apache-airflow-providers-hashicorp>=3\n'
}

const read = (
  { dir }: Folder,
  { type = 'image-and-dags' as DeployType, description = 'now', imageName = '', force = false } = {}
) =>
  readProject({
    parts: partsOf(type),
    description,
    imageName,
    force,
    projectDir: dir,
    environment: { PATH: process.env['PATH'] ?? '', HOME: dir, GIT_CEILING_DIRECTORIES: dir },
    signal: new AbortController().signal
  })

/** What keeps `astro deploy` from shipping it, as a user reads it. */
const obstaclesOf = async (...args: Parameters<typeof read>) => (await read(...args)).obstacles.map(explained)

const git = ({ dir }: Folder, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: dir, stdio: 'pipe' })
/** The project in a repository of its own, with one commit. */
function committed(files: Readonly<Record<string, string>> = FILES, message = 'Fix the DAG'): Folder {
  const project = aFolder(files)
  git(project, 'init', '--quiet')
  git(project, 'add', '--all')
  git(project, 'commit', '--quiet', '--message', message)
  return project
}

/** What the checks of DAGs say, without why it matters. */
const obstaclesIn = (dir: string) =>
  dags.checks.flatMap(check => check({ dir, dirty: [] })).map(finding => saidOf(finding).split(':')[0])

describe('obstacles', () => {
  it('are none in a good project', async () => {
    expect((await read(aFolder(FILES))).obstacles).toEqual([])
    expect((await read(committed())).obstacles).toEqual([])
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'a configuration that sends the token elsewhere',
      { '.astro/config.yaml': 'local:\n  core: http://evil\n' },
      '.astro/config.yaml sets local.core, which would send the Astro token to another server\nRemove that key.'
    ],
    [
      'a configuration that sends the token in clear',
      { '.astro/config.yaml': 'cloud:\n  api:\n    protocol: http\n' },
      '.astro/config.yaml sets cloud.api.protocol, which could send the Astro token unencrypted\nRemove that key.'
    ]
  ])('%s', async (_, files, expected) => {
    expect(await obstaclesOf(aFolder({ ...FILES, ...files }))).toEqual([expected])
  })

  it('a folder that is no Astro project', async () => {
    expect((await obstaclesOf(aFolder({ 'dags/a.py': '' })))[0]).toContain(
      'is not an Astro project: it has no .astro/config.yaml'
    )
  })

  it('no DAGs, unless only the image is shipped', async () => {
    const { 'dags/hello.py': _, ...files } = FILES
    const project = aFolder({ ...files, 'dags/readme.md': '' })
    expect((await obstaclesOf(project))[0]).toContain('dags/ contains no Python file')
    expect(await obstaclesOf(project, { type: 'image-only' })).toEqual([])
  })

  it.each<[string, (at: (name: string) => string) => void]>([
    ['in themselves', at => ['a', 'b', 'c', 'd'].map(name => symlinkSync('.', at(`dags/${name}`)))],
    ['in one another', at => ['a', 'b', 'c', 'd'].map(name => symlinkSync('../include', at(`dags/${name}`)))],
    ['to all of the machine', at => symlinkSync('/', at('dags/all'))]
  ])('no DAGs but links that lead %s: the CLI follows none', async (_, link) => {
    const { 'dags/hello.py': __, ...files } = FILES
    const project = aFolder({ ...files, 'dags/readme.md': '', 'include/a.py': '' })
    const at = (name: string) => join(project.dir, name)
    for (const name of ['a', 'b', 'c', 'd']) symlinkSync('../dags', at(`include/${name}`))
    link(at)
    expect(obstaclesIn(project.dir)).toEqual(['dags/ contains no Python file'])
  })

  it('no DAGs where dags is a link, and DAGs beside links', () => {
    const { 'dags/hello.py': _, ...files } = FILES
    const project = aFolder({ ...files, 'shared/a.py': '' })
    symlinkSync('shared', join(project.dir, 'dags'))
    expect(obstaclesIn(project.dir)).toEqual(['dags/ contains no Python file'])
    const other = aFolder(FILES)
    symlinkSync('.', join(other.dir, 'dags/again'))
    expect(obstaclesIn(other.dir)).toEqual([])
  })

  it('uncommitted changes in tracked files, five of them by name; untracked files are none', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => `dags/${name}.py`)
    const project = committed({ ...FILES, ...Object.fromEntries(names.map(name => [name, '1'])) })
    project.write('dags/new.py', 'x')
    expect(await obstaclesOf(project)).toEqual([])
    for (const name of names) project.write(name, '2')
    const obstacles = await obstaclesOf(project)
    expect(obstacles).toHaveLength(1)
    expect(obstacles[0]).toMatch(
      /^the checkout has uncommitted changes in tracked files, .*: dags\/a\.py, dags\/b\.py, dags\/c\.py, dags\/d\.py, dags\/e\.py\n/
    )
  })

  it('uncommitted changes are none with force, but no DAGs are', async () => {
    const project = committed()
    project.write('dags/hello.py', 'x')
    expect(await obstaclesOf(project, { force: true })).toEqual([])
    const empty = aFolder({ '.astro/config.yaml': '', 'dags/readme.md': '' })
    expect((await obstaclesOf(empty, { force: true }))[0]).toContain('dags/ contains no Python file')
  })

  it('.dockerignore as an earlier deploy has left it is none', async () => {
    const project = committed({ ...FILES, '.dockerignore': 'dags/\nnotes/\n' })
    project.write('.dockerignore', 'notes/')
    expect(await obstaclesOf(project)).toEqual([])
    project.write('.dockerignore', 'other/')
    expect((await obstaclesOf(project))[0]).toContain('.dockerignore')
  })

  it.each(['include/.dockerignore', 'dags/.dockerignore'])('%s is another file, which no deploy changes', async name => {
    const project = committed({ ...FILES, '.dockerignore': 'notes/\n', [name]: 'a\n' })
    project.write('.dockerignore', 'notes/')
    project.write(name, 'b\n')
    expect(await obstaclesOf(project)).toEqual([expect.stringContaining(`report success: ${name}\n`)])
  })

  it('.dockerignore as an earlier deploy has left it is none in a folder of the repository either', async () => {
    const repository = committed(
      Object.fromEntries(
        Object.entries({ ...FILES, '.dockerignore': 'dags/\n' }).map(([name, text]) => [`my project/é/${name}`, text])
      )
    )
    const project = { ...repository, dir: join(repository.dir, 'my project/é') }
    repository.write('my project/é/.dockerignore', '')
    expect(await obstaclesOf(project)).toEqual([])
    writeFileSync(join(repository.dir, '.dockerignore'), '')
    git(repository, 'add', '--all')
    git(repository, 'commit', '--quiet', '--message', 'The root has one, too')
    repository.write('.dockerignore', 'x')
    repository.write('my project/é/.dockerignore', '')
    expect(await obstaclesOf(project)).toEqual([expect.stringContaining('report success: .dockerignore\n')])
  })
})

describe('.astro/config.yaml', () => {
  it('that is not YAML is an obstacle, and nothing of it is quoted', async () => {
    const obstacles = await obstaclesOf(aFolder({ ...FILES, '.astro/config.yaml': 'a: [geheim' }))
    expect(obstacles).toEqual([expect.stringMatching(/^\.astro\/config\.yaml is not valid YAML\nFix it/)])
    expect(obstacles.join()).not.toContain('geheim')
  })
})

describe('an image that was built elsewhere', () => {
  it('is never the same, and nothing is known of what it has', async () => {
    const project = aFolder(FILES)
    const [one, other] = [await read(project, { imageName: 'acme/a:1' }), await read(project, { imageName: 'acme/a:1' })]
    expect(one.trees.image).not.toBe(other.trees.image)
    expect(one.trees.dags).toBe(other.trees.dags)
    expect([one.provider, one.providerVersions]).toEqual([false, undefined])
  })
})

describe('the description', () => {
  it('is the one that was given', async () => {
    expect((await read(committed(), { description: 'Release 5' })).description).toBe('Release 5')
  })

  it('is the first line of the last commit', async () => {
    expect((await read(committed(FILES, 'Fix the DAG\n\nAt length.'), { description: '' })).description).toBe('Fix the DAG')
  })

  it('names this action where there is no commit', async () => {
    expect((await read(aFolder(FILES), { description: '' })).description).toBe('Deployed by astro-vault-action')
  })

  it('is one line of at most 200 characters, none of them cut in two', async () => {
    const { description } = await read(aFolder(FILES), { description: `two\nlines ${'🚀'.repeat(300)}` })
    expect(description).toBe(`two lines ${'🚀'.repeat(189)}…`)
    expect([...description]).toHaveLength(200)
  })
})

describe('the provider', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['is in requirements.txt', {}, true],
    [
      'is in a file that it includes',
      {
        'requirements.txt': '-r more/base.txt\n',
        'more/base.txt': '-r ../last.txt\n',
        'last.txt': 'apache-airflow-providers-hashicorp'
      },
      true
    ],
    [
      'is in a file without a blank before its name',
      { 'requirements.txt': '-rbase.txt\n', 'base.txt': 'apache-airflow-providers-hashicorp' },
      true
    ],
    ['is in a file in quotes', { 'requirements.txt': '-r "base.txt"\n', 'base.txt': 'apache-airflow-providers-hashicorp' }, true],
    ['is nowhere', { 'requirements.txt': 'requests\n' }, false],
    ['is a comment', { 'requirements.txt': '# apache-airflow-providers-hashicorp\n' }, false],
    ['is not in files that include each other', { 'requirements.txt': '-r a.txt\n', 'a.txt': '-r requirements.txt\n' }, false]
  ])('%s', async (_, files, expected) => {
    expect((await read(aFolder({ ...FILES, ...files }))).provider).toBe(expected)
  })

  it('may stand in a line that nobody here can follow', async () => {
    const files = { ...FILES, 'requirements.txt': 'requests\n-r gone.txt\n' }
    expect((await read(aFolder(files))).unread).toEqual({
      file: 'requirements.txt',
      number: 2,
      problem: 'includes gone.txt, which does not exist; add the file or remove the line'
    })
  })

  it('is known by the versions asked for, and the Airflow around it by the Dockerfile', async () => {
    const files = { ...FILES, Dockerfile: 'FROM quay.io/astronomer/astro-runtime:12.8.0\n' }
    expect(await read(aFolder(files))).toMatchObject({ provider: true, providerVersions: ['>=3'], airflow: '2.10' })
    const { providerVersions, airflow } = await read(aFolder({ ...FILES, 'requirements.txt': 'apache-airflow[hashicorp]' }))
    expect([providerVersions, airflow]).toEqual([[''], undefined])
  })
})
