import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { runAction } from '../../tools/runner/runner.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { REFUSALS, startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import { aFolder } from '../fakes/folder.ts'
import type { Stage } from './attempt.ts'

/** A run for a fork makes a plan and may not comment; a second workflow comments from the plan file. */

const STEP = fileURLToPath(new URL('../../comment/main.mjs', import.meta.url))
const HEAD = 'a'.repeat(40)
const FORK = 'stranger/pipelines'
const workflowRun = (difference: object = {}) => ({
  workflow_run: {
    ...{ id: 1, event: 'pull_request', head_branch: 'topic', head_sha: HEAD, pull_requests: [] },
    head_repository: { full_name: FORK },
    ...difference
  }
})
const OURS = { number: 7, branch: 'topic', commit: HEAD, repository: FORK }
const REMARK =
  '_The workflow of this pull request made this plan. Whoever can change the pull request can change what is said here._'

let api: Awaited<ReturnType<typeof startGitHubApi>>
const folder = aFolder()
beforeAll(async () => {
  api = await startGitHubApi()
})
afterAll(() => api?.stop())
beforeEach(() => {
  api.comments.length = 0
  api.refusals.length = 0
  api.pullRequests.splice(0, 9, OURS)
})

interface Given {
  readonly file?: string
  readonly inputs?: Record<string, string>
  readonly env?: Record<string, string>
  readonly event?: object
}

/** The second workflow's step. */
async function commentFrom({ file = join(folder.dir, 'plan.json'), inputs = {}, env = {}, event = workflowRun() }: Given = {}) {
  const before = api.record.length
  const run = await runAction({
    bundle: STEP,
    post: false,
    inputs: { 'plan-file': file, 'github-token': api.token, ...inputs },
    env: { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_API_URL: api.url, ...env },
    event
  })
  await run.remove()
  const asked = api.record.slice(before)
  expect(asked.flatMap(({ problems }) => problems)).toEqual([])
  const errors = run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
  return {
    ...run,
    errors,
    asked: asked.map(({ operation }) => operation.replace(/^GET .*\/pulls\/.*/, 'head').replace(/^(GET|POST|PATCH) .*/, '$1'))
  }
}

const aPlan = (difference: object = {}) => folder.write('plan.json', JSON.stringify({ ...PLAN, ...difference }))
const PLAN = {
  ...{
    schema: 1,
    mode: 'plan',
    manifest: 'airflow-secrets.yaml',
    outcome: 'succeeded',
    findings: [],
    compared: false,
    chapters: []
  },
  base: { branch: 'main', changes: [{ name: 'variables.a', change: 'added', keys: [{ key: 'value', becomes: 'x' }] }] }
}

describe('a pull request from a fork', () => {
  let stage: Stage
  const BARE = { mode: 'plan', 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' }
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', stage.project, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  beforeAll(async () => {
    stage = await openStage()
    git('checkout', '--quiet', '-b', 'topic')
  })
  afterAll(() => stage?.stop())

  /** The first workflow's run, whose plan file goes to the second one. */
  async function planned(greeting: string) {
    await stage.editManifest(text => text.replace(/^( {2}greeting: ).*$/m, `$1${greeting}`))
    const [sha, head] = [git('rev-parse', 'main'), git('rev-parse', 'topic')]
    const run = await stage.run({
      inputs: { ...BARE, 'github-token': '' },
      env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_API_URL: api.url },
      event: {
        action: 'synchronize',
        pull_request: { number: 7, base: { ref: 'main', sha }, head: { sha: head, repo: { full_name: FORK } } }
      }
    })
    expect([run.exitCode, run.exitCode === 0 ? '' : run.log]).toEqual([0, ''])
    folder.write('plan.json', await readFile(run.outputs['plan-file'] ?? '', 'utf8'))
    await run.remove()
    api.pullRequests.splice(0, 9, { ...OURS, commit: head })
    return { summary: run.summary, event: workflowRun({ head_sha: head }) }
  }

  it('has the comment that its own run may not write, once, and up to date', async () => {
    const first = await planned('Good morning')
    const made = await commentFrom(first)
    expect([made.exitCode, made.asked]).toEqual([0, ['pull requests', 'GET', 'head', 'POST']])
    expect(api.comments.map(({ body }) => body.split('\n').slice(1, 3))).toEqual([[REMARK, '']])
    expect(api.comments[0]?.body.split('\n').slice(3).join('\n')).toBe(first.summary)

    expect((await commentFrom(first)).asked).toEqual(['pull requests', 'GET', 'viewer'])
    expect((await commentFrom(await planned('Good night'))).asked).toEqual(['pull requests', 'GET', 'viewer', 'head', 'PATCH'])
    expect(api.comments).toHaveLength(1)
    expect(api.comments[0]?.body).toContain('`Hello from Vault` → `Good night`')
  })
})

describe('which pull request that is', () => {
  it('is said by GitHub, by the head of the run, whatever the file says', async () => {
    aPlan({ number: 1, pull_request: { number: 1 } })
    api.pullRequests.unshift(
      { ...OURS, number: 1, repository: 'other/pipelines' },
      { ...OURS, number: 2, commit: 'b'.repeat(40) },
      { ...OURS, number: 3, branch: 'other' },
      { ...OURS, number: 4, repository: null }
    )
    const run = await commentFrom()
    expect([run.exitCode, run.log]).toEqual([0, expect.stringContaining('✓ keep the comment on pull request 7')])
    expect(api.record.at(-1)?.operation).toContain('POST')
  })

  it.each<[string, object, object[]]>([
    ['is closed or has been pushed to', workflowRun(), []],
    ['is from a fork that was deleted', workflowRun({ head_repository: null }), [{ ...OURS, repository: null }]]
  ])('is none where it %s: green, without a comment', async (_, event, open) => {
    aPlan()
    api.pullRequests.splice(0, 9, ...(open as never[]))
    const run = await commentFrom({ event })
    expect([run.exitCode, run.errors, api.comments]).toEqual([0, [], []])
    expect(run.log).toContain('No open pull request has the commit of that run as its last.')
  })

  it('is none any more where a push comes while the comment is looked for: what a run for that push has written stays', async () => {
    aPlan()
    await commentFrom()
    const [{ body: newer = '' } = {}] = api.comments
    aPlan({ base: { branch: 'main', changes: [] } })
    const listed = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'
    api.onAsked = operation => {
      if (operation === listed) api.pullRequests.splice(0, 9, { ...OURS, commit: 'b'.repeat(40) })
    }
    const run = await commentFrom()
    api.onAsked = () => {}
    expect([run.exitCode, run.asked.at(-1), api.comments.map(({ body }) => body)]).toEqual([0, 'head', [newer]])
    expect(run.log).toContain('No open pull request has the commit of that run as its last.')
  })

  it('is unknown where two have the same head: red, without a comment', async () => {
    aPlan()
    api.pullRequests.push({ ...OURS, number: 8 })
    const run = await commentFrom()
    expect([run.exitCode, run.errors, api.comments]).toEqual([1, [expect.stringMatching(/^several pull requests .*: 7, 8$/)], []])
  })
})

describe('a file that is not the plan of a run', () => {
  beforeAll(() => {
    folder.write('environ', 'TOKEN=canary-value')
    folder.write('large.json', `{"x":"${'x'.repeat(17 * 1024 * 1024)}"}`)
  })

  it.each<[string, string, RegExp]>([
    ['something else', 'environ', /environ is no plan file of mode plan\nUpload the file/],
    ['a file without end', 'large.json', /large\.json cannot be read: it is larger than 16 MiB/],
    ['nothing', 'none.json', /none\.json cannot be read: there is no such file/],
    ['a folder', '.', /cannot be read: it is a folder/]
  ])('%s is refused before GitHub is asked, and not quoted', async (_, name, error) => {
    const run = await commentFrom({ file: join(folder.dir, name) })
    expect([run.exitCode, run.errors, run.asked]).toEqual([1, [expect.stringMatching(error)], []])
    expect(run.log).not.toContain('canary')
  })

  it('and so is one of a run that says to have deployed', async () => {
    aPlan({ mode: 'deploy' })
    expect((await commentFrom()).errors).toEqual([expect.stringContaining('is no plan file of mode plan')])
  })
})

describe('the step', () => {
  beforeEach(() => void aPlan())

  it.each<[string, Given, RegExp]>([
    [
      'in a workflow for another event',
      { env: { GITHUB_EVENT_NAME: 'pull_request_target' } },
      /^this workflow does not run after/
    ],
    ['after a workflow for another event', { event: workflowRun({ event: 'push' }) }, /^this workflow does not run after/],
    ['without a token', { inputs: { 'github-token': '' } }, /^input github-token is missing or empty/],
    ['with a credential that it has no use for', { inputs: { 'vault-token': 'x' } }, /^input vault-token is not known/]
  ])('%s is red and asks nobody', async (_, given, error) => {
    const run = await commentFrom(given)
    expect([run.exitCode, run.errors, run.asked]).toEqual([1, [expect.stringMatching(error)], []])
  })

  it('is red where GitHub refuses: it has nothing else to do', async () => {
    api.refusals.push({ operation: 'POST', ...REFUSALS.readOnly })
    const run = await commentFrom()
    expect([run.exitCode, run.errors]).toEqual([
      1,
      [
        expect.stringMatching(
          /^the comment .* was not written: GitHub \(403\): Resource not accessible.*\n.*pull-requests: write/
        )
      ]
    ])
  })

  it("leaves a stranger's comment with the marker alone", async () => {
    const marker = '<!-- astro-vault-action manifest=airflow-secrets.yaml deployment= -->'
    api.say(`${marker}\nmerge it`, 'stranger')
    await commentFrom()
    expect(api.comments.map(({ author, body }) => [author, body.split('\n')[1]])).toEqual([
      ['stranger', 'merge it'],
      ['github-actions[bot]', REMARK]
    ])
  })
})
