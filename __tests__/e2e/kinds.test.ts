import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { WORKSPACE } from '../../tools/servers/astro-api/server.mjs'
import { BROKEN_DAG, TWO_FAILED } from '../fakes/pytest.ts'
import { attempt, refused, type Stage } from './attempt.ts'

/** Kinds of deploy, by the shipped bundle and the real CLI, as the platform lists them. */

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const write = async (path: string, text: string) => {
  await writeFile(join(stage.project, path), text)
  stage.commit('Change')
}

/** The deploys of one green run. */
async function shippedBy(run: Parameters<Stage['run']>[0] = {}) {
  const before = stage.astro.deploys.length
  expect(await attempt(stage, run)).toMatchObject({ exitCode: 0, errors: [] })
  return stage.astro.deploys.slice(before).map(({ type }) => type)
}

describe('infer', () => {
  it('ships the image first, then what has changed', async () => {
    expect(await shippedBy()).toEqual(['IMAGE_AND_DAG'])
    expect(await shippedBy()).toEqual([])
    await write('dags/hello.py', '# changed\n')
    expect(await shippedBy()).toEqual(['DAG_ONLY'])
    await write('packages.txt', 'gcc\n')
    expect(await shippedBy()).toEqual(['IMAGE_AND_DAG'])
    expect(await shippedBy()).toEqual([])
    expect(await shippedBy({ inputs: { 'deploy-type': 'dags-only' } })).toEqual(['DAG_ONLY'])
    expect(await shippedBy()).toEqual([])
  })
})

const calls = async (program: string) =>
  (await stage.calls()).map(({ call }) => call).filter(call => call.startsWith(`${program} `))

describe('force', () => {
  it('deploys uncommitted changes, under our description', async () => {
    await writeFile(join(stage.project, 'dags/hello.py'), '# not committed\n')
    expect(await shippedBy({ inputs: { force: 'true' } })).toEqual(['IMAGE_AND_DAG'])
    expect(stage.astro.deploys.at(-1)?.description).toMatch(/^Greet from Vault \(astro-vault-action [0-9a-f]{12}\)$/)
    expect(stage.astro.deploys.at(-1)?.entries).toContain('dags/hello.py')
  })
})

describe('a token of the Organization', () => {
  it('deploys in the Workspace that is named, under a description with whatever characters', async () => {
    const description = `It's "done"; $(date) & more`
    const token = stage.astro.token({ workspace: null })
    expect(await shippedBy({ inputs: { 'astro-api-token': token, 'workspace-id': WORKSPACE, description } })).toEqual([
      'IMAGE_AND_DAG'
    ])
    expect(stage.astro.deploys.at(-1)?.description).toMatch(
      /^It's "done"; \$\(date\) & more \(astro-vault-action [0-9a-f]{12}\)$/
    )
  })
})

describe('image-name', () => {
  it('deploys an image that was built elsewhere, once the manifest says that it has the provider', async () => {
    const inputs = { 'image-name': 'acme/airflow:5' }
    expect((await attempt(stage, { inputs })).errors).toEqual([
      expect.stringContaining("image acme/airflow:5 may lack Airflow's hashicorp provider")
    ])
    await stage.editManifest(text => `${text}astro: { provider-installed: true }\n`)
    expect(await shippedBy({ inputs })).toEqual(['IMAGE_AND_DAG'])
    const docker = await calls('docker')
    expect(docker.filter(call => call.startsWith('docker build'))).toEqual([])
    expect(docker).toContainEqual(expect.stringMatching(/^docker tag acme\/airflow:5 /))
  })
})

describe('build-secrets', () => {
  it('reach the build, and their values no command line', async () => {
    const run = { inputs: { 'build-secrets': 'id=pip,env=PIP_TOKEN' }, env: { PIP_TOKEN: 'canary-pip' } }
    expect(await shippedBy(run)).toEqual(['IMAGE_AND_DAG'])
    expect(await calls('docker')).toContainEqual(expect.stringMatching(/^docker build .*--secret id=pip,env=PIP_TOKEN$/))
    expect((await calls('astro')).filter(call => call.includes('id=pip') || call.includes('canary-pip'))).toEqual([])
  })

  it('that this CLI cannot tell apart are refused before anything is changed', async () => {
    const inputs = { 'build-secrets': 'id=pip,env=PIP_TOKEN\nid=netrc,src=.netrc' }
    expect(await attempt(stage, { inputs })).toMatchObject(
      refused(
        'input build-secrets has 2 secrets, and astro CLI 1.41.0 hands only one to a build\nInstall astro CLI 1.44.0 or newer, or put everything into one secret file.'
      )
    )
  })
})

describe('tests before the deploy', () => {
  const PARSE = '.astro/test_dag_integrity_default.py'
  const turnOn = (astro: string) => stage.editManifest(text => `${text}astro: { ${astro} }\n`)
  const addTests = async () => {
    for (const [path, text] of [
      [PARSE, '# as of astro dev init\n'],
      ['tests/test_x.py', ''],
      ['.env', 'SECRET=canary\n']
    ] as const) {
      await mkdir(dirname(join(stage.project, path)), { recursive: true })
      await writeFile(join(stage.project, path), text)
    }
    stage.commit('Test')
  }

  it('that pass let the run go on, without .env and for nothing that is not deployed', async () => {
    await addTests()
    await turnOn('parse: true, pytest: true, pytest-file: tests/test_x.py')
    expect(await shippedBy()).toEqual(['IMAGE_AND_DAG'])
    const created = (await calls('docker')).filter(call => call.startsWith('docker create'))
    expect(created.map(call => call.replace(/\S+:latest/, 'IMAGE'))).toEqual([
      `docker create -i --name astro-pytest IMAGE pytest ${PARSE}`,
      'docker create -i --name astro-pytest IMAGE pytest tests/test_x.py'
    ])
    expect(await shippedBy()).toEqual([])
    expect((await calls('docker')).filter(call => call.startsWith('docker create'))).toEqual(created)
  })

  it('leave the parse before an image to the CLI, unless they have done it', async () => {
    await addTests()
    await turnOn('pytest: true')
    await shippedBy()
    const created = (await calls('docker')).filter(call => call.startsWith('docker create'))
    expect(created.map(call => call.split(' ').at(-1))).toEqual(['tests/', PARSE])
  })

  it('get a file of variables that was asked for', async () => {
    await addTests()
    await turnOn('pytest: true, env-file: .env')
    await shippedBy()
    const created = (await calls('docker')).filter(call => call.startsWith('docker create'))
    expect(created.map(call => call.includes('--env-file .env'))).toEqual([true, true])
    expect(created[0]).toMatch(/ pytest tests\/$/)
  })

  it('that fail are annotations on their lines, and nothing was changed', async () => {
    await addTests()
    await turnOn('pytest: true')
    const run = await attempt(stage, { env: { DOCKER_STUB_PYTEST: TWO_FAILED, DOCKER_STUB_EXIT: '1' } })
    expect(run).toMatchObject({ exitCode: 1, inVault: [], inAstro: [] })
    expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({
        file: 'tests/dags/test_x.py',
        line: 3,
        message: 'tests/dags/test_x.py:3: test_bad failed (astro dev pytest): AssertionError: two lines'
      }),
      expect.objectContaining({ file: 'tests/dags/test_x.py', line: 9 }),
      expect.objectContaining({ message: '2 mistakes found' })
    ])
  })

  it('tell a DAG that cannot be imported on its line', async () => {
    await addTests()
    await turnOn('parse: true')
    const run = await attempt(stage, { env: { DOCKER_STUB_PYTEST: BROKEN_DAG, DOCKER_STUB_EXIT: '1' } })
    expect(run).toMatchObject({ exitCode: 1, inVault: [], inAstro: [] })
    expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({
        file: 'dags/broken.py',
        line: 3,
        message: "dags/broken.py:3: cannot be imported (astro dev parse): ModuleNotFoundError: No module named 'nothere'"
      })
    ])
  })

  it.each([
    ['skips all tests', '=========== 2 skipped in 0.01s ============'],
    ['runs no container', '']
  ])('are not taken as passed where the CLI is content although it %s', async (_, output) => {
    await addTests()
    await turnOn('parse: true')
    expect(await attempt(stage, { env: { DOCKER_STUB_PYTEST: output } })).toMatchObject(
      refused(expect.stringMatching(/^nothing shows that astro dev parse ran a test, although it reports success/))
    )
  })

  it('are not taken as passed where the file of the parse is missing', async () => {
    await turnOn('parse: true')
    expect(await attempt(stage)).toMatchObject(
      refused(expect.stringMatching(/^astro\.parse is on, but \.astro\/test_dag_integrity_default\.py is missing/))
    )
  })
})
