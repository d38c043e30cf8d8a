import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { REFUSALS, startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import { AT_NIGHT } from '../build/seed.ts'
import { attempt, refused, type Stage } from './attempt.ts'
import { ask } from './vault-over-http.ts'

/** A comment on the pull request says what a merge will change, and stays true. */

type Api = Awaited<ReturnType<typeof startGitHubApi>>
interface Overrides {
  readonly inputs?: Record<string, string>
  readonly env?: Record<string, string>
  readonly event?: object
  /** The last commit of the pull request when the run ends; default: that of the run. */
  readonly last?: string
}

const BOT = 'github-actions[bot]'
const NOWHERE = '0'.repeat(40)
const PULLS = 'GET /repos/{owner}/{repo}/pulls/'
const event = (action: string, { fork = false, sha = NOWHERE, head = NOWHERE } = {}) => ({
  action,
  pull_request: {
    number: 7,
    base: { ref: 'main', sha },
    head: { sha: head, repo: { full_name: fork ? 'stranger/pipelines' : 'example/pipelines' } }
  }
})

/** A run for the pull request. */
async function runFor(stage: Stage, api: Api, { inputs, env, event: about = event('synchronize'), last }: Overrides = {}) {
  const before = api.record.length
  const commit = last ?? (about as ReturnType<typeof event>).pull_request.head?.sha ?? NOWHERE
  api.pullRequests.splice(0, 9, { number: 7, branch: 'topic', commit, repository: 'example/pipelines' })
  const run = await stage.run({
    inputs: { mode: 'plan', 'github-token': api.token, ...inputs },
    env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_API_URL: api.url, ...env },
    event: about
  })
  await run.remove()
  const asked = api.record.slice(before)
  expect(asked.flatMap(({ problems }) => problems)).toEqual([])
  const short = (operation: string) => (operation.includes('/pulls/') ? 'head' : (operation.split(' ')[0] ?? ''))
  return { ...run, asked: asked.map(({ operation }) => short(operation)) }
}

const ours = ({ comments }: Api) => comments.filter(({ author }) => author === BOT)
const theOne = (api: Api): string => {
  expect(ours(api)).toHaveLength(1)
  return ours(api)[0]?.body ?? ''
}
const levels = ({ annotations }: { annotations: readonly { level: string }[] }) =>
  annotations.map(({ level }) => level).filter(level => level === 'notice' || level === 'error')
const aboutComment = ({ annotations }: { annotations: readonly { message: string }[] }) =>
  annotations.map(({ message }) => message).filter(message => message.includes('comment'))

describe.each(AT_NIGHT ? [false, true] : [true])('the life of a pull request (on GitHub Enterprise Server: %s)', enterprise => {
  let stage: Stage
  let api: Api
  beforeAll(async () => {
    ;[stage, api] = await Promise.all([openStage({ vault: { fast: true }, post: false }), startGitHubApi({ enterprise })])
    for (let number = 1; number <= 130; number++) api.say(`comment ${number}`)
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })

  it('opened: the comment says what a merge will change, and is the job summary', async () => {
    const run = await runFor(stage, api, { event: event('opened') })
    expect([run.exitCode, run.asked]).toEqual([0, ['GET', 'GET', 'head', 'POST']])
    const [marker, ...page] = theOne(api).split('\n')
    expect(marker).toMatch(/^<!-- astro-vault-action manifest=airflow-secrets\.yaml deployment=cldep\d+ -->$/)
    expect(page.join('\n')).toBe(run.summary)
    expect(page[0]).toMatch(/^## Vault secrets backend: 6 secrets and \d settings to change, 1 Deployment will restart$/)
  })

  it('run again: an equal comment is not written again', async () => {
    expect((await runFor(stage, api)).asked).toEqual(['GET', 'GET', 'viewer'])
  })

  it('pushed to: the same comment changes, and those of others stay', async () => {
    const others = api.comments.filter(({ author }) => author !== BOT).map(({ body }) => body)
    await stage.run({ inputs: { mode: 'deploy' } }).then(run => run.remove())
    await stage.editManifest(text => text.replace('Hello from Vault', 'Good morning'))
    const run = await runFor(stage, api)
    expect(run.asked).toEqual(['GET', 'GET', 'viewer', 'head', 'PATCH'])
    expect(theOne(api)).toContain('| `variables/greeting` | changed: `value` → `Good morning` |')
    expect(api.comments.filter(({ author }) => author !== BOT).map(({ body }) => body)).toEqual(others)
  })

  it('pushed to while a slow run still plans: that run leaves the comment to the run for the last commit', async () => {
    const before = theOne(api)
    await stage.editManifest(text => text.replace('Good morning', 'too late'))
    const run = await runFor(stage, api, { last: 'b'.repeat(40) })
    await stage.editManifest(text => text.replace('too late', 'Good morning'))
    expect([run.exitCode, run.asked, theOne(api)]).toEqual([0, ['GET', 'GET', 'viewer', 'head'], before])
    expect(aboutComment(run)).toEqual([
      'The comment on the pull request was left as it is. The commit of this run is no longer the last one of the pull request; the run for that one comments.'
    ])
    expect(run.summary).toContain('too late')
  })

  it('after a change by hand in Vault: the next push tells the drift too', async () => {
    await ask(stage.vault, 'airflow/data/variables/api_token', { data: { value: 'by hand' } })
    await runFor(stage, api)
    expect(theOne(api)).toMatch(
      /\| `variables\/api_token` \| drifted: (somebody else|token) changed it .* at 20\d\d-\d\d-\d\d \d\d:\d\d UTC/
    )
    expect(theOne(api)).not.toContain('by hand')
  })

  it('when nothing would change any more: one line', async () => {
    await stage.run({ inputs: { mode: 'sync' } }).then(run => run.remove())
    await stage.run({ inputs: { mode: 'deploy' } }).then(run => run.remove())
    await runFor(stage, api)
    expect(theOne(api).split('\n').slice(1)).toEqual(['Vault secrets backend: nothing to change.', ''])
  })

  it('closed, without a comment: none is made', async () => {
    api.comments.splice(130)
    await stage.editManifest(text => text.replace('Good morning', 'Good night'))
    const run = await runFor(stage, api, { event: event('closed') })
    expect([run.exitCode, run.asked, ours(api)]).toEqual([0, ['GET', 'GET'], []])
  })
})

describe('with a manifest of 300 new secrets', () => {
  let stage: Stage
  let api: Api
  const names = Array.from({ length: 300 }, (_, index) => `key_${index}`)
  beforeAll(async () => {
    ;[stage, api] = await Promise.all([openStage({ vault: { fast: true }, post: false }), startGitHubApi()])
    const variables = names.map(name => `  ${name}: "a constant of the manifest that is ${'quite '.repeat(30)}long"\n`)
    await stage.editManifest(() => `version: 1\nname: many\nvariables:\n${variables.join('')}`)
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })
  beforeEach(() => {
    api.comments.length = 0
    api.refusals.length = 0
  })

  it('the comment has as many as there is room for, folded, and says where the others are', async () => {
    await runFor(stage, api)
    const body = theOne(api)
    expect([...body].length).toBeLessThanOrEqual(60_000)
    expect(body).toContain('<details><summary><b>Secrets: 300</b></summary>')
    expect(body).toMatch(/Left out here, Secrets: \d+ lines.*\. The job summary of this run has more, and its plan file/)
  })

  it("a stranger's comment with the marker stays as it is", async () => {
    await runFor(stage, api)
    const [marker = ''] = theOne(api).split('\n')
    api.comments.length = 0
    api.say(`${marker}\nAll is well, merge it!`, 'stranger')
    expect((await runFor(stage, api)).asked).toEqual(['GET', 'viewer', 'head', 'POST'])
    expect(api.comments.map(({ author }) => author)).toEqual(['stranger', BOT])
    expect(api.comments[0]?.body).toBe(`${marker}\nAll is well, merge it!`)
  })

  it.each<[string, Overrides & { readonly refused?: string }, RegExp]>([
    [
      'a fork',
      { event: event('opened', { fork: true }) },
      /^The plan is in the job summary only: GitHub lets no run for a pull request from a fork/
    ],
    [
      'Dependabot',
      { env: { GITHUB_ACTOR: 'dependabot[bot]' } },
      /^The plan is in the job summary only: GitHub lets no run .* of Dependabot/
    ],
    ['a job without the permission', {}, /^The plan is in the job summary only: github-token may not comment .*`permissions: \{/],
    [
      'a job that may not even look at the pull request',
      { refused: PULLS },
      /^The plan is in the job summary only: github-token may not comment .*`permissions: \{/
    ]
  ])('%s: green, with one notice and the summary', async (_, { refused = 'POST', ...overrides }, notice) => {
    api.refusals.push({ operation: refused, ...REFUSALS.readOnly })
    const run = await runFor(stage, api, overrides)
    expect([run.exitCode, levels(run), api.comments]).toEqual([0, ['notice'], []])
    expect(aboutComment(run)).toEqual([expect.stringMatching(notice)])
    expect(run.summary).toContain('Secrets: 300')
  })

  it.each<[string, Api['refusals'][number], RegExp]>([
    ['a secondary rate limit', REFUSALS.secondaryLimit, /GitHub \(403\): You have exceeded a secondary rate limit/],
    ['a token that is not good', REFUSALS.badCredentials, /GitHub \(401\): Bad credentials/],
    ['no server', REFUSALS.unavailable, /GitHub \(503\): No server is currently available/],
    [
      'a body that GitHub finds too long',
      { operation: 'POST', status: 422, message: 'Validation Failed' },
      /GitHub \(422\): Validation Failed/
    ],
    ['a pull request that it does not know', { operation: PULLS, ...REFUSALS.notFound }, /GitHub \(404\): Not Found/],
    ['comments that are off', { operation: 'POST', ...REFUSALS.gone }, /GitHub \(410\): Issues are disabled for this repo/],
    ['a page of a proxy', REFUSALS.page, /GitHub \(502\): a page instead of an answer/],
    ['a page that says it is well', { ...REFUSALS.page, status: 200 }, /GitHub: a page instead of an answer/],
    [
      'the same for the comment itself',
      { operation: 'POST', ...REFUSALS.page, status: 200 },
      /GitHub: a page instead of an answer/
    ],
    ['half of an answer', REFUSALS.half, /GitHub: a page instead of an answer/],
    ['an answer of another form', { status: 200, body: { items: [] } }, /GitHub: an answer that is not GitHub's\. /],
    [
      'a pull request without its last commit',
      { operation: PULLS, status: 200, body: { head: null } },
      /GitHub: an answer that is not GitHub's\. /
    ],
    ['an answer that is cut off', REFUSALS.cut, /GitHub: \S/],
    ['silence', { hang: true }, /GitHub: no answer within 15 s/]
  ])('%s: the run stays green, also when it has changed Vault, and warns', async (name, refusal, warning) => {
    api.refusals.push(refusal)
    await stage.editManifest(text => text.replace(/^ {2}key_0: .*$/m, `  key_0: ${name}`))
    const run = await runFor(stage, api, { inputs: { mode: 'sync' } })
    expect([run.exitCode, levels(run), api.comments]).toEqual([0, [], []])
    expect(run.outputs['secrets-written']).not.toBe('0')
    expect(aboutComment(run)).toEqual([expect.stringMatching(warning)])
  })

  it('a rate limit that passes in time is waited for', async () => {
    api.refusals.push({ ...REFUSALS.secondaryLimit, headers: { 'retry-after': '1' }, times: 1 })
    const run = await runFor(stage, api)
    expect([run.exitCode, aboutComment(run), ours(api).length]).toEqual([0, [], 1])
  })

  it('a query that GitHub refuses is told in its words', async () => {
    await runFor(stage, api)
    const [marker = ''] = theOne(api).split('\n')
    api.comments.length = 0
    api.say(marker, 'stranger')
    api.refusals.push(REFUSALS.noQuery)
    expect(aboutComment(await runFor(stage, api))).toEqual([expect.stringContaining('github-token may not comment')])
    api.refusals.splice(0, 9, { ...REFUSALS.noQuery, body: { data: null, errors: [{ message: 'API rate limit exceeded' }] } })
    expect(aboutComment(await runFor(stage, api))).toEqual([expect.stringContaining('GitHub: API rate limit exceeded.')])
    api.refusals.splice(0, 9, { ...REFUSALS.noQuery, body: { data: { viewer: null } } })
    expect(aboutComment(await runFor(stage, api))).toEqual([expect.stringContaining("an answer that is not GitHub's.")])
  })

  it('of two that runs made at the same time, the first is kept up to date and the other says so', async () => {
    await runFor(stage, api)
    const [first] = api.comments
    const body = first?.body ?? ''
    api.say(body, BOT)
    expect((await runFor(stage, api)).asked).toEqual(['GET', 'viewer', 'PATCH'])
    const [marker = ''] = body.split('\n')
    const other = `${marker}\nVault secrets backend: an earlier comment says what this one said.\n`
    expect(api.comments.map(one => one.body)).toEqual([body, other])
    expect((await runFor(stage, api)).asked).toEqual(['GET', 'viewer'])
  })

  const TWIN = 'an earlier comment says what this one said.'
  const change = (to: string) => stage.editManifest(text => text.replace(/^ {2}key_0: .*$/m, `  key_0: ${to}`))

  it('the other one is found on the next page, too', async () => {
    await runFor(stage, api)
    const [mine] = api.comments.splice(0, 1)
    for (let number = 1; number < 100; number++) api.say(`comment ${number}`)
    const body = mine?.body ?? ''
    for (const _ of ['the last of the page', 'the first of the next']) api.say(body, BOT)
    expect((await runFor(stage, api)).asked).toEqual(['GET', 'viewer', 'GET', 'PATCH'])
    expect(ours(api).map(one => one.body)).toEqual([body, expect.stringContaining(TWIN)])
  })

  it('the other one that GitHub does not let change is a notice, and the first says what is true', async () => {
    await runFor(stage, api)
    api.say(theOne(api), BOT)
    await change('locked')
    let changes = 0
    api.onAsked = operation => {
      if (operation.startsWith('PATCH') && ++changes === 2)
        api.refusals.push({ status: 403, message: 'Unable to update: the conversation is locked', times: 1 })
    }
    const run = await runFor(stage, api)
    api.onAsked = () => {}
    expect([run.exitCode, run.asked, aboutComment(run)]).toEqual([
      0,
      ['GET', 'viewer', 'head', 'PATCH', 'PATCH'],
      [expect.stringMatching(/^a second comment .*: GitHub \(403\): Unable to update: the conversation is locked/)]
    ])
    expect(api.comments[0]?.body).toContain('`locked`')
  })

  it('where somebody deletes the first meanwhile, the other one says what is true', async () => {
    await runFor(stage, api)
    api.say(theOne(api), BOT)
    await change('deleted')
    api.onAsked = operation => {
      if (operation.startsWith('PATCH') && ours(api).length === 2) api.comments.shift()
    }
    const run = await runFor(stage, api)
    api.onAsked = () => {}
    expect(run.asked.slice(2)).toEqual(['head', 'PATCH', 'PATCH'])
    expect(theOne(api)).toContain('`deleted`')
  })

  it('an answer without a comment in it is none: the next attempt looks again', async () => {
    api.refusals.push({ operation: 'POST', status: 200, body: {}, times: 1 })
    const run = await runFor(stage, api)
    expect([run.asked, ours(api).length]).toEqual([['GET', 'head', 'POST', 'GET', 'head', 'POST'], 1])
  })

  it('a preview has a comment of its own beside the plan of its base', async () => {
    await runFor(stage, api)
    const plan = theOne(api)
    await runFor(stage, api, { inputs: { preview: 'deploy', 'preview-for': '7' } })
    const [first, second] = ours(api)
    expect([ours(api).length, first?.body]).toEqual([2, plan])
    expect(second?.body).toMatch(/^<!-- astro-vault-action manifest=\S+ deployment=\S+ preview=7 -->\n/)
  })

  it('a comment that somebody deletes meanwhile is made again', async () => {
    await runFor(stage, api)
    await stage.editManifest(text => text.replace(/^ {2}key_0: .*$/m, '  key_0: other'))
    api.onAsked = operation => {
      if (operation.startsWith('PATCH')) api.comments.length = 0
    }
    const run = await runFor(stage, api)
    api.onAsked = () => {}
    expect([run.asked.slice(-2), aboutComment(run)]).toEqual([['PATCH', 'POST'], []])
    expect(theOne(api)).toContain('`other`')
  })

  it('a comment that GitHub made without saying so is found, not made twice', async () => {
    api.refusals.push({ operation: 'POST', ...REFUSALS.unavailable, late: true, times: 1 })
    const run = await runFor(stage, api)
    expect([run.exitCode, run.asked]).toEqual([0, ['GET', 'head', 'POST', 'GET', 'viewer']])
    expect(ours(api)).toHaveLength(1)
  })

  it.each<[string, Overrides]>([
    ['no token', { inputs: { 'github-token': '' } }],
    ['another event', { env: { GITHUB_EVENT_NAME: 'push' } }],
    ["an event that is not GitHub's", { event: { pull_request: 7 } }]
  ])('%s: GitHub is not asked', async (_, overrides) => {
    expect((await runFor(stage, api, overrides)).asked).toEqual([])
  })
})

describe('without any credentials for Vault and Astro', () => {
  let stage: Stage
  let api: Api
  const BARE = { 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' }
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', stage.project, '-c', 'user.name=Example', '-c', 'user.email=example@example.com', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore']
    }).trim()
  beforeAll(async () => {
    ;[stage, api] = await Promise.all([
      openStage({ files: { 'dags/alerts.py': "from airflow.sdk import Variable\nVariable.get('greeting')\n" }, post: false }),
      startGitHubApi()
    ])
    git('checkout', '--quiet', '-b', 'topic')
    await stage.editManifest(text =>
      text.replace(/^ {2}greeting: .*\n/m, '  dbt_target: prod\n').replace(/^(\s+host: )\S*/m, '$1db2.example.com')
    )
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })

  const rows = (body: string) => body.split('\n').filter(line => /^\| `(variables|connections)\.[\w.]+` \| \w+: /.test(line))
  const ROWS = [
    '| `variables.dbt_target` | added: `value` `prod` |',
    expect.stringMatching(/^\| `connections\.\w+` \| changed: `host` `\S+` → `db2\.example\.com` \(password unchanged\) \|$/),
    '| `variables.greeting` | removed: is used in dags/alerts.py:2 and 1 more, but is not in the manifest |'
  ]

  it('the manifest is compared with that of the base branch', async () => {
    const run = await runFor(stage, api, { inputs: BARE, event: event('opened', { sha: git('rev-parse', 'main') }) })
    expect(run.exitCode).toBe(0)
    expect(theOne(api)).toContain('## Vault secrets backend: 3 names of the manifest to change; Vault was not asked')
    expect(rows(theOne(api))).toEqual(ROWS)
  })

  it('also in a checkout of the merge that has only its two parents', async () => {
    git('checkout', '--quiet', 'main')
    git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'topic')
    await runFor(stage, api, { inputs: BARE, event: event('synchronize', { head: git('rev-parse', 'topic') }) })
    expect(rows(theOne(api))).toEqual(ROWS)
  })

  it('also in a checkout of the branch, whose last commit is a merge itself', async () => {
    git('checkout', '--quiet', 'main')
    git('reset', '--quiet', '--hard', 'HEAD^1')
    await stage.editManifest(text => text.replace('name: ', '# of main\nname: '))
    git('checkout', '--quiet', 'topic')
    git('merge', '--quiet', '--no-ff', '--message', 'Merge main', 'main')
    const [head, sha] = [git('rev-parse', 'topic'), git('rev-parse', 'main')]
    await runFor(stage, api, { inputs: BARE, event: event('synchronize', { head, sha }) })
    expect(rows(theOne(api))).toEqual(ROWS)
  })

  it('and where git does not have the base, the comment says what is missing', async () => {
    const run = await runFor(stage, api, { inputs: BARE, event: event('synchronize', { head: git('rev-parse', 'topic') }) })
    expect(run.exitCode).toBe(0)
    expect(theOne(api)).toContain('was not compared with that of main: git does not have its commit. Set `fetch-depth: 0`')
    expect(rows(theOne(api))).toEqual([])
  })

  it('settings count as well, and what a Deployment has for itself', async () => {
    git('checkout', '--quiet', 'main')
    const dev = (more: string) => `deployments:\n  dev: { deployment-name: dev, isolate: true, variables: { ${more} } }\n`
    await stage.editManifest(text => `${text}${dev('greeting: Hi')}  old: { deployment-name: old }\n`)
    git('checkout', '--quiet', '-B', 'topic')
    await stage.editManifest(text =>
      text.replace(/deployments:[\s\S]*/, `${dev('greeting: Moin')}  new: { deployment-name: new }\nvault: { mount: other }\n`)
    )
    await runFor(stage, api, { inputs: BARE, event: event('synchronize', { sha: git('rev-parse', 'main') }) })
    expect(theOne(api)).toContain('## Vault secrets backend: 4 names of the manifest to change; Vault was not asked')
    for (const row of [
      '| `vault` | changed: `mount` not set → `other` |',
      '| `deployments.dev.variables.greeting` | changed: `value` `Hi` → `Moin` |',
      '| `deployments.new` | added: `deployment-name` `new` |',
      '| `deployments.old` | removed: the manifest no longer has it |'
    ])
      expect(theOne(api).split('\n')).toContain(row)
  })
})

describe('without any credentials, where the manifest imports files', () => {
  let stage: Stage
  let api: Api
  const BARE = { 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' }
  const settings = (host: string, password: string) =>
    JSON.stringify({ legacy: { conn_type: 'mysql', host, password }, other: { conn_type: 'http', host: 'canary-host' } })
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', stage.project, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim()
  beforeAll(async () => {
    const manifest = 'version: 1\nname: many\nimports: [{ file: old/connections.json }, { file: .env }]\n'
    const files = {
      'airflow-secrets.yaml': manifest,
      'old/connections.json': settings('db', 'canary-one'),
      '.gitignore': '.env\n',
      '.env': "AIRFLOW_VAR_A='canary-a'\n"
    }
    ;[stage, api] = await Promise.all([openStage({ files }), startGitHubApi()])
    const commit = (message: string) =>
      git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--all', '--message', message)
    git('rm', '--quiet', '--cached', '.env')
    commit('Keep .env out of git')
    git('checkout', '--quiet', '-b', 'topic')
    await writeFile(join(stage.project, 'old', 'connections.json'), settings('db2', 'canary-one'))
    commit('Move the database')
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })

  it('they are compared too, by name and field, with no text of theirs; what git ignores is not', async () => {
    const run = await runFor(stage, api, { inputs: BARE, event: event('opened', { sha: git('rev-parse', 'main') }) })
    expect([run.exitCode, run.exitCode === 0 ? '' : run.log]).toEqual([0, ''])
    expect(theOne(api)).toMatch(/^\| `connections\.legacy` \| changed: `host` \(password unchanged\) \|$/m)
    expect(theOne(api)).toContain('was not compared with that of main: git does not have it there as a file')
    expect(theOne(api)).toContain('## Vault secrets backend: 1 name of the manifest to change; Vault was not asked')
    expect(theOne(api) + run.summary + run.log).not.toMatch(/canary/)
  })
})

describe('without any credentials, where the manifest moves from a list to a pattern', () => {
  let stage: Stage
  let api: Api
  const BARE = { 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' }
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', stage.project, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim()
  const listed = (names: readonly string[]) =>
    `connections:\n${names.map(name => `  ${name}: { conn_uri: { env: AIRFLOW_CONN_${name.toUpperCase()} } }\n`).join('')}`
  const HEAD = 'version: 1\nname: moving\nvariables: { greeting: Hello }\n'
  beforeAll(async () => {
    const files = {
      'airflow-secrets.yaml': `${HEAD}${listed(['warehouse', 'crm'])}`,
      'dags/daily.py': 'from airflow.hooks.base import BaseHook\nBaseHook.get_connection("warehouse")\n'
    }
    ;[stage, api] = await Promise.all([openStage({ files }), startGitHubApi()])
    git('checkout', '--quiet', '-b', 'topic')
    await stage.editManifest(() => `${HEAD.replace('Hello', 'Good morning')}imports:\n  - env: AIRFLOW_CONN_*\n`)
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })

  const absent = (name: string) =>
    `| \`connections.${name}\` | was not compared: it needs AIRFLOW_CONN_${name.toUpperCase()}, which is absent or empty in the environment of this step |`
  it.each([
    [
      'nothing',
      {},
      [
        '| `connections.warehouse` | is used in dags/daily.py:2 and 1 more, but is not in the manifest; AIRFLOW_CONN\\_\\* may bring it |'
      ],
      ['… begins with AIRFLOW_CONN_. What it would bring was not compared']
    ],
    ['names without values', { AIRFLOW_CONN_WAREHOUSE: '', AIRFLOW_CONN_CRM: '' }, ['crm', 'warehouse'].map(absent), []]
  ])(
    'where a fork gets %s, the comment says what is known to change, and calls nothing removed',
    async (_, env, notes, warnings) => {
      const run = await runFor(stage, api, { inputs: BARE, env, event: event('synchronize', { sha: git('rev-parse', 'main') }) })
      expect([run.exitCode, run.exitCode === 0 ? '' : run.log]).toEqual([0, ''])
      const lines = theOne(api).split('\n')
      expect(lines[1]).toBe('## Vault secrets backend: 2 names of the manifest to change; Vault was not asked')
      expect(lines.filter(line => / \| (added|changed|removed): /.test(line))).toEqual([
        '| `variables.greeting` | changed: `value` `Hello` → `Good morning` |',
        '| `imports` | changed: `env` not set → `AIRFLOW_CONN_*` |'
      ])
      expect(lines).toEqual(expect.arrayContaining(notes))
      const said = run.annotations.map(({ message }) => message.replace(/^.* begins with/, '… begins with'))
      expect(said.filter(message => message.includes('not compared'))).toEqual(
        warnings.map(text => expect.stringContaining(text))
      )
    }
  )
})

describe('pull_request_target, with the secrets of the base branch', () => {
  let stage: Stage
  const git = (...args: string[]) => execFileSync('git', ['-C', stage.project, ...args], { encoding: 'utf8' }).trim()
  const target = async (fork: boolean) =>
    await attempt(stage, {
      inputs: { mode: 'sync' },
      env: { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_SHA: git('rev-parse', 'main') },
      event: event('opened', { fork })
    })
  const NOT_OURS = expect.stringMatching(/^airflow-secrets\.yaml is not as in commit \w+ of this repository/)
  beforeAll(async () => {
    stage = await openStage({ vault: { fast: true } })
  })
  afterAll(() => stage?.stop())

  it("does what the base's own manifest says, also for a fork", async () => {
    expect(await target(true)).toMatchObject({ exitCode: 0, errors: [] })
  })

  it('refuses the manifest of a fork before it asks anybody', async () => {
    git('checkout', '--quiet', '-b', 'topic')
    await stage.editManifest(text => text.replace('greeting:', 'stolen:'))
    expect(await target(true)).toMatchObject(refused(NOT_OURS))
  })

  it('refuses it in the checkout of the base too', async () => {
    git('checkout', '--quiet', 'main')
    git('checkout', '--quiet', 'topic', '--', 'airflow-secrets.yaml')
    expect(await target(true)).toMatchObject(refused(NOT_OURS))
  })

  it('trusts a branch of the repository itself: whoever writes there can change the workflow', async () => {
    expect(await target(false)).toMatchObject({ exitCode: 0, errors: [] })
  })
})
