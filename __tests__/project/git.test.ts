import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { dockerignoreBeforeCli } from '../../src/project/dockerignore.ts'
import { type GitOptions, inGit, isIgnored, lastSubject, uncommitted } from '../../src/project/git.ts'
import { aFolder, type Folder } from '../fakes/folder.ts'

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd, stdio: 'pipe', encoding: 'utf8' })

/** A checkout with an Astro project in its folder `airflow`, and one commit. */
function aCheckout(files: Readonly<Record<string, string>> = {}): Folder & GitOptions {
  const checkout = aFolder({ 'airflow/dags/a.py': '1', 'airflow/.dockerignore': 'dags/\nnotes/\n', ...files })
  git(checkout.dir, 'init', '--quiet')
  git(checkout.dir, 'add', '--all')
  git(checkout.dir, 'commit', '--quiet', '--message', 'Fix the DAG')
  return { ...checkout, projectDir: join(checkout.dir, 'airflow'), ...around(checkout) }
}

const around = ({ dir }: Folder) => ({
  environment: { PATH: process.env['PATH'], HOME: dir, GIT_CEILING_DIRECTORIES: dirname(dir), GITHUB_TOKEN: 'canary' },
  signal: new AbortController().signal
})

/** The files of a bare repository, in a folder of the project, whose configuration runs `touch FILE`. */
const bare = (folder: string, config: string) => ({
  [`${folder}HEAD`]: 'ref: refs/heads/main\n',
  [`${folder}objects/info/packs`]: '\n',
  [`${folder}refs/heads/.keep`]: '',
  [`${folder}config`]: config
})

describe('a relative project-dir', () => {
  it.each([
    ['from the folder above', '..'],
    ['from the project itself', '.'],
    ['from a folder beside it', '../dags']
  ])('%s is looked at like any other', async (_, from) => {
    const checkout = aCheckout()
    checkout.write('airflow/dags/a.py', '2')
    checkout.write('airflow/.dockerignore', 'notes/')
    const before = process.cwd()
    process.chdir(join(checkout.projectDir, from === '../dags' ? 'dags' : from))
    try {
      const options = { ...checkout, projectDir: relative('', checkout.projectDir) || '.' }
      expect(await uncommitted(options)).toEqual(['airflow/.dockerignore', 'airflow/dags/a.py'])
      expect(await lastSubject(options)).toBe('Fix the DAG')
      expect(await dockerignoreBeforeCli(options)).toBe('dags/\nnotes/\n')
    } finally {
      process.chdir(before)
    }
  })
})

describe('git', () => {
  const touch = (file: string) => `touch ${file} &&`

  it.each<[string, (mark: string) => Record<string, string>]>([
    [
      'fsmonitor',
      mark =>
        bare('airflow/', `[core]\nbare = false\nworktree = .\nrepositoryformatversion = 0\nfsmonitor = ${touch(mark)} false\n`)
    ],
    [
      'hooks',
      mark => ({
        ...bare('airflow/', '[core]\nbare = false\nworktree = .\nrepositoryformatversion = 0\nhooksPath = hooks\n'),
        'airflow/hooks/post-index-change': `#!/bin/sh\n${touch(mark)} true\n`
      })
    ],
    [
      'a filter',
      mark => ({
        ...bare(
          'airflow/',
          `[core]\nbare = false\nworktree = .\nrepositoryformatversion = 0\n[filter "x"]\nclean = ${touch(mark)} cat\n`
        ),
        'airflow/.gitattributes': '* filter=x\n'
      })
    ],
    [
      'an include',
      mark => ({
        ...bare('airflow/', '[include]\npath = other\n'),
        'airflow/other': `[core]\nbare = false\nworktree = .\nrepositoryformatversion = 0\nfsmonitor = ${touch(mark)} false\n`
      })
    ]
  ])('runs no program that files of the project name by %s, and says what they look like', async (_, files) => {
    const elsewhere = aFolder()
    const mark = join(elsewhere.dir, 'mark')
    const checkout = aCheckout(files(mark))
    await expect(uncommitted(checkout)).rejects.toThrow(/^git cannot say what is committed in .*cannot use bare repository/)
    await expect(uncommitted(checkout)).rejects.toMatchObject({ hint: expect.stringContaining('Remove the files HEAD') })
    expect([await lastSubject(checkout), await dockerignoreBeforeCli(checkout), existsSync(mark)]).toEqual([
      undefined,
      undefined,
      false
    ])
  })

  it("runs no fsmonitor and no hook of the checkout's own repository, and leaves its index alone", async () => {
    const checkout = aCheckout()
    const mark = join(aFolder().dir, 'mark')
    git(checkout.dir, 'config', 'core.fsmonitor', `${touch(mark)} false`)
    checkout.write('.git/hooks/post-index-change', `#!/bin/sh\n${touch(mark)} true\n`)
    execFileSync('chmod', ['+x', join(checkout.dir, '.git/hooks/post-index-change')])
    const index = readFileSync(join(checkout.dir, '.git/index'))
    checkout.write('airflow/dags/a.py', '1')
    expect(await uncommitted(checkout)).toEqual([])
    expect(existsSync(mark)).toBe(false)
    expect(readFileSync(join(checkout.dir, '.git/index'))).toEqual(index)
  })

  it('that refuses the repository is an error; that is missing, or finds none, is nothing to report', async () => {
    const checkout = aCheckout()
    expect(await uncommitted({ ...checkout, environment: { PATH: '/nowhere' } })).toEqual([])
    const alone = aFolder()
    expect(await uncommitted({ ...around(alone), projectDir: alone.dir })).toEqual([])
    checkout.write('.git/index', 'broken')
    await expect(uncommitted(checkout)).rejects.toThrow(/^git cannot say what is committed in .* \(exit code 128\): /)
    await expect(lastSubject(checkout)).resolves.toBe('Fix the DAG')
  })
})

describe('whether git has a file', () => {
  it('is asked of git alone, whether the file is there or not', async () => {
    const checkout = aCheckout({ 'airflow/.env': '1', '.gitignore': '*.txt\n' })
    const answers = ['.env', 'new', 'new.txt', 'dags', '*'].map(async file => await inGit(checkout, file))
    expect(await Promise.all(answers)).toEqual(['tracked', 'untracked', 'ignored', 'tracked', 'untracked'])
    expect(await isIgnored(checkout, ['a.txt', 'b.txt'])).toBe(true)
    expect(await isIgnored(checkout, ['a.txt', '.env'])).toBe(false)
  })

  it('cannot be said without a repository', async () => {
    const folder = aFolder()
    const options = { projectDir: folder.dir, ...around(folder) }
    expect([await inGit(options, '.env'), await isIgnored(options, ['.env'])]).toEqual([undefined, undefined])
  })

  it.each([
    ['configuration', 'config', '[broken', 'bad config'],
    ['index', 'index', 'broken', 'index file']
  ])('is an error where git cannot read its %s', async (_, file, text, why) => {
    const checkout = aCheckout()
    checkout.write(`.git/${file}`, text)
    await expect(inGit(checkout, '.env')).rejects.toThrow(why)
    await expect(isIgnored(checkout, ['.env'])).rejects.toThrow(why)
  })

  const asRoot = process.getuid?.() === 0 ? it : it.skip
  asRoot.each([
    ['on a workstation', {}, 'run `git status` there'],
    ['in a workflow', { GITHUB_ACTIONS: 'true' }, '"$GITHUB_WORKSPACE"']
  ])('is an error where the repository belongs to another user, with what to do %s', async (_, variables, hint) => {
    const checkout = aCheckout()
    chownSync(checkout.dir, 1234, 1234)
    await expect(inGit({ ...checkout, environment: { ...checkout.environment, ...variables } }, '.env')).rejects.toMatchObject({
      message: expect.stringContaining('dubious ownership'),
      hint: expect.stringContaining(hint)
    })
  })
})
