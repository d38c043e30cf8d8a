import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { Journal } from '../../src/report/journal.ts'
import { reportOf } from '../../src/report/report.ts'
import { showingDeployment, shownBy } from '../../src/runner/github-deployment.ts'
import { tellUntold, type Untold } from '../../src/runner/untold.ts'
import { REFUSALS, startGitHubApi } from '../../tools/servers/github-api/server.mjs'

const shown = (preview: string) => {
  const inputs: Record<string, string> = { mode: 'deploy', 'github-environment': 'prod', preview, 'preview-for': '7' }
  const source = { get: (name: string) => inputs[name] ?? '', names: [], now: new Date(), offersIdToken: false }
  return shownBy(source, { GITHUB_REPOSITORY: 'example/pipelines', GITHUB_SHA: 'abc' }, undefined)
}
const PROD = { repository: { owner: 'example', repo: 'pipelines' }, environment: 'prod', ref: 'abc' }

describe('a run is shown in the timeline of an environment', () => {
  it.each(['', 'off'])('for good, without a preview (%j)', preview => {
    expect(shown(preview)).toEqual(PROD)
  })

  it('for a while, with a preview', () => {
    expect(shown('deploy')).toEqual({ ...PROD, preview: '7' })
  })

  it('not at all, where it ends a preview', () => {
    expect(shown('delete')).toBeUndefined()
  })
})

describe('what the post step still has to tell GitHub', () => {
  const CREATE = 'POST /repos/{owner}/{repo}/deployments'
  const STATUSES = `${CREATE}/{deployment_id}/statuses`
  const FIND = 'GET /repos/{owner}/{repo}/deployments'
  const SHOWN = { repository: { owner: 'example', repo: 'pipelines' }, environment: 'prod', ref: 'a'.repeat(40) }

  // Its client reads the address once.
  let api: Awaited<ReturnType<typeof startGitHubApi>>
  beforeAll(async () => {
    api = await startGitHubApi()
    process.env['GITHUB_API_URL'] = api.url
  })
  afterEach(() => {
    api.deployments.length = 0
    api.refusals.length = 0
    api.onAsked = () => {}
  })
  afterAll(() => api.stop())

  /** A run that plans and succeeds. `left`: what it has left by now. */
  function run() {
    const seen: { left?: Untold | undefined; warnings: string[] } = { warnings: [] }
    const journal = new Journal()
    const asked = {
      shown: SHOWN,
      token: new Secret(api.token),
      report: () => reportOf(journal, text => text),
      targets: () => [],
      leave: (untold: Untold | undefined) => {
        seen.left = untold
      }
    }
    const hear = showingDeployment(asked, { warning: text => void seen.warnings.push(text) })
    const begun = Promise.resolve(hear({ kind: 'planned', chapters: [], compared: true }))
    return { seen, begun, end: async () => await hear({ kind: 'ended', outcome: 'succeeded', findings: [] }) }
  }

  async function afterRun() {
    const { seen, begun, end } = run()
    await Promise.all([begun, end()])
    return seen
  }
  const post = (left: object | undefined) => tellUntold(JSON.stringify(left), SHOWN.repository, new Secret(api.token))
  const states = () => api.deployments.map(({ statuses }) => statuses.map(({ state }) => state))

  it('is nothing where GitHub knows how the run ended', async () => {
    expect((await afterRun()).left).toBeUndefined()
    expect(states()).toEqual([['in_progress', 'success']])
  })

  it('is how it ended, where GitHub created the deployment without an answer', async () => {
    api.refusals.push({ operation: CREATE, ...REFUSALS.unavailable, late: true, times: 1 }, { operation: FIND, ...REFUSALS.page })
    const { left, warnings } = await afterRun()
    expect([left?.status.state, warnings.length, states()]).toEqual(['success', 1, [[]]])
    api.refusals.length = 0
    expect([await post(left), states()]).toEqual(['told', [['success']]])
  })

  it('is how it ended, where GitHub did not take that', async () => {
    api.refusals.push({ operation: STATUSES, ...REFUSALS.unavailable })
    const { left } = await afterRun()
    expect([left?.status.state, states()]).toEqual(['success', [[]]])
    api.refusals.length = 0
    expect([await post(left), states()]).toEqual(['told', [['success']]])
  })

  it.each([CREATE, STATUSES])('is nothing where GitHub refuses %s for good', async operation => {
    api.refusals.push({ operation, ...REFUSALS.unprocessable })
    expect((await afterRun()).left).toBeUndefined()
  })

  it('is how it ended, as soon as it has ended, though GitHub has not answered yet', async () => {
    const { seen, begun, end } = run()
    const kept: (string | undefined)[] = []
    const ended = new Promise<void>(resolve => {
      api.onAsked = name => {
        if (name !== CREATE) return
        kept.push(seen.left?.status.state)
        resolve(end())
        kept.push(seen.left?.status.state)
      }
    })
    await Promise.all([begun, ended])
    expect([kept, seen.left]).toEqual([['error', 'success'], undefined])
  })

  it('is not told where GitHub has no such deployment, and that is not called told', async () => {
    api.refusals.push({ operation: CREATE, ...REFUSALS.unavailable })
    const { left } = await afterRun()
    expect(left?.status.state).toBe('success')
    expect([await post(left), states()]).toEqual(['not there', []])
  })

  it.each(['{', '{}'])('says that it does not know, where nobody can read what was left: %s', async left => {
    expect(await tellUntold(left, SHOWN.repository, new Secret(api.token))).toEqual({
      warning: 'what main left for GitHub cannot be read, so a deployment may stay in progress there'
    })
  })
})
