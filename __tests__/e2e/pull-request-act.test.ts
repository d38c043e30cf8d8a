import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { dump } from 'js-yaml'
import { openStage } from '../../tools/runner/stage.mjs'
import { startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import type { Stage } from './attempt.ts'
import { ask } from './vault-over-http.ts'
import { exampleWorkflow, leastPolicy, pipelineRole, runExample, workflowForLoopback } from './workflow-run.ts'

/** The example workflows for pull requests, under act. */

type Api = Awaited<ReturnType<typeof startGitHubApi>>

let stage: Stage
let api: Api
beforeAll(async () => {
  ;[stage, api] = await Promise.all([openStage(), startGitHubApi()])
  git('checkout', '--quiet', '-b', 'topic')
})
afterAll(async () => {
  await Promise.all([stage?.stop(), api?.stop()])
})

const git = (...args: string[]) =>
  execFileSync('git', ['-C', stage.project, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
const payload = (action: string, repository = 'example/pipelines') => ({
  action,
  pull_request: {
    number: 7,
    base: { ref: 'main', sha: git('rev-parse', 'main') },
    head: { ref: 'topic', sha: git('rev-parse', 'topic'), repo: { full_name: repository } }
  }
})
const push = (greeting: string) => stage.editManifest(text => text.replace(/^( {2}greeting: ).*$/m, `$1${greeting}`))

/** A job that has GitHub's token, as all have. */
async function job(example: Omit<Parameters<typeof runExample>[1], 'env'> & { env?: Record<string, string> }) {
  const { exitCode, log } = await runExample(stage, {
    ...example,
    env: { GITHUB_API_URL: api.url, ...example.env },
    secrets: { ...example.secrets, GITHUB_TOKEN: api.token }
  })
  expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
  return log
}

const theComment = () => {
  expect(api.comments).toHaveLength(1)
  return api.comments[0]?.body ?? ''
}

describe('the life of a pull request, planned with credentials', () => {
  let plan: (action: string) => Promise<string>
  beforeAll(async () => {
    await stage.run({ inputs: { mode: 'sync' } }).then(run => run.remove())
    const { vars, secrets } = await pipelineRole(stage.vault, await leastPolicy(stage, '--mode', 'sync'))
    const workflow = await workflowForLoopback('plan.yml', stage, {
      ...{
        'vault-url': vars['VAULT_URL'] ?? '',
        'vault-auth-method': 'approle',
        'vault-auth-mount': vars['VAULT_AUTH_MOUNT'] ?? ''
      },
      ...{ 'vault-role-id': vars['VAULT_ROLE_ID'] ?? '', 'vault-secret-id': secrets['VAULT_SECRET_ID'] ?? '' }
    })
    const { VAULT_SECRET_ID: _, ...env } = secrets
    plan = action => {
      const commit = git('rev-parse', 'topic')
      api.pullRequests.splice(0, 9, { number: 7, branch: 'topic', commit, repository: 'example/pipelines' })
      return job({ workflow, event: 'pull_request', payload: payload(action), env })
    }
  })

  it('opened: the comment says what a merge will change', async () => {
    await push('Good morning')
    await plan('opened')
    expect(theComment()).toContain('| `variables/greeting` | changed: `value` → `Good morning` |')
  })

  it('pushed to, after a change by hand in Vault: the same comment says both', async () => {
    await ask(stage.vault, 'airflow/data/variables/api_token', { data: { value: 'by hand' } })
    await push('Good evening')
    await plan('synchronize')
    expect(theComment()).toContain('| `variables/greeting` | changed: `value` → `Good evening` |')
    expect(theComment()).toMatch(/\| `variables\/api_token` \| drifted: /)
  })

  it('pushed to again, with the text that is there: only the drift is left', async () => {
    await push('Hello from Vault')
    await plan('synchronize')
    expect(theComment()).not.toContain('variables/greeting')
    expect(theComment()).toMatch(/\| `variables\/api_token` \| drifted: /)
  })

  it('closed, with nothing left to change: the comment is one line', async () => {
    await stage.run({ inputs: { mode: 'sync' } }).then(run => run.remove())
    await plan('closed')
    expect(theComment().split('\n').slice(1)).toEqual(['Vault secrets backend: nothing to change.', ''])
  })
})

describe('a pull request from a fork', () => {
  it('has its comment from the second workflow', async () => {
    api.comments.length = 0
    await push('Good night')
    const artifacts = join(stage.folder, 'artifacts')
    const actions = {
      'actions/upload-artifact@v6': await standIn(
        'upload',
        "fs.cpSync(input('PATH'), path.join(at, path.basename(input('PATH'))))"
      ),
      'actions/download-artifact@v7': await standIn('download', "fs.cpSync(at, input('PATH'), { recursive: true })")
    }
    const env = { ARTIFACTS: artifacts }
    const { pull_request } = payload('opened', 'stranger/pipelines')
    const asked = api.record.length
    const first = { workflow: exampleWorkflow('plan-from-forks.yml'), event: 'pull_request', actions, env }
    await job({ ...first, payload: { action: 'opened', pull_request } })
    expect(api.record.slice(asked)).toEqual([])
    expect(await readFile(join(artifacts, 'vault-plan', 'plan.json'), 'utf8')).toContain('Good night')

    const { ref: branch, sha: commit, repo } = pull_request.head
    api.pullRequests.splice(0, 9, { number: 7, branch, commit, repository: repo.full_name })
    const log = await job({
      ...{ workflow: exampleWorkflow('comment-plan.yml'), event: 'workflow_run', actions, env },
      payload: {
        workflow_run: {
          id: 1,
          event: 'pull_request',
          head_branch: branch,
          head_sha: commit,
          head_repository: repo,
          pull_requests: []
        }
      }
    })
    expect(log).toContain('✓ keep the comment on pull request 7')
    expect(theComment()).toContain('`Hello from Vault` → `Good night`')
  })
})

/** GitHub's storage of artifacts belongs to the platform: a folder is enough here. */
async function standIn(name: string, code: string): Promise<string> {
  const action = join(stage.folder, name)
  await mkdir(action, { recursive: true })
  await writeFile(join(action, 'action.yml'), dump({ name, description: name, runs: { using: 'node24', main: 'main.js' } }))
  const start = [
    "const [fs, path] = [require('node:fs'), require('node:path')]",
    "const input = name => process.env['INPUT_' + name]",
    "const at = path.join(process.env.ARTIFACTS, input('NAME'))",
    'fs.mkdirSync(at, { recursive: true })'
  ]
  await writeFile(join(action, 'main.js'), [...start, code].join('\n'))
  return action
}
