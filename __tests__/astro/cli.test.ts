import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { complaint, openCli } from '../../src/astro/cli.ts'
import { Secret } from '../../src/base/secret.ts'
import { aFolder } from '../fakes/folder.ts'

const open = (folder: string, environment: Record<string, string> = {}) =>
  openCli({
    program: async () => 'astro',
    token: new Secret('token'),
    workspace: 'ws1',
    domain: 'astronomer.io',
    folder,
    environment,
    signal: new AbortController().signal
  })

describe("the CLI's home", () => {
  it('is in the folder of the run, for nobody else to read', () => {
    const { dir } = aFolder()
    open(dir)
    const config = join(dir, 'home', '.astro', 'config.yaml')
    expect(readFileSync(config, 'utf8')).toContain('workspace: ws1')
    expect(statSync(config).mode & 0o077).toBe(0)
  })

  it('may be opened again, by a plan that is made again', () => {
    const { dir } = aFolder()
    open(dir)
    expect(() => open(dir)).not.toThrow()
  })
})

describe('a CLI that failed says why', () => {
  it.each([
    ['in its own words', 'Error: Insufficient permissions\nUsage:\n  astro deploy\n', 'Insufficient permissions'],
    [
      'in ours, where its words are about something else',
      'Error: failed to get current Workspace: current workspace context not set, you can switch\n',
      'it could not begin, because Astro did not answer it, or refused astro-api-token'
    ],
    [
      'without its stack',
      'panic: runtime error: invalid memory address\n[signal SIGSEGV]\ngoroutine 1 [running]:\n',
      'it crashed (panic: runtime error: invalid memory address)'
    ],
    ['if it does', '', 'it printed no error']
  ])('%s', (_, stderr, expected) => {
    expect(complaint({ exitCode: 1, stdout: '', stderr })).toBe(expected)
  })
})

describe('a CLI that failed is asked for its version', () => {
  const script = (version: string) => `#!/bin/sh\n[ "$1" = version ] && echo "Astro CLI Version: ${version}" && exit\nexit 7\n`

  it('and named as the reason if it is too old', async () => {
    const { dir, write } = aFolder()
    chmodSync(write('astro', script('1.38.1')), 0o755)
    await expect(open(dir, { PATH: `${dir}:/usr/bin:/bin` }).astro(['deploy'])).rejects.toThrow(
      'the astro CLI on PATH failed; it is 1.38.1, and this action needs 1.41.0 or newer'
    )
  })

  it('and its failure told as it is if it is not', async () => {
    const { dir, write } = aFolder()
    chmodSync(write('astro', script('1.45.0')), 0o755)
    expect(await open(dir, { PATH: `${dir}:/usr/bin:/bin` }).astro(['deploy'])).toMatchObject({ exitCode: 7 })
  })
})

describe('the address of an upload that failed', () => {
  it('is told without what would let anybody else upload there', async () => {
    const { dir, write } = aFolder()
    const said = 'Put "https://x.blob.example.com/b?sv=1&sig=geheim%2Babc%3D&comp=block": EOF'
    chmodSync(write('astro', `#!/bin/sh\necho '${said}'\necho '${said}' >&2\n`), 0o755)
    const lines: string[] = []
    const done = await open(dir, { PATH: `${dir}:/usr/bin:/bin` }).astro(['deploy'], { onLine: line => void lines.push(line) })
    expect(lines.map(line => line.trim())).toEqual(Array(2).fill(said.replace('geheim%2Babc%3D', '…')))
    expect(`${done.stdout}${done.stderr}`).not.toContain('geheim')
  })
})

describe("the CLI's environment", () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      "has what the container engine and its helpers need, and nothing of the sources, the runner or this step's own",
      {
        ...{ DOCKER_HOST: 'unix:///run/docker.sock', AWS_PROFILE: 'ecr', HTTPS_PROXY: 'http://proxy.example.com:3128' },
        ...{ DB_PASSWORD: 'x', GITHUB_TOKEN: 'x', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x', VAULT_TOKEN: 'x', INPUT_MODE: 'deploy' }
      },
      ['AWS_PROFILE', 'DOCKER_HOST', 'HTTPS_PROXY']
    ],
    [
      'has what the workflow gives a build as secrets, by their names',
      { BUILD_SECRET_INPUT: 'id=pip,env=PIP_TOKEN,id=NPM_TOKEN id=*', PIP_TOKEN: 'x', NPM_TOKEN: 'x', OTHER: 'x' },
      ['BUILD_SECRET_INPUT', 'NPM_TOKEN', 'PIP_TOKEN']
    ]
  ])('%s', async (_, environment, expected) => {
    const bin = aFolder({ astro: '#!/bin/sh\nenv\n' })
    chmodSync(join(bin.dir, 'astro'), 0o755)
    const { stdout } = await open(aFolder().dir, { ...environment, PATH: `${bin.dir}:${process.env['PATH']}` }).astro([])
    const names = stdout.split('\n').flatMap(line => /^[A-Z]\w*(?==)/.exec(line) ?? [])
    expect(
      names.filter(name => !/^(ASTRO|GIT)_|^(PATH|PWD|OLDPWD|SHLVL|CLICOLOR|DOCKER_CONFIG|REGISTRY_AUTH_FILE)$/.test(name)).sort()
    ).toEqual(expected)
  })
})
