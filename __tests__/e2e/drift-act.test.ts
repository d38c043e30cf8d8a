import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import { startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import { githubOidc } from '../fakes/github-oidc.ts'
import { letIn } from './administrator.ts'
import type { Stage } from './attempt.ts'
import { ask } from './vault-over-http.ts'
import { bootstrapsIn, exampleWorkflow, leastPolicy, runExample } from './workflow-run.ts'

/** The example workflow that looks for drift every morning, under act, with the login that its head prints. */

type Api = Awaited<ReturnType<typeof startGitHubApi>>

let stage: Stage
let api: Api
let github: Awaited<ReturnType<typeof githubOidc>>
beforeAll(async () => {
  ;[stage, api, github] = await Promise.all([openStage(), startGitHubApi(), githubOidc()])
  await stage.run().then(run => run.remove())
  for (const typed of await bootstrapsIn('drift.yml')) await letIn(stage, github, typed)
})
afterAll(async () => {
  await Promise.all([stage?.stop(), api?.stop(), github?.stop()])
})

/** One morning: what the log says. */
async function morning(): Promise<string> {
  const { exitCode, log } = await runExample(stage, {
    workflow: exampleWorkflow('drift.yml'),
    event: 'schedule',
    payload: { repository: { default_branch: 'main' } },
    env: { GITHUB_API_URL: api.url, ...github.env },
    vars: { VAULT_URL: stage.vault.url },
    secrets: { ...QUICKSTART_SECRETS, GITHUB_TOKEN: api.token }
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
    const policy = await leastPolicy(stage)
    await ask(stage.vault, 'sys/policies/acl/astro-pipeline', { policy: policy.replace(/^# (?=path )/gm, '') })
    await morning()
    expect(theIssue()).toMatchObject({
      state: 'closed',
      body: expect.stringContaining('nothing has drifted, and nothing is due')
    })
  })
})
