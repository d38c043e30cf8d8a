import { execFileSync } from 'node:child_process'
import { renameSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { carryOut, editsFor } from '../../src/local/project.ts'
import { aFolder } from '../fakes/folder.ts'

const git = (dir: string, ...args: string[]) => execFileSync('git', args, { cwd: dir, stdio: 'pipe', encoding: 'utf8' })

/** A project in its repository, with nothing that keeps secrets out, and nothing else to do for `local up`. */
function aProject(files: Readonly<Record<string, string>> = {}, { isStandalone = false } = {}) {
  const project = aFolder({
    Dockerfile: 'FROM astrocrpublic.azurecr.io/runtime:3.1-2\nRUN pip install apache-airflow-providers-hashicorp\n',
    ...files
  })
  const { dir } = project
  git(dir, 'init', '--quiet')
  const options = {
    projectDir: dir,
    environment: { PATH: process.env['PATH'], HOME: dir, GIT_CEILING_DIRECTORIES: dirname(dir) },
    signal: new AbortController().signal,
    isStandalone
  }
  const said = async () => (await editsFor(options)).map(edit => edit.said)
  const up = async () => await carryOut(await editsFor(options), options)
  const read = (path: string) => execFileSync('cat', [path], { cwd: dir, encoding: 'utf8' })
  return { ...project, options, said, up, read }
}

describe('what keeps .env out of an image', () => {
  it('is Dockerfile.dockerignore where there is one, because docker obeys no other then', async () => {
    const { up, said, read } = aProject({
      'Dockerfile.dockerignore': 'notes/',
      '.dockerignore': '.env\n',
      '.gitignore': '.env\n'
    })
    expect(await said()).toEqual(['add .env to Dockerfile.dockerignore'])
    await up()
    expect([read('Dockerfile.dockerignore'), read('.dockerignore')]).toEqual(['notes/\n.env\n', '.env\n'])
    expect(await said()).toEqual([])
  })

  it('is .dockerignore otherwise, whatever it took back before', async () => {
    const { up, said, read } = aProject({ '.dockerignore': '.env\n!.env\n', '.gitignore': '.env\n!.env\n' })
    expect(await said()).toEqual(['add .env to .gitignore', 'add .env to .dockerignore'])
    await up()
    expect(read('.dockerignore')).toBe('.env\n!.env\n.env\n')
    expect(await said()).toEqual([])
  })
})

describe('what the CLI keeps of a standalone Airflow', () => {
  const ENV_ALONE = { '.gitignore': '.env\n', '.dockerignore': '.env\n' }

  it('is kept out of git and images, once', async () => {
    const { dir, write, up, said, read } = aProject({ '.env.local-secrets': 'A=1\n' }, { isStandalone: true })
    expect(await said()).toEqual([
      'add .env, .env.local-secrets and .astro/standalone/ to .gitignore',
      'add .env, .env.local-secrets and .astro/standalone/ to .dockerignore'
    ])
    await up()
    write('.astro/standalone/airflow.db', '')
    expect(git(dir, 'status', '--porcelain', '--untracked-files=all')).not.toContain('standalone')
    expect(read('.dockerignore')).toBe('.env\n.env.local-secrets\n.astro/standalone/\n')
    expect(await said()).toEqual([])
  })

  it.each(['.astro/standalone', '.astro/standalone/', '.astro'])('is left to a line %s that is there', async line => {
    const files = { '.gitignore': `.env\n${line}\n`, '.dockerignore': `.env\n${line}\n` }
    expect(await aProject(files, { isStandalone: true }).said()).toEqual([])
  })

  it('is kept out of images as a whole, although *.db are', async () => {
    const files = { '.gitignore': '.env\n.astro/\n', '.dockerignore': '.env\n**/*.db\n' }
    expect(await aProject(files, { isStandalone: true }).said()).toEqual(['add .astro/standalone/ to .dockerignore'])
  })

  it('is behind no link, where git does not say what it ignores', async () => {
    const { dir, write, said } = aProject(ENV_ALONE, { isStandalone: true })
    write('elsewhere/standalone/airflow.db', '')
    symlinkSync('elsewhere', join(dir, '.astro'))
    await expect(said()).rejects.toMatchObject({ findings: [{ hint: 'Replace that link by the folder that it leads to.' }] })
  })

  it('is no matter of a project whose Airflow runs in containers', async () => {
    expect(await aProject(ENV_ALONE).said()).toEqual([])
  })

  it('is not taken out of git by local up, which says how', async () => {
    const { dir, said } = aProject({ ...ENV_ALONE, '.astro/standalone/airflow.db': '' }, { isStandalone: true })
    git(dir, 'add', '.astro')
    await expect(said()).rejects.toMatchObject({
      findings: [
        {
          message: '.astro/standalone/ is in git, and would bring secrets into it',
          hint: 'Run `git rm -r --cached .astro/standalone/`, and commit that.'
        }
      ]
    })
  })
})

describe('local up refuses', () => {
  it.each(['.env', '.gitignore', '.dockerignore'])('to write through %s where that is a link', async file => {
    const { dir, write, said } = aProject()
    write('shared/file', 'A=1\n')
    symlinkSync('shared/file', join(dir, file))
    await expect(said()).rejects.toThrow(`${file} is a link, and local up has to write into it`)
  })

  it('a repository that git cannot read, although .env may be in it', async () => {
    const { dir, write, said } = aProject({ '.env': 'A=1\n' })
    git(dir, 'add', '.env')
    write('.git/index', 'broken')
    await expect(said()).rejects.toThrow('index file')
  })

  it('to write over what was changed while it asked', async () => {
    const { options, write, read } = aProject({ '.gitignore': 'logs/\n' })
    const edits = await editsFor(options)
    write('.gitignore', 'logs/\nnotes/\n')
    await expect(carryOut(edits, options)).rejects.toThrow('.gitignore was changed meanwhile, and was not written')
    expect(read('.gitignore')).toBe('logs/\nnotes/\n')
  })

  it('to go on where somebody has brought .env into git while it asked', async () => {
    const { dir, options, write } = aProject({ '.gitignore': '.env\n', '.dockerignore': '.env\n' })
    const edits = await editsFor(options)
    write('.env', 'A=1\n')
    git(dir, 'add', '--force', '.env')
    await expect(carryOut(edits, options)).rejects.toThrow('.env is in git, and would bring secrets into it')
  })

  it('to go on where its line keeps nothing out', async () => {
    const { options } = aProject({ '.dockerignore': '.env\n' })
    const edits = await editsFor(options)
    const [edit] = edits
    await expect(carryOut(edit === undefined ? [] : [{ ...edit, text: '!.env\n' }], options)).rejects.toThrow(
      'nothing secret was written: local up would have to add .env to .gitignore once more'
    )
  })
})

it('adds the provider once, also where the image is one that does not install requirements.txt', async () => {
  const { up, said } = aProject({
    Dockerfile: 'FROM astrocrpublic.azurecr.io/runtime:3.1-2-base\n',
    '.gitignore': '.env\n',
    '.dockerignore': '.env\n'
  })
  expect(await said()).toEqual([expect.stringMatching(/^add apache-airflow-providers-hashicorp.* to requirements\.txt$/)])
  await up()
  expect(await said()).toEqual([])
})

it('has nothing to do with git where there is no repository', async () => {
  const { dir, said } = aProject({ '.dockerignore': '.env\n' })
  renameSync(join(dir, '.git'), join(dir, 'was-git'))
  expect(await said()).toEqual([])
})
