import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import type { Event } from '../../src/plan/event.ts'
import { endedBy, endingPreview } from '../../src/runner/ending-preview.ts'
import { REFUSALS, startGitHubApi } from '../../tools/servers/github-api/server.mjs'

/** The GitHub deployments of a preview, once that is deleted. */

const LIST = 'GET /repos/{owner}/{repo}/deployments'
const SUCCEEDED: Event = { kind: 'ended', outcome: 'succeeded', findings: [] }

// Its client reads the address once.
let api: Awaited<ReturnType<typeof startGitHubApi>>
beforeAll(async () => {
  api = await startGitHubApi()
  process.env['GITHUB_API_URL'] = api.url
})
beforeEach(() => {
  api.refusals.length = 0
  api.deployments.length = 0
})
afterAll(() => api.stop())

const asked = (inputs: Readonly<Record<string, string>>) => {
  const all: Readonly<Record<string, string>> = {
    ...{ mode: 'deploy', 'github-environment': 'previews', preview: 'delete', 'preview-for': '7' },
    ...inputs
  }
  const source = { get: (name: string) => all[name] ?? '', names: [], now: new Date(), offersIdToken: false }
  return endedBy(source, { GITHUB_REPOSITORY: 'example/pipelines' })
}

function show(id: number, payload: unknown, environment = 'previews') {
  api.deployments.push({ id, ref: 'a'.repeat(40), environment, payload, auto_merge: false, required_contexts: [], statuses: [] })
}

/** What was warned of by a run that heard this at its end. */
async function warningsAfter(event: Event, inputs: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const warnings: string[] = []
  const given = { ended: asked(inputs), token: new Secret(api.token) }
  await endingPreview(given, { warning: text => void warnings.push(text) })(event)
  return warnings
}

const ended = () =>
  api.deployments.filter(({ statuses }) => statuses.some(({ state }) => state === 'inactive')).map(({ id }) => id)

describe('a preview that was deleted', () => {
  it('is shown no longer, however many deployments it had; those of other previews and of others stay', async () => {
    for (let id = 1; id <= 130; id++) show(id, { mark: `m${id}`, preview: '7' })
    show(201, { mark: 'm', preview: '8' })
    show(202, { mark: 'm' })
    show(203, '{"preview":"7"}')
    show(204, { preview: '7' }, 'prod')
    expect(await warningsAfter(SUCCEEDED)).toEqual([])
    expect(ended()).toEqual(Array.from({ length: 130 }, (_, index) => index + 1))
  })

  it('stays shown where deleting it failed', async () => {
    show(1, { preview: '7' })
    expect(await warningsAfter({ ...SUCCEEDED, outcome: 'failed' })).toEqual([])
    expect(ended()).toEqual([])
  })

  it('stays shown where GitHub refuses, with a warning', async () => {
    show(1, { preview: '7' })
    api.refusals.push({ ...REFUSALS.readOnly, operation: LIST })
    expect(await warningsAfter(SUCCEEDED)).toEqual([
      expect.stringMatching(/^environment previews on GitHub still shows the preview of 7: GitHub \(403\): .*deployments: write/)
    ])
  })

  it.each([
    [{ preview: 'deploy' }],
    [{ preview: 'off' }],
    [{ mode: 'plan' }],
    [{ 'github-environment': '' }],
    [{ 'preview-for': '' }]
  ])('is what a run is about: nothing is ended with %o', inputs => {
    expect(asked(inputs)).toBeUndefined()
  })
})
