import { describe, expect, it } from '@jest/globals'
import { shownBy } from '../../src/runner/github-deployment.ts'

const shown = (preview: string) => {
  const inputs: Record<string, string> = { mode: 'deploy', 'github-environment': 'prod', preview }
  const source = { get: (name: string) => inputs[name] ?? '', names: [], now: new Date(), offersIdToken: false }
  return shownBy(source, { GITHUB_REPOSITORY: 'example/pipelines', GITHUB_SHA: 'abc' }, undefined)
}
const PROD = { repository: { owner: 'example', repo: 'pipelines' }, environment: 'prod', ref: 'abc' }

describe('a run is shown in the timeline of an environment', () => {
  it.each(['', 'off'])('for good, without a preview (%j)', preview => {
    expect(shown(preview)).toEqual(PROD)
  })

  it('for a while, with a preview', () => {
    expect(shown('deploy')).toEqual({ ...PROD, isTransient: true })
  })

  it('not at all, where it ends a preview', () => {
    expect(shown('delete')).toBeUndefined()
  })
})
