import { execFileSync } from 'node:child_process'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { WORKSPACE } from '../../tools/servers/astro-api/server.mjs'
import { attempt, refused, type Stage } from './attempt.ts'

/** The Deployment, its Workspace or the project are not such that the work could be done; nothing is begun then. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

const withInputs = (inputs: Record<string, string>) => attempt(stage, { inputs })

const HINT = 'Check the id or name of the Deployment and `workspace-id`, and that `astro-api-token` has access to the Deployment.'
/** Whatever it waits for is over in a moment. */
const FAST = {
  NODE_OPTIONS: `--import=${new URL('../../tools/runner/fast-clock.mjs', import.meta.url)}`,
  CLOCK_SPEED: '20'
}

describe('the Deployment', () => {
  it.each([
    [
      'by a wrong id',
      { 'deployment-id': 'clwrong' },
      /^Deployment clwrong was not found in Workspace \w+: Deployment clwrong not found \(request req\d+\)$/
    ],
    [
      'by a wrong name',
      { 'deployment-id': '', 'deployment-name': 'production' },
      /^Deployment "production" was not found in Workspace \w+: no Deployment has this name$/
    ]
  ])('%s', async (_, inputs, sentence) => {
    const { errors, ...rest } = await withInputs(inputs)
    expect(rest).toMatchObject({ exitCode: 1, inVault: [], inAstro: [] })
    const [said, hint] = errors.join('\n').split('\n')
    expect(said).toMatch(sentence)
    expect(hint).toBe(HINT)
  })

  it('in another Workspace than an Organization token is used for', async () => {
    const inputs = { 'astro-api-token': stage.astro.token({ workspace: null }), 'workspace-id': 'clws-other' }
    expect(await withInputs(inputs)).toMatchObject(
      refused(
        `Deployment prod is in Workspace ${WORKSPACE}, not in Workspace clws-other\nCheck the id of the Deployment and \`workspace-id\`.`
      )
    )
  })

  it('behind a token of another Organization', async () => {
    expect(await withInputs({ 'astro-api-token': stage.astro.token({ organization: 'clorg-other' }) })).toMatchObject(
      refused(
        expect.stringMatching(
          /^Astro answered 401 to the request for Deployment \w+: Unknown authorization token \(request req\d+\)\nCheck that `astro-api-token` has not been revoked/
        )
      )
    )
  })

  it('behind an API that refuses the connection', async () => {
    expect(await attempt(stage, { inputs: { 'astro-api-url': 'http://localhost:9' }, env: FAST })).toMatchObject(
      refused(
        expect.stringMatching(
          /^Astro at http:\/\/localhost:9 did not answer the request for Deployment \w+: connect ECONNREFUSED .*\nCheck that this runner can reach the Astro API/
        )
      )
    )
  })

  it.each([
    [
      'cuts the connection',
      'cut',
      / did not answer the request for Deployment \w+: .* \(tried \d+ times in \d+ s\)\nRun again: /
    ],
    [
      'is a proxy without a way there',
      { status: 502, body: 'no' },
      /^Astro answered 502 to the request for Deployment \w+: no \(tried \d+ times in \d+ s\)\nRun again later: /
    ],
    ['is a login page', 'html', /: what came back \(status 200\) is not JSON but text\/html\nCheck that no proxy or login page/]
  ] as const)('behind something that %s', async (_, action, said) => {
    const callOff = stage.astro.faults.add({ action, times: Number.POSITIVE_INFINITY })
    try {
      expect(await attempt(stage, { env: FAST })).toMatchObject(refused(expect.stringMatching(said)))
    } finally {
      callOff()
    }
  })

  it('behind an API that never answers', async () => {
    const callOff = stage.astro.faults.add({ action: 'hang', times: Number.POSITIVE_INFINITY })
    try {
      expect(await withInputs({ 'run-timeout': '12s' })).toMatchObject(
        refused(
          `the run took longer than its limit of 12 s (run-timeout) while waiting for Astro at ${stage.astro.url} to answer the request for Deployment ${stage.inputs['deployment-id']}`
        )
      )
    } finally {
      callOff()
    }
  })

  it('without the astro CLI on PATH, where something is to be changed and none can be installed', async () => {
    const tools = join(stage.folder, 'tools')
    await mkdir(tools)
    await symlink(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(tools, 'git'))
    expect(
      await attempt(stage, { inputs: { 'astro-mirror': 'http://localhost:9' }, env: { PATH: tools, ...FAST } })
    ).toMatchObject(
      refused(
        expect.stringMatching(
          /^http:\/\/localhost:9\/v1\.41\.0\/astro_1\.41\.0_linux_\w+\.tar\.gz was not downloaded: .*ECONNREFUSED.*\nCheck that this runner can reach it/
        )
      )
    )
  })
})

describe("variables of the Deployment that are somebody else's", () => {
  const deployment = () => stage.astro.deployment('prod')
  afterEach(() => {
    for (const { key } of [...deployment().variables]) deployment().deleteVariable(key)
  })

  const FOREIGN = 'airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend'

  it.each([
    [
      'another secrets backend',
      ['AIRFLOW__SECRETS__BACKEND', FOREIGN],
      `Deployment prod has another secrets backend (AIRFLOW__SECRETS__BACKEND=${FOREIGN})\nRemove that variable in Astro first.`
    ],
    [
      'a single kwarg, which would win over ours',
      ['AIRFLOW__SECRETS__BACKEND_KWARG__URL', 'https://other.example.com'],
      'Deployment prod has AIRFLOW__SECRETS__BACKEND_KWARG__URL, which overrides the secrets backend\nRemove that variable in Astro first.'
    ],
    [
      'a backend of the workers alone',
      ['AIRFLOW__WORKERS__SECRETS_BACKEND', FOREIGN],
      'Deployment prod has AIRFLOW__WORKERS__SECRETS_BACKEND, which overrides the secrets backend\nRemove that variable in Astro first.'
    ]
  ])('%s: refused, also with on-conflict: adopt', async (_, [key = '', value = ''], sentence) => {
    deployment().setVariable(key, value)
    expect(await withInputs({})).toMatchObject(refused(sentence))
    expect(await withInputs({ 'on-conflict': 'adopt' })).toMatchObject(refused(sentence))
  })

  it('a backend that nobody can see', async () => {
    deployment().setVariable('AIRFLOW__SECRETS__BACKEND', 'hidden', { isSecret: true })
    expect(await withInputs({})).toMatchObject(
      refused(
        'Deployment prod has AIRFLOW__SECRETS__BACKEND marked as secret, so its class cannot be read\nRemove that variable in Astro first.'
      )
    )
  })

  it('KWARGS that this action did not write', async () => {
    deployment().setVariable('AIRFLOW__SECRETS__BACKEND_KWARGS', '{"url":"https://other.example.com"}', { isSecret: true })
    const since = deployment().variables[0]?.updatedAt
    expect(await withInputs({})).toMatchObject(
      refused(
        `Deployment prod has an AIRFLOW__SECRETS__BACKEND_KWARGS (set at ${since}) that no record on mount airflow/ accounts for; its value cannot be read back\nSet \`on-conflict: adopt\` to replace it.`
      )
    )
  })
})

describe('the project', () => {
  const write = (file: string, text: string) => writeFile(join(stage.project, file), text)
  const git = (...args: string[]) => execFileSync('git', ['-C', stage.project, ...args], { encoding: 'utf8' }).trim()
  afterEach(() => {
    git('reset', '--quiet', '--hard', git('rev-list', '--max-parents=0', 'HEAD'))
  })

  it('is not where project-dir says', async () => {
    expect(await withInputs({ 'project-dir': 'airflow' })).toMatchObject(
      refused(
        'project-dir airflow is not a folder in the workspace\nCheck the input `project-dir`, and that a checkout step comes before this one.'
      )
    )
  })

  it('does not bring the provider', async () => {
    await write('requirements.txt', 'pandas\n')
    stage.commit('Forget the provider')
    expect(await withInputs({})).toMatchObject(
      refused(
        "./requirements.txt does not install Airflow's hashicorp provider, and without it Airflow would not start\nAdd the line `apache-airflow-providers-hashicorp>=4.7.2`, or set `astro.provider-installed: true` in the manifest if the base image has the provider."
      )
    )
  })

  it('brings one that cannot work with its own Airflow', async () => {
    await write('requirements.txt', 'apache-airflow-providers-hashicorp==4.8.4\n')
    await write('Dockerfile', 'FROM quay.io/astronomer/astro-runtime:12.8.0\n')
    stage.commit('Take the newest provider')
    expect(await withInputs({})).toMatchObject(
      refused(
        './requirements.txt asks for apache-airflow-providers-hashicorp==4.8.4, which requires an Airflow newer than 2.10, so pip replaces Airflow or fails\nWrite `apache-airflow-providers-hashicorp>=4.2.0,<4.3.3` instead.'
      )
    )
  })

  it.each(['dags-only', 'none'])('may not bring the provider, as far as deploy-type %s knows', async type => {
    expect(await withInputs({ 'deploy-type': type })).toMatchObject(
      refused(
        "Deployment prod runs an image that may lack Airflow's hashicorp provider, and without it Airflow would not start\nDeploy an image with this action once, with apache-airflow-providers-hashicorp>=4.7.2 in requirements.txt; or set `astro.provider-installed: true` in the manifest."
      )
    )
  })

  it('has changes that are not committed', async () => {
    await write('dags/hello.py', '# not committed\n')
    expect(await withInputs({})).toMatchObject(
      refused(
        'the checkout has uncommitted changes in tracked files, so `astro deploy` would do nothing and report success: dags/hello.py\nCommit or restore them; an earlier step may have changed them.'
      )
    )
  })

  it('has no DAG any more', async () => {
    await rm(join(stage.project, 'dags/hello.py'))
    stage.commit('Remove the only DAG')
    expect(await withInputs({})).toMatchObject(
      refused(
        'dags/ contains no Python file: the CLI would cancel the deploy, or remove every DAG from the Deployment\nCheck `project-dir`, and that the checkout is complete. What a link to a folder leads to does not count.'
      )
    )
  })

  it('would send the Astro token elsewhere', async () => {
    await write('.astro/config.yaml', 'local:\n  core: http://astro.example.com\ncloud:\n  api:\n    protocol: http\n')
    stage.commit('Point the CLI at another server')
    expect(await withInputs({})).toMatchObject(
      refused(
        '.astro/config.yaml sets local.core, which would send the Astro token to another server\nRemove that key.\n' +
          '.astro/config.yaml sets cloud.api.protocol, which could send the Astro token unencrypted\nRemove that key.'
      )
    )
  })
})
