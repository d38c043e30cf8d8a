import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { REFUSALS, startGitHubApi } from '../../tools/servers/github-api/server.mjs'
import { AT_NIGHT } from '../build/seed.ts'
import { attempt, type Stage } from './attempt.ts'
import { type } from './typing.ts'
import { ask, remove, secretIds } from './vault-over-http.ts'

/** A scheduled plan that finds what somebody changed: red, or one issue of the repository that stays true. */

type Api = Awaited<ReturnType<typeof startGitHubApi>>

const BOT = 'github-actions[bot]'
const byHand = async ({ vault }: Stage, value: string) =>
  await ask(vault, 'airflow/data/variables/api_token', { data: { value } })

/** A scheduled plan of secrets, and what it asked GitHub for: `GET /repos/…/issues` is `GET issues`. */
async function planOf(stage: Stage, api: Api, inputs: Record<string, string> = {}) {
  const before = api.record.length
  const run = await attempt(stage, {
    inputs: { mode: 'plan', 'github-token': api.token, ...inputs },
    env: { GITHUB_EVENT_NAME: 'schedule', GITHUB_API_URL: api.url }
  })
  const asked = api.record.slice(before)
  expect(asked.flatMap(({ problems }) => problems)).toEqual([])
  return { ...run, asked: asked.map(({ operation }) => operation.replace(/ .*\/(\w+)(\/\{\w+\})?$/, ' $1')) }
}

const issueRun = async (stage: Stage, api: Api, inputs: Record<string, string> = {}) =>
  await planOf(stage, api, { drift: 'issue', ...inputs })
const sync = async (stage: Stage) => await stage.run({ inputs: { mode: 'sync' } }).then(run => run.remove())
const warningsAbout = (word: string, { annotations }: { annotations: readonly { level: string; message: string }[] }) =>
  annotations.filter(({ level, message }) => level === 'warning' && message.includes(word)).map(({ message }) => message)

describe.each(AT_NIGHT ? [false, true] : [false])('the issue about drift (on GitHub Enterprise Server: %s)', enterprise => {
  let stage: Stage
  let api: Api
  const ours = () => api.issues.filter(({ author }) => author === BOT)
  const theOne = () => {
    expect(ours()).toHaveLength(1)
    return ours()[0] as Api['issues'][number]
  }
  beforeAll(async () => {
    ;[stage, api] = await Promise.all([openStage({ vault: { fast: true }, post: false }), startGitHubApi({ enterprise })])
    for (let number = 1; number <= 130; number++) api.open(`issue ${number}`)
    await stage.run().then(run => run.remove())
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })

  it('is not opened where nothing has drifted', async () => {
    const run = await issueRun(stage, api)
    expect([run.exitCode, run.asked, ours()]).toEqual([0, ['viewer', 'GET issues'], []])
  })

  it('is opened by the first run that finds some, which stays green', async () => {
    await byHand(stage, 'by hand')
    const run = await issueRun(stage, api)
    expect([run.exitCode, run.asked]).toEqual([0, ['viewer', 'GET issues', 'POST issues']])
    const { title, body, state } = theOne()
    expect([title, state]).toEqual([`Drift from airflow-secrets.yaml for ${stage.inputs['deployment-id']}`, 'open'])
    expect(body).toMatch(
      /\| `variables\/api_token` \| somebody else changed it \(version 2, .* at 20\d\d-\d\d-\d\d \d\d:\d\d UTC/
    )
    expect(body).not.toContain('by hand')
  })

  it('is not written again when it is equal', async () => {
    expect((await issueRun(stage, api)).asked).toEqual(['viewer', 'GET issues'])
  })

  it('is updated when more has drifted: a policy that somebody deleted, and a secret-id that somebody destroyed', async () => {
    await remove(stage.vault, 'sys/policies/acl/astro_policy')
    const [accessor] = (await secretIds(stage.vault)).keys()
    await ask(stage.vault, 'auth/approle/role/astro_role/secret-id-accessor/destroy', { secret_id_accessor: accessor })
    const run = await issueRun(stage, api)
    expect(run.asked).toEqual(['viewer', 'GET issues', 'PATCH issues'])
    expect(theOne().body).toMatch(/\| `astro_policy` +\| write policy: somebody deleted it/)
    expect(theOne().body).toContain('its secret-id no longer exists in Vault')
  })

  it('is the first of two that runs opened at the same time; the other is closed', async () => {
    api.open('Drift', theOne().body, { author: BOT })
    const run = await issueRun(stage, api)
    expect([run.asked, ours().map(({ state }) => state)]).toEqual([
      ['viewer', 'GET issues', 'PATCH issues'],
      ['open', 'closed']
    ])
    expect((await issueRun(stage, api)).asked).toEqual(['viewer', 'GET issues'])
    api.issues.pop()
  })

  it('says what is true also where GitHub does not let the other one close, which a notice says', async () => {
    const { body } = theOne()
    api.open('Drift', body, { author: BOT })
    api.refusals.push({ operation: 'PATCH', status: 403, message: 'locked', times: 1 })
    const run = await issueRun(stage, api)
    expect(run.annotations).toContainEqual(
      expect.objectContaining({
        level: 'notice',
        message: expect.stringContaining('a second issue about drift may still be open: GitHub (403): locked')
      })
    )
    expect([run.exitCode, ours().map(({ state }) => state)]).toEqual([0, ['open', 'open']])
    api.issues.pop()
  })

  it('is the other one of two, where a person has closed the first', async () => {
    const first = theOne()
    api.open('Drift', first.body, { author: BOT })
    first.state = 'closed'
    const run = await issueRun(stage, api)
    expect([run.asked, ours().map(({ state }) => state)]).toEqual([
      ['viewer', 'GET issues'],
      ['closed', 'open']
    ])
    first.state = 'open'
    api.issues.pop()
  })

  it('is opened again where somebody deletes it while it is updated', async () => {
    await byHand(stage, 'by hand again')
    api.onAsked = operation => {
      if (operation.startsWith('PATCH')) api.issues.splice(api.issues.indexOf(theOne()), 1)
    }
    const run = await issueRun(stage, api)
    api.onAsked = () => {}
    expect([run.asked.slice(-2), warningsAbout('issue', run)]).toEqual([['PATCH issues', 'POST issues'], []])
    expect(theOne().state).toBe('open')
  })

  it('lists what is due, with its owner', async () => {
    await stage.editManifest(text =>
      text.replace(/api_token: .*/, "api_token: { env: API_TOKEN, expires: 2020-01-31, owner: '@data-team' }")
    )
    await issueRun(stage, api)
    expect(theOne().body).toMatch(
      /\| `variables\.api_token` +\| has a value that expired on 2020-01-31 \(owner: @\u2060data-team\)/
    )
    await stage.editManifest(text => text.replace(/api_token: .*/, 'api_token: { env: API_TOKEN }'))
  })

  it('stays open where not everything can be compared, and says of what nobody knows, as a notice of the run does', async () => {
    await stage.run({ inputs: { mode: 'deploy', 'deploy-type': 'none' } }).then(run => run.remove())
    const run = await attempt(stage, {
      inputs: { mode: 'plan', 'github-token': api.token, drift: 'issue' },
      env: { GITHUB_API_URL: api.url, SETTINGS_KEY: '' }
    })
    expect([run.exitCode, theOne().state]).toEqual([0, 'open'])
    expect(theOne().body).toMatch(/^## Drift: 0 · due: 0$/m)
    expect(theOne().body).toMatch(/was not compared: it needs SETTINGS_KEY/)
    expect(run.annotations).toContainEqual(
      expect.objectContaining({
        level: 'notice',
        message: expect.stringMatching(/^the issue about drift stays open: nothing is known/)
      })
    )
  })

  it('is closed when nothing has drifted any more, and opened again by the next drift', async () => {
    await issueRun(stage, api)
    expect(theOne()).toMatchObject({ state: 'closed', body: expect.stringContaining('nothing has drifted, and nothing is due') })
    expect((await issueRun(stage, api)).asked).toEqual(['viewer', 'GET issues'])
    await byHand(stage, 'by hand again')
    await issueRun(stage, api)
    expect(theOne()).toMatchObject({ state: 'open', body: expect.stringContaining('`variables/api_token`') })
  })

  it('that a person has closed stays closed while it says the same', async () => {
    theOne().state = 'closed'
    expect((await issueRun(stage, api)).asked).toEqual(['viewer', 'GET issues'])
    expect(theOne().state).toBe('closed')
  })

  it("is never somebody else's, nor a pull request of the same token", async () => {
    const [marker = ''] = theOne().body.split('\n')
    api.issues.length = 0
    api.open('All is well', `${marker}\nnothing to see`, { author: 'stranger' })
    api.open('Draw pictures', `${marker}\nof it`, { author: BOT, isPullRequest: true })
    expect((await issueRun(stage, api)).asked).toEqual(['viewer', 'GET issues', 'POST issues'])
    expect(api.issues.map(({ title }) => title)).toEqual(['All is well', 'Draw pictures', expect.stringMatching(/^Drift from/)])
    expect(api.issues.slice(0, 2).map(({ body, state }) => [body.split('\n')[1], state])).toEqual([
      ['nothing to see', 'open'],
      ['of it', 'open']
    ])
  })
})

describe('GitHub that refuses an issue', () => {
  let stage: Stage
  let api: Api
  beforeAll(async () => {
    ;[stage, api] = await Promise.all([openStage({ vault: { fast: true }, post: false }), startGitHubApi()])
    await sync(stage)
    await byHand(stage, 'by hand')
  })
  afterEach(() => {
    api.issues.length = 0
    api.refusals.length = 0
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })

  it.each<[string, Api['refusals'][number], RegExp]>([
    [
      'a token without the permission',
      REFUSALS.readOnly,
      /GitHub \(403\): Resource not .* `permissions: \{ contents: read, issues: write \}`/
    ],
    ['a repository without issues', REFUSALS.notFound, /GitHub \(404\): Not Found/],
    ['a body that it finds invalid', REFUSALS.unprocessable, /GitHub \(422\): Validation Failed/],
    ['a secondary rate limit', REFUSALS.secondaryLimit, /GitHub \(403\): You have exceeded a secondary rate limit/],
    ['no server', REFUSALS.unavailable, /GitHub \(503\): No server is currently available/],
    ['a page of a proxy', REFUSALS.page, /GitHub \(502\): a page instead of an answer/]
  ])('with %s is a warning', async (_, refusal, warning) => {
    api.refusals.push({ operation: 'POST', ...refusal })
    const run = await issueRun(stage, api)
    expect([run.exitCode, api.issues]).toEqual([0, []])
    expect(warningsAbout('issue', run)).toEqual([expect.stringMatching(warning)])
    expect(run.summary).toContain('drifted')
  })

  it('after it has opened one is no reason for a second', async () => {
    api.refusals.push({ operation: 'POST', ...REFUSALS.unavailable, late: true, times: 1 })
    const run = await issueRun(stage, api)
    expect([run.exitCode, run.asked, api.issues]).toEqual([
      0,
      ['viewer', 'GET issues', 'POST issues', 'viewer', 'GET issues'],
      [expect.objectContaining({ state: 'open' })]
    ])
  })
})

describe('drift: fail', () => {
  let stage: Stage
  let api: Api
  beforeAll(async () => {
    ;[stage, api] = await Promise.all([openStage({ vault: { fast: true }, post: false }), startGitHubApi()])
    await sync(stage)
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })

  it('is green where only the manifest has changed', async () => {
    await stage.editManifest(text => text.replace('Hello from Vault', 'Good morning'))
    const run = await planOf(stage, api, { drift: 'fail' })
    expect([run.exitCode, run.errors, run.asked]).toEqual([0, [], []])
  })

  it('ends red with what somebody has changed, after it has shown the plan', async () => {
    await byHand(stage, 'by hand')
    const run = await planOf(stage, api, { drift: 'fail' })
    expect([run.exitCode, run.errors]).toEqual([
      1,
      [expect.stringMatching(/^drift was found in 1 place: variables\/api_token; the plan has the reasons\nRun mode `sync`/)]
    ])
    expect(run.summary).toContain('drifted: somebody else changed it')
    expect(run.inVault).toEqual([])
  })
})

describe('a drift watch with the policy that is printed for it', () => {
  let stage: Stage
  let api: Api
  beforeAll(async () => {
    ;[stage, api] = await Promise.all([openStage({ vault: { fast: true }, post: false }), startGitHubApi()])
    await stage.run().then(run => run.remove())
    await byHand(stage, 'by hand')
    await issueRun(stage, api, ALONE)
    await sync(stage)
  })
  afterAll(async () => {
    await Promise.all([stage?.stop(), api?.stop()])
  })

  /** It names no Deployment, and so looks at secrets and at what is due. */
  const ALONE = { 'deployment-id': '', 'astro-api-token': '' }
  const watch = async (options: readonly string[], change = (policy: string) => policy) => {
    const { stdout } = await type(stage, ['policy', '--mode', 'plan', ...options])
    await ask(stage.vault, 'sys/policies/acl/watch', { policy: change(stdout) })
    const made = await ask(stage.vault, 'auth/token/create', { policies: ['watch'] })
    const run = await issueRun(stage, api, { ...ALONE, 'vault-token': made?.['auth'].client_token })
    return { exitCode: run.exitCode, state: api.issues[0]?.state, body: api.issues[0]?.body }
  }

  it('keeps the issue open where it cannot list records, because nobody knows what is due', async () => {
    expect(await watch([])).toEqual({
      exitCode: 0,
      state: 'open',
      body: expect.stringMatching(
        /the Deployments of role astro_role.*were not looked at .* this token cannot list their records/
      )
    })
  })

  it('closes it with the line that lists them, and those for the Deployment', async () => {
    const listing = (policy: string) => policy.replace(/^# (path "airflow\/metadata\/_astro-vault-action)/m, '$1')
    expect(await watch(['--deployment-id', 'ID'], listing)).toMatchObject({
      exitCode: 0,
      state: 'closed',
      body: expect.stringContaining('nothing has drifted, and nothing is due')
    })
  })

  it('ends red where the job has no OIDC token, and does not call that unchanged', async () => {
    const jwt = { 'vault-token': '', 'vault-auth-method': 'jwt', 'vault-role': 'ci' }
    for (const drift of ['fail', 'issue'])
      expect(await planOf(stage, api, { ...jwt, drift })).toMatchObject({
        exitCode: 1,
        errors: [
          expect.stringMatching(/^GitHub offers this job no OIDC token .*\nGive the job `permissions: \{ id-token: write/)
        ],
        asked: []
      })
  })
})
