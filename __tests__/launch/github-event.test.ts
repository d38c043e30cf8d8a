import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { trustedIn } from '../../src/launch/github-event.ts'
import { aFolder } from '../fakes/folder.ts'

const of = (name: string, event: unknown) =>
  trustedIn({
    GITHUB_EVENT_NAME: name,
    GITHUB_REPOSITORY: 'example/pipelines',
    GITHUB_SHA: 'abc',
    GITHUB_EVENT_PATH: join(aFolder({ 'event.json': JSON.stringify(event) }).dir, 'event.json')
  }).trusted

const repository = (name: string) => ({ full_name: name })
const target = (repo: unknown) => ({ pull_request: { head: { repo } } })
const following = (head_repository: unknown) => ({ workflow_run: { event: 'push', head_repository } })

describe('what alone may be obeyed', () => {
  it.each<[string, string, unknown, string | undefined]>([
    ['pull_request_target from a fork', 'pull_request_target', target(repository('stranger/pipelines')), 'abc'],
    ['pull_request_target from a fork that is gone', 'pull_request_target', target(null), 'abc'],
    [
      'pull_request_target from a branch of this repository',
      'pull_request_target',
      target(repository('example/pipelines')),
      undefined
    ],
    ['workflow_run after a run for a fork', 'workflow_run', following(repository('stranger/pipelines')), 'abc'],
    ['workflow_run after a run for a fork that is gone', 'workflow_run', following(null), 'abc'],
    ['workflow_run after one for this repository', 'workflow_run', following(repository('example/pipelines')), undefined],
    ['workflow_run with an event that is not GitHub’s', 'workflow_run', { workflow_run: 7 }, 'abc'],
    ['push', 'push', {}, undefined],
    ['pull_request, whose runs for a fork have no secrets', 'pull_request', target(repository('stranger/pipelines')), undefined]
  ])('for %s is told', (_, name, event, trusted) => {
    expect(of(name, event)).toBe(trusted)
  })

  it('is nothing at all where no event can be read', () => {
    expect(trustedIn({ GITHUB_EVENT_NAME: 'workflow_run' })).toEqual({ trusted: '' })
  })
})
