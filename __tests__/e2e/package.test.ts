import { execFile, execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { node20Binary, node24Binary } from '../../tools/real-parts.mjs'
import { root } from '../docs/pages.ts'

const run = promisify(execFile)
/** What GitHub has of this repository, as far as a package manager looks at it. */
const FILES = ['package.json', 'package-lock.json', 'README.md', 'LICENSE', 'bin', 'dist', 'tools/never-called']

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** An empty folder, and the environment of somebody there whose `node` is this one, with no network and nothing cached. */
async function anEmptyFolder(name: string, node: string) {
  const [cwd, bin] = [join(folder, name), join(folder, `${name}-bin`)]
  for (const made of [cwd, bin]) await mkdir(made)
  await symlink(node, join(bin, 'node'))
  const path = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter)
  return {
    cwd,
    env: { PATH: path, HOME: join(folder, `${name}-home`), npm_config_offline: 'true', npm_config_update_notifier: 'false' }
  }
}

const MANIFEST = join(root, 'examples', 'quickstart', 'airflow-secrets.yaml')
const POLICY = ['policy', '--manifest', MANIFEST]
const expected = () => readFile(join(root, 'examples', 'pipeline-policy.hcl'), 'utf8')

describe.each([
  ['20', node20Binary],
  ['24', node24Binary]
])('with Node %s', (version, binary) => {
  it('the packed package works in an empty folder, and brings no other', async () => {
    const there = await anEmptyFolder(`packed-${version}`, await binary())
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', there.cwd], { cwd: root, env: there.env })
    const tarball = join(there.cwd, stdout.trim())
    const inside = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n')
    expect(new Set(inside.map(path => path.split('/')[1]))).toEqual(
      new Set(['LICENSE', 'README.md', 'bin', 'dist', 'package.json', undefined])
    )
    await run('npm', ['install', tarball], there)
    expect(await readdir(join(there.cwd, 'node_modules'))).toEqual(['.bin', '.package-lock.json', 'astro-vault-action'])
    expect((await run('npx', ['astro-vault-action', ...POLICY], there)).stdout).toBe(await expected())
  })

  it('npx runs it from a git repository, without installing what builds it', async () => {
    const there = await anEmptyFolder(`cloned-${version}`, await binary())
    const repository = join(folder, `repository-${version}`)
    for (const file of FILES) await cp(join(root, file), join(repository, file), { recursive: true })
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', repository, '-c', 'user.name=A', '-c', 'user.email=a@b', ...args])
    git('init', '--quiet')
    git('add', '--all', '--force')
    git('commit', '--quiet', '--message', 'Release')
    git('tag', 'v1')
    const { stdout } = await run('npx', ['--yes', `git+file://${repository}#v1`, ...POLICY], there)
    expect(stdout).toBe(await expected())
    // `init` reads there whose program it is.
    const [hash = ''] = await readdir(join(there.env.HOME, '.npm', '_npx'))
    const kept = await readFile(join(there.env.HOME, '.npm', '_npx', hash, 'package.json'), 'utf8')
    expect(JSON.parse(kept).dependencies).toEqual({ 'astro-vault-action': `git+file://${repository}#v1` })
  })
})
