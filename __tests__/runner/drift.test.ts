import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { Journal } from '../../src/report/journal.ts'
import { reportOf } from '../../src/report/report.ts'
import { isOnDefaultBranch, reportingDrift } from '../../src/runner/drift.ts'
import { aFolder } from '../fakes/folder.ts'

const ON_MAIN = { repository: { default_branch: 'main' } }
const on = (name: string, ref: string, event: unknown = ON_MAIN) =>
  isOnDefaultBranch({
    GITHUB_EVENT_NAME: name,
    GITHUB_REF: ref,
    GITHUB_EVENT_PATH: join(aFolder({ 'event.json': JSON.stringify(event) }).dir, 'event.json')
  })

describe('the issue about drift', () => {
  it.each<[string, string, unknown, boolean]>([
    ['push', 'refs/heads/main', ON_MAIN, true],
    ['schedule', 'refs/heads/main', { schedule: '0 6 * * *' }, true],
    ['push', 'refs/heads/topic', ON_MAIN, false],
    ['workflow_dispatch', 'refs/heads/topic', ON_MAIN, false],
    ['push', 'refs/tags/main', ON_MAIN, false],
    ['pull_request', 'refs/pull/7/merge', ON_MAIN, false],
    ['pull_request_target', 'refs/heads/main', ON_MAIN, false]
  ])('in a run for %s of %s, where the event is %j, is kept: %s', (name, ref, event, isKept) => {
    expect(on(name, ref, event)).toBe(isKept)
  })

  it('is left alone elsewhere, which a notice says', async () => {
    const notices: string[] = []
    const say = { warning: () => expect('no warning').toBe(''), notice: (message: string) => void notices.push(message) }
    const asked = {
      repository: { owner: 'a', repo: 'b' },
      isDefault: false,
      token: new Secret('t'),
      report: () => reportOf(new Journal('plan'))
    }
    await reportingDrift(asked, say)({ kind: 'ended', outcome: 'succeeded', findings: [] })
    expect(notices).toEqual([expect.stringMatching(/^the issue about drift was left as it is: only a run on the default branch/)])
  })
})
