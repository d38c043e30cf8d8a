import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import type { Stage } from './attempt.ts'
import { ask } from './vault-over-http.ts'
import { exampleWorkflow, leastPolicy, pipelineRole, runExample } from './workflow-run.ts'

/** The example workflow that looks for drift every morning, under act, with the least policy of the pipeline. */

type Api = Awaited<ReturnType<typeof startGitHubApi>>

let stage: Stage
let api: Api
let policy: string
let pipeline: Awaited<ReturnType<typeof pipelineRole>>
beforeAll(async () => {
  ;[stage, api] = await Promise.all([openStage(), startGitHubApi()])
  await stage.run().then(run => run.remove())
  policy = await leastPolicy(stage, '--mode', 'sync')
  pipeline = await pipelineRole(stage.vault, policy)
})
afterAll(async () => {
  await Promise.all([stage?.stop(), api?.stop()])
})

/** One morning: what the log says. */
async function morning(): Promise<string> {
  const { exitCode, log } = await runExample(stage, {
    workflow: exampleWorkflow('drift.yml'),
    event: 'schedule',
    payload: { repository: { default_branch: 'main' } },
    env: { GITHUB_API_URL: api.url },
    vars: pipeline.vars,
    secrets: { ...pipeline.secrets, GITHUB_TOKEN: api.token }
  })
  expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
  expect(api.record.flatMap(({ problems }) => problems)).toEqual([])
  return log
}
const sync = () => stage.run({ inputs: { mode: 'sync' } }).then(run => run.remove())
const theIssue = () => {
  expect(api.issues).toHaveLength(1)
  return api.issues[0] as Api['issues'][number]
}

describe('drift.yml', () => {
  it('opens no issue where nothing has drifted', async () => {
    await morning()
    expect(api.issues).toEqual([])
  })

  it('opens one for what somebody has changed by hand', async () => {
    await ask(stage.vault, 'airflow/data/variables/api_token', { data: { value: 'by hand' } })
    await morning()
    expect(theIssue()).toMatchObject({ title: 'Drift from airflow-secrets.yaml', state: 'open' })
    expect(theIssue().body).toMatch(/^\| `variables\/api_token` \| .* changed it \(version 2, this action wrote version 1\)/m)
    expect(theIssue().body).not.toContain('by hand')
  })

  it('says why it stays open without the optional permissions', async () => {
    await sync()
    const log = await morning()
    expect(theIssue().state).toBe('open')
    expect(theIssue().body).toContain('this token cannot list their records')
    expect(log).toContain('the issue about drift stays open')
  })

  it('closes it once the pipeline has those that the printed policy names', async () => {
    await ask(stage.vault, 'sys/policies/acl/astro-pipeline', { policy: policy.replace(/^# (?=path )/gm, '') })
    await morning()
    expect(theIssue()).toMatchObject({
      state: 'closed',
      body: expect.stringContaining('nothing has drifted, and nothing is due')
    })
  })
})
