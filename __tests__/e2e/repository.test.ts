import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { astroBinary } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { listen } from '../../tools/servers/listen.mjs'
import { attempt, type Stage } from './attempt.ts'

/** A repository that wants to have the Astro token, run a program, hide something from a check, or keep a run busy for ever. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

const git = (...args: string[]) => execFileSync('git', ['-C', stage.project, ...args], { encoding: 'utf8' }).trim()
afterEach(() => {
  git('reset', '--quiet', '--hard', git('rev-list', '--max-parents=0', 'HEAD'))
  git('clean', '--quiet', '-fdx')
})

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(stage.project, name)), { recursive: true })
    await writeFile(join(stage.project, name), text)
  }
}

/** A pull request that somebody has merged. */
async function commit(files: Readonly<Record<string, string>>): Promise<void> {
  await write(files)
  stage.commit('Change the project')
}

const nothingDone = { exitCode: 1, inVault: [], inAstro: [] }

describe('.astro/config.yaml', () => {
  const requests: string[] = []
  const attacker = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    response.writeHead(401).end('{}')
  })
  let url = ''
  beforeAll(async () => {
    url = `http://127.0.0.1:${await listen(attacker)}`
  })
  beforeEach(() => {
    requests.length = 0
  })
  afterAll(() => new Promise(resolve => attacker.close(resolve)))

  const configs: readonly [string, (url: string) => string][] = [
    ['as the CLI documents it', to => `local:\n  core: ${to}\n`],
    ['in another case', to => `Local: {Core: "${to}"}\n`],
    ['with a dot in the key', to => `"local.core": ${to}\n`],
    ['in capitals, with a dot', to => `LOCAL.CORE: ${to}\n`],
    ['by a merge', to => `project: &p {name: a}\nlocal: {<<: {core: "${to}"}}\n`],
    ['by a merge at the top', to => `<<: {local: {core: "${to}"}}\n`],
    ['by an alias', to => `project: {name: &u "${to}"}\nlocal: {core: *u}\n`],
    ['with escapes', to => `"l\\u006fcal": {"\\x63ore": "${to}"}\n`],
    ['with a tag', to => `? !!binary bG9jYWw=\n: {core: "${to}"}\n`],
    ['behind a line end of YAML 1.1', to => `project: {name: a} # \u2028local: {core: "${to}"}\n`]
  ]

  it.each(configs)('that leads the CLI elsewhere %s is refused, and the token never arrives there', async (_, config) => {
    await commit({ '.astro/config.yaml': config(url) })
    expect(await attempt(stage)).toMatchObject({ ...nothingDone, errors: [expect.stringContaining('.astro/config.yaml ')] })
    expect(requests).toEqual([])
  })

  it.each(configs.filter(([how]) => !/tag|YAML 1\.1/.test(how)))(
    'is a danger: the real CLI goes where it says, %s',
    async (_, config) => {
      await commit({ '.astro/config.yaml': config(url) })
      const env = {
        PATH: stage.path,
        ASTRO_HOME: join(stage.folder, 'home'),
        ASTRO_DOMAIN: 'localhost',
        ASTRO_TELEMETRY_DISABLED: '1'
      }
      const token = stage.astro.token()
      // The attacker gives no answer that it could use. In a process of its own: the attacker is in this one.
      await promisify(execFile)(await astroBinary(), ['deployment', 'list'], {
        cwd: stage.project,
        env: { ...env, ASTRO_API_TOKEN: token },
        timeout: 10_000
      }).catch(() => {})
      expect(requests.join('\n')).toContain(`Bearer ${token}`)
    }
  )

  it('with settings for development is none', async () => {
    await commit({ '.astro/config.yaml': 'Project: {name: quickstart}\nwebserver.port: 8081\ncontainer: {binary: docker}\n' })
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [] })
    expect(requests).toEqual([])
  })
})

describe('git', () => {
  const mark = () => join(stage.folder, 'mark')
  const config = () => `[core]\nbare = false\nworktree = .\nrepositoryformatversion = 0\nfsmonitor = env > ${mark()} && false\n`
  const bare = (folder = '') => ({
    [`${folder}HEAD`]: 'ref: refs/heads/main\n',
    [`${folder}config`]: config(),
    [`${folder}objects/.keep`]: '',
    [`${folder}refs/.keep`]: ''
  })

  it.each(['plan', 'deploy'])('runs nothing that files of the project name, in mode %s', async mode => {
    await write({ 'airflow/.keep': '' })
    execFileSync('cp', [
      '-a',
      ...['.astro', 'dags', 'Dockerfile', 'requirements.txt'].map(name => join(stage.project, name)),
      join(stage.project, 'airflow')
    ])
    await commit(bare('airflow/'))
    const run = await attempt(stage, { inputs: { mode, 'project-dir': 'airflow' } })
    expect(run).toMatchObject({
      ...nothingDone,
      errors: [expect.stringMatching(/^git cannot say what is committed in airflow .*bare repository/)]
    })
    expect(existsSync(mark())).toBe(false)
  })

  it('sees uncommitted changes below a relative project-dir', async () => {
    await write({ 'airflow/.keep': '' })
    execFileSync('cp', [
      '-a',
      ...['.astro', 'dags', 'Dockerfile', 'requirements.txt'].map(name => join(stage.project, name)),
      join(stage.project, 'airflow')
    ])
    stage.commit('Move the project')
    await write({ 'airflow/dags/hello.py': '# changed\n' })
    expect(await attempt(stage, { inputs: { 'project-dir': 'airflow' } })).toMatchObject({
      ...nothingDone,
      errors: [expect.stringContaining('has uncommitted changes in tracked files')]
    })
  })
})

describe('the children of the CLI', () => {
  it('have no source, and nothing of the runner', async () => {
    const seen = join(stage.folder, 'environment')
    const docker = join(stage.bin, 'docker')
    const stub = readFileSync(docker, 'utf8')
    await writeFile(docker, stub.replace('#!/bin/sh\n', `#!/bin/sh\nenv >> '${seen}'\n`))
    const canaries = {
      GITHUB_TOKEN: 'canary-1',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-2',
      ACTIONS_RUNTIME_TOKEN: 'canary-3',
      OTHER: 'canary-4'
    }
    await commit({ 'dags/other.py': '# another\n' })
    expect(await attempt(stage, { env: { ...canaries, AWS_PROFILE: 'ecr' } })).toMatchObject({ exitCode: 0, errors: [] })
    await writeFile(docker, stub)
    const names = new Set(
      readFileSync(seen, 'utf8')
        .split('\n')
        .map(line => line.split('=', 1)[0])
    )
    for (const name of [
      ...Object.keys(canaries),
      'API_TOKEN',
      'WAREHOUSE_PASSWORD',
      'GITHUB_ENV',
      'GITHUB_OUTPUT',
      'GITHUB_STATE'
    ])
      expect([name, names.has(name)]).toEqual([name, false])
    expect([names.has('AWS_PROFILE'), names.has('GIT_CONFIG_COUNT'), names.has('DOCKER_HOST')]).toEqual([true, true, true])
  })
})

describe('a pipe that nobody writes to', () => {
  it.each(['airflow-secrets.yaml', 'requirements.txt', 'Dockerfile', '.dockerignore', '.astro/config.yaml'])(
    'in the place of %s ends the run at once, with a sentence',
    async name => {
      await rm(join(stage.project, name), { force: true })
      execFileSync('mkfifo', [join(stage.project, name)])
      const run = await attempt(stage, { inputs: { 'run-timeout': '60s' } })
      expect(run).toMatchObject({
        ...nothingDone,
        errors: [expect.stringContaining(`${name} cannot be read: it is a pipe, a socket or a device`)]
      })
    }
  )
})

describe('coverage', () => {
  const cover = (how: string) => stage.editManifest(text => `${text.replace(/^coverage: .*\n/m, '')}coverage: ${how}\n`)

  it.each<[string, string]>([
    ['a file that the parser cannot read', `Variable.get("x")\ny = ${`f'''{f"{`.repeat(1_500)}1${`}"}'''`.repeat(1_500)}\n`],
    ['a DAG of more than 1 MiB', `Variable.get("greeting")\n${'# more\n'.repeat(160_000)}`],
    ['a file that is not Python', '<p class="hook">\n']
  ])('fail ends the run for %s', async (_, text) => {
    await cover('fail')
    await commit({ 'dags/other.py': text })
    expect(await attempt(stage)).toMatchObject({
      ...nothingDone,
      errors: expect.arrayContaining([expect.stringContaining('was not compared with the manifest: ')])
    })
  })

  it('fail ends the run for a link to itself', async () => {
    await cover('fail')
    execFileSync('ln', ['-s', 'self.py', join(stage.project, 'dags/self.py')])
    stage.commit('Add a link')
    expect(await attempt(stage)).toMatchObject({
      ...nothingDone,
      errors: expect.arrayContaining([expect.stringContaining('it is a link that leads to itself')])
    })
  })

  it('ends with run-timeout, whatever there is to read', async () => {
    const slow = `hook(${'[x for '.repeat(20_000)}`
    await commit(Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`dags/slow_${n}.py`, slow])))
    expect(await attempt(stage, { inputs: { 'run-timeout': '3s' } })).toMatchObject({
      ...nothingDone,
      errors: [expect.stringContaining('the run took longer than its limit of 3 s (run-timeout)')]
    })
  })
})
