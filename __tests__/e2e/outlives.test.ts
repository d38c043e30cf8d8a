import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'

/** What is left of a run on the machine, once it has ended: no process, and no login. */

type Stage = Awaited<ReturnType<typeof openStage>>
type Run = NonNullable<Parameters<Stage['run']>[0]>

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

let log: string
beforeEach(() => {
  log = join(stage.folder, 'docker.log')
  rmSync(log, { force: true })
})

let attempts = 0

/** A later attempt need not wait for the lock of one that was killed. */
const run = (more: Run = {}) =>
  stage.run({
    ...more,
    env: { DOCKER_STUB_LOG: log, GITHUB_RUN_ID: '1', GITHUB_RUN_ATTEMPT: String(++attempts), ...more.env }
  })

/** Resolves when a call of docker hangs, as it was told to. */
async function dockerHangs(): Promise<void> {
  while (!existsSync(log) || !readFileSync(log, 'utf8').includes('hangs\n')) await sleep(20)
}

/** A run whose docker hangs, which is then ended in this way. */
async function interrupted(more: Run, end: (main: ChildProcess, cancel: AbortController) => void) {
  const cancel = new AbortController()
  let main: ChildProcess | undefined
  const onSpawn = (child: ChildProcess) => {
    main ??= child
  }
  const done = run({ ...more, signal: cancel.signal, onSpawn })
  await Promise.race([dockerHangs(), done.then(({ log }) => Promise.reject(new Error(`docker never hung: ${log}`)))])
  expect(holders()).not.toEqual([])
  if (main) end(main, cancel)
  return await done
}

/** Process ids and command lines of those that have the Astro token in their environment. */
function holders(): string[] {
  const token = String(stage.inputs['astro-api-token'])
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
        return environment.includes(token) ? [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`] : []
      } catch {
        return []
      }
    })
}

describe('a docker build that does not end', () => {
  afterEach(() => {
    for (const holder of holders()) process.kill(Number.parseInt(holder, 10), 'SIGKILL')
  })

  it('ends with the run that has reached run-timeout', async () => {
    const { exitCode, log } = await run({ post: false, inputs: { 'run-timeout': '20s' }, env: { DOCKER_STUB_HANG: 'build' } })
    expect([exitCode, log]).toEqual([1, expect.stringContaining('the run took longer than its limit of 20 s (run-timeout)')])
    expect(readFileSync(join(stage.folder, 'docker.log'), 'utf8')).toContain('hangs\n')
    expect(holders()).toEqual([])
  })

  it.each([
    ['', 'build'],
    [', and obeys no SIGTERM,', 'stubborn build'],
    [', with a child that leads a group of its own,', 'apart build'],
    [', but a push,', 'push']
  ])('%s ends with the run that is cancelled', async (_, how) => {
    const { exitCode, log } = await interrupted({ post: false, env: { DOCKER_STUB_HANG: how } }, (_, cancel) => cancel.abort())
    expect([exitCode, log]).toEqual([1, expect.stringContaining('the run was cancelled')])
    expect(holders()).toEqual([])
  })

  it.each(['build', 'apart build', 'push'])('%s is ended by the post step of a run that was killed', async how => {
    const { exitCode, postExitCode } = await interrupted({ env: { DOCKER_STUB_HANG: how } }, main => void main.kill('SIGKILL'))
    expect([exitCode, postExitCode]).toEqual([137, 0])
    expect(holders()).toEqual([])
  })
})

describe("docker's logins", () => {
  const OWN = { auths: { 'registry.example.com': { auth: Buffer.from('me:pass').toString('base64') } } }
  const CONTEXT = join('contexts', 'meta', createHash('sha256').update('remote').digest('hex'), 'meta.json')
  /** A keychain that has one login; what is stored in it, and asked of it, is written down. */
  const KEYCHAIN = `#!/bin/sh
printf '%s %s\\n' "$1" "$(cat)" >>"$(dirname "$0")/keychain.log"
[ "$1" = get ] && echo '{"ServerURL":"registry.example.com","Username":"me","Secret":"pass"}'
`
  let home: string

  beforeEach(() => {
    home = join(stage.folder, 'home')
    mkdirSync(home)
  })
  afterEach(() => {
    rmSync(home, { recursive: true })
    for (const name of readdirSync(stage.bin).filter(name => /^docker-credential-|^keychain/.test(name)))
      rmSync(join(stage.bin, name))
  })

  const write = (files: Readonly<Record<string, string | object>>) => {
    for (const [name, content] of Object.entries(files)) {
      const path = join(home, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, '\t'))
    }
  }
  const onPath = (name: string) => {
    writeFileSync(join(stage.bin, name), KEYCHAIN)
    chmodSync(join(stage.bin, name), 0o755)
  }
  const keychain = () => {
    const file = join(stage.bin, 'keychain.log')
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  }
  /** Every file below the home, with its content and its rights. */
  const contents = () =>
    Object.fromEntries(
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ parentPath, path, name }) => join(parentPath ?? path, name))
        .map(path => [path, [readFileSync(path, 'utf8'), lstatSync(path).mode]])
    )
  /** The token, as docker writes it into its file and as it is. */
  const tokens = () => {
    const token = String(stage.inputs['astro-api-token'])
    return [token, Buffer.from(`cli:${token}`).toString('base64')]
  }
  const filesWithToken = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, path, name }) => join(parentPath ?? path, name))
      .filter(path => tokens().some(token => readFileSync(path, 'utf8').includes(token)))

  const SCENES: [string, () => Record<string, string>][] = [
    ['none', () => ({})],
    [
      'a file, with a context and a plugin',
      () => {
        write({
          '.docker/config.json': { ...OWN, currentContext: 'remote' },
          [join('.docker', CONTEXT)]: { Name: 'remote' },
          '.docker/cli-plugins/docker-buildx': 'plugin'
        })
        return { DOCKER_STUB_BASE: 'registry.example.com' }
      }
    ],
    [
      'a folder that DOCKER_CONFIG names',
      () => {
        write({ 'elsewhere/config.json': OWN })
        return { DOCKER_STUB_BASE: 'registry.example.com', DOCKER_CONFIG: join(home, 'elsewhere') }
      }
    ],
    [
      'a file that has a login at this registry already',
      () => {
        write({ '.docker/config.json': { auths: { 'localhost:5555': { auth: 'b2xkOm9sZA==' } } } })
        return {}
      }
    ],
    [
      'a keychain',
      () => {
        write({ '.docker/config.json': { auths: { 'registry.example.com': {} }, credsStore: 'desktop' } })
        onPath('docker-credential-desktop')
        return { DOCKER_STUB_BASE: 'registry.example.com' }
      }
    ],
    [
      'a helper for this registry',
      () => {
        write({ '.docker/config.json': { credHelpers: { 'localhost:5555': 'gcloud', 'registry.example.com': 'gcloud' } } })
        onPath('docker-credential-gcloud')
        return { DOCKER_STUB_BASE: 'registry.example.com' }
      }
    ],
    [
      'a keychain that docker would choose by itself',
      () => {
        onPath('docker-credential-secretservice')
        return {}
      }
    ],
    [
      'an empty file',
      () => {
        write({ '.docker/config.json': '' })
        return {}
      }
    ]
  ]

  it.each(SCENES)('in %s: they serve the build, and are afterwards as they were', async (_, prepare) => {
    const env = { HOME: home, ...prepare() }
    const before = contents()
    // So that there is something to ship.
    writeFileSync(join(stage.project, 'include.txt'), String(attempts))
    stage.commit('Ship again')
    const { exitCode, postExitCode, log, temp } = await run({ env })
    expect({ exitCode, postExitCode, log: exitCode === 0 ? '' : log }).toEqual({ exitCode: 0, postExitCode: 0, log: '' })
    expect(readFileSync(join(stage.folder, 'docker.log'), 'utf8')).toMatch(/^login localhost:5555 .*\npush localhost:5555/m)
    expect(contents()).toEqual(before)
    expect(keychain().filter(call => !call.startsWith('get '))).toEqual([])
    expect([...filesWithToken(home), ...filesWithToken(temp)]).toEqual([])
  })

  it.each(SCENES.slice(3, 7))('in %s: they are as they were after a run that was killed, too', async (_, prepare) => {
    const env = { HOME: home, ...prepare() }
    const before = contents()
    writeFileSync(join(stage.project, 'include.txt'), String(attempts))
    stage.commit('Ship again')
    const { temp } = await interrupted({ env: { ...env, DOCKER_STUB_HANG: 'push' } }, main => void main.kill('SIGKILL'))
    expect(contents()).toEqual(before)
    expect(keychain().filter(call => !call.startsWith('get '))).toEqual([])
    expect([...filesWithToken(home), ...filesWithToken(temp)]).toEqual([])
  })
})
