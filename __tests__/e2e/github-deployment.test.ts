import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { BUNDLE, openStage } from '../../tools/runner/stage.mjs'
import { REFUSALS, startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import { attempt, type Stage } from './attempt.ts'

/** A deploy in the timeline of an environment of the repository. */

type Api = Awaited<ReturnType<typeof startGitHubApi>>
type Run = NonNullable<Parameters<Stage['run']>[0]>

const SHA = '0123456789abcdef0123456789abcdef01234567'

/** A run that shows itself in environment prod, and what it asked GitHub for: the last word of each path. */
async function shown(stage: Stage, api: Api, { inputs, env, ...run }: Run = {}) {
  const before = api.record.length
  const result = await attempt(stage, {
    ...run,
    inputs: { 'github-token': api.token, 'github-environment': 'prod', ...inputs },
    env: { GITHUB_API_URL: api.url, GITHUB_SHA: SHA, ...env }
  })
  const asked = api.record.slice(before)
  expect(asked.flatMap(({ problems }) => problems)).toEqual([])
  return { ...result, asked: asked.map(({ operation }) => operation.replace(/ .*\/(\w+)$/, ' $1')) }
}

const warningsAbout = (word: string, { annotations }: { annotations: readonly { level: string; message: string }[] }) =>
  annotations.filter(({ level, message }) => level === 'warning' && message.includes(word)).map(({ message }) => message)

let stage: Stage
let api: Api
beforeAll(async () => {
  ;[stage, api] = await Promise.all([openStage({ vault: { fast: true } }), startGitHubApi()])
})
afterEach(() => {
  api.deployments.length = 0
  api.refusals.length = 0
  api.onAsked = () => {}
})
afterAll(async () => {
  await Promise.all([stage?.stop(), api?.stop()])
})

describe('a run with github-environment', () => {
  it('is in progress once it has planned, and a success at its end, with the page of the Deployment and of the run', async () => {
    const run = await shown(stage, api)
    expect([run.exitCode, run.asked]).toEqual([0, ['POST deployments', 'POST statuses', 'POST statuses']])
    expect(api.deployments).toEqual([
      expect.objectContaining({ ref: SHA, environment: 'prod', auto_merge: false, required_contexts: [] })
    ])
    const log_url = expect.stringMatching(/^https:\/\/github\.com\/example\/pipelines\/actions\/runs\/\d+$/)
    expect(api.deployments[0]?.statuses).toEqual([
      { id: expect.any(Number), state: 'in_progress', log_url },
      {
        id: expect.any(Number),
        state: 'success',
        log_url,
        environment_url: run.outputs['deployment-url'],
        description: 'Airflow can read everything, 6 of 6; 6 secrets changed, 1 Deployment restarted'
      }
    ])
    const [, id] = /^http:\/\/localhost:5000\/[^/]+\/deployments\/([^/]+)$/.exec(run.outputs['deployment-url'] ?? '') ?? []
    expect(id).toBe(stage.inputs['deployment-id'])
  })

  it('hands on as JSON what it wrote and changed', async () => {
    const { outputs } = await shown(stage, api, { env: { API_TOKEN: 'tok-changed' }, inputs: { 'deploy-type': 'none' } })
    expect(JSON.parse(outputs['versions'] ?? '')).toEqual({ 'variables/api_token': 2 })
    expect(JSON.parse(outputs['changes'] ?? '')).toEqual(['secret:variables/api_token'])
    expect(JSON.parse(outputs['drift'] ?? '')).toEqual([])
  })

  it('for a pull request names the commit that is proposed, not the merge that GitHub made', async () => {
    const head = { sha: 'a'.repeat(40), repo: { full_name: 'example/pipelines' } }
    await shown(stage, api, {
      inputs: { 'deploy-type': 'none' },
      env: { GITHUB_EVENT_NAME: 'pull_request' },
      event: { action: 'synchronize', pull_request: { number: 7, base: { ref: 'main', sha: '0'.repeat(40) }, head } }
    })
    expect(api.deployments[0]?.ref).toBe(head.sha)
  })

  it('that fails after its plan is a failure', async () => {
    stage.astro.faults.add({ method: 'POST', path: /deployments\/[^/]+$/, action: { status: 500, body: { message: 'broken' } } })
    const run = await shown(stage, api, { inputs: { rotate: 'now', 'deploy-type': 'none' } })
    expect(run.exitCode).toBe(1)
    expect(api.deployments[0]?.statuses.map(({ state, description }) => [state, description])).toEqual([
      ['in_progress', undefined],
      ['failure', 'failed']
    ])
  })

  it('that fails before its plan has begun nothing', async () => {
    const run = await shown(stage, api, { inputs: { 'vault-token': 'hvs.wrong' } })
    expect([run.exitCode, run.asked]).toEqual([1, []])
  })

  it.each<[string, Api['refusals'][number], RegExp]>([
    [
      'a token without the permission',
      REFUSALS.readOnly,
      /GitHub \(403\): Resource .* `permissions: \{ contents: read, deployments: write \}`/
    ],
    ['no such repository', REFUSALS.notFound, /GitHub \(404\): Not Found/],
    ['a commit that it does not know', REFUSALS.unprocessable, /GitHub \(422\): Validation Failed/],
    ['a secondary rate limit', REFUSALS.secondaryLimit, /GitHub \(403\): You have exceeded a secondary rate limit/],
    ['no server', REFUSALS.unavailable, /GitHub \(503\): No server is currently available/],
    ['a page of a proxy', REFUSALS.page, /GitHub \(502\): a page instead of an answer/],
    ['silence', { hang: true }, /GitHub: no answer within 15 s/]
  ])('where GitHub has %s, does its work, stays green and warns once', async (name, refusal, warning) => {
    api.refusals.push({ operation: 'POST /repos/{owner}/{repo}/deployments', ...refusal })
    const run = await shown(stage, api, { env: { API_TOKEN: `tok of ${name}` }, inputs: { 'deploy-type': 'none' } })
    expect([run.exitCode, run.outputs['secrets-written'], api.deployments]).toEqual([0, '1', []])
    expect(warningsAbout('environment prod on GitHub', run)).toEqual([expect.stringMatching(warning)])
  })

  it('where GitHub takes no status, stays green and warns of each', async () => {
    api.refusals.push({ operation: 'POST /repos/{owner}/{repo}/deployments/{deployment_id}', ...REFUSALS.unprocessable })
    const run = await shown(stage, api, { inputs: { 'deploy-type': 'none' } })
    expect([run.exitCode, warningsAbout('environment prod on GitHub', run).length]).toEqual([0, 2])
  })

  it('that GitHub has created without saying so is found, not created twice', async () => {
    api.refusals.push({ operation: 'POST /repos/{owner}/{repo}/deployments', ...REFUSALS.unavailable, late: true, times: 1 })
    const run = await shown(stage, api, { inputs: { 'deploy-type': 'none' } })
    expect(run.asked.slice(0, 3)).toEqual(['POST deployments', 'GET deployments', 'POST statuses'])
    expect(api.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success'])
  })
})

describe('a run that is ended from outside', () => {
  const CREATE = 'POST /repos/{owner}/{repo}/deployments'
  const STATUSES = `${CREATE}/{deployment_id}/statuses`
  const states = () => api.deployments.map(({ statuses }) => statuses.map(({ state }) => state))

  /** Kills main at once when GitHub is asked for that. */
  async function killedAt(operation: string) {
    let main: { kill(signal: 'SIGKILL'): unknown } | undefined
    api.onAsked = name => {
      if (name === operation) main?.kill('SIGKILL')
      if (name === operation) api.onAsked = () => {}
    }
    return await shown(stage, api, {
      inputs: { 'deploy-type': 'none' },
      onSpawn(child, step) {
        if (step === 'main') main = child
      }
    })
  }

  /** Cancels the job as a runner does when GitHub is first told how it goes. */
  async function cancelled() {
    const cancel = new AbortController()
    api.onAsked = name => {
      if (name === STATUSES) cancel.abort()
    }
    return await shown(stage, api, { inputs: { 'deploy-type': 'none', rotate: 'now' }, signal: cancel.signal })
  }

  it('has no deployment in progress after its post step, even if nothing of it could say goodbye', async () => {
    const run = await killedAt(STATUSES)
    expect([run.exitCode, run.postExitCode, states()]).toEqual([137, 0, [['in_progress', 'error']]])
    expect(api.deployments[0]?.statuses.at(-1)).toMatchObject({
      description: 'The run was ended before it could say how it went',
      log_url: expect.stringContaining('/actions/runs/')
    })
    expect(run.log).toContain('Told GitHub how the deployment of this run ended.')
  })

  it('also if GitHub had created it, but not said so yet', async () => {
    const run = await killedAt(CREATE)
    expect([run.exitCode, run.asked.slice(-2), states()]).toEqual([137, ['GET deployments', 'POST statuses'], [['error']]])
  })

  it('and cancelled by a runner (SIGINT) says itself that it failed', async () => {
    const run = await cancelled()
    expect([run.exitCode, states()]).toEqual([1, [['in_progress', 'failure']]])
    expect(run.log).not.toContain('Told GitHub')
  })

  it('and killed by a runner in the end (SIGINT, SIGTERM, SIGKILL), because GitHub was silent, leaves that to its post step', async () => {
    api.refusals.push({ operation: STATUSES, hang: true, times: 1 })
    const run = await cancelled()
    expect([run.exitCode, run.postExitCode, states()]).toEqual([137, 0, [['failure']]])
  })

  it('warns in its post step where GitHub refuses, which stays green', async () => {
    api.refusals.push({ operation: STATUSES, ...REFUSALS.readOnly })
    const run = await killedAt(STATUSES)
    expect([run.postExitCode, states(), warningsAbout('environment prod on GitHub', run)]).toEqual([
      0,
      [[]],
      [expect.stringMatching(/GitHub \(403\): Resource not accessible.*deployments: write/)]
    ])
  })
})

describe('a run that nothing asks to tell GitHub anything', () => {
  let action: string
  /** The action without the client of GitHub, which is a chunk of its own. */
  beforeAll(async () => {
    action = join(stage.folder, 'without-github')
    await cp(dirname(BUNDLE), join(action, 'dist'), { recursive: true })
    await cp(join(dirname(BUNDLE), '..', 'action.yml'), join(action, 'action.yml'))
    const chunks = (await readdir(join(action, 'dist'))).filter(name => /^\d+\.index\.js$/.test(name))
    const texts = await Promise.all(chunks.map(name => readFile(join(action, 'dist', name), 'utf8')))
    const clients = chunks.filter((_, index) => texts[index]?.includes('function getOctokit'))
    expect(clients).toHaveLength(1)
    await rm(join(action, 'dist', clients[0] ?? ''))
  })
  const bundle = () => join(action, 'dist', 'index.js')

  it('does not load the client of GitHub, and asks it nothing', async () => {
    const run = await shown(stage, api, { bundle: bundle(), inputs: { 'github-environment': '', 'deploy-type': 'none' } })
    expect([run.exitCode, run.errors, run.asked, warningsAbout('GitHub', run)]).toEqual([0, [], [], []])
  })

  it('would have warned if it could not be loaded', async () => {
    const run = await shown(stage, api, { bundle: bundle(), inputs: { 'deploy-type': 'none' } })
    expect([run.exitCode, warningsAbout('environment prod on GitHub', run).length]).toEqual([0, 1])
  })
})
