import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { previewFor } from '../../src/runner/pull-request.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function about(name: string, event: object, environment: Record<string, string> = {}): string {
  const file = join(folder, 'event.json')
  writeFileSync(file, JSON.stringify(event))
  return previewFor({ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: file, ...environment })
}

describe('a preview is for', () => {
  it('the pull request of the event', () => {
    const sha = 'a'.repeat(40)
    const event = { pull_request: { number: 42, base: { ref: 'main', sha }, head: { sha, repo: null } } }
    expect(about('pull_request', event)).toBe('42')
  })

  it.each(['42', 'feature/x'])('the branch %s, which is told from a pull request', branch => {
    expect(about('push', {}, { GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: branch })).toBe(`refs/heads/${branch}`)
    expect(about('delete', { ref: branch, ref_type: 'branch' })).toBe(`refs/heads/${branch}`)
  })

  it('nothing, if the event is about a tag', () => {
    expect(about('push', {}, { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' })).toBe('')
    expect(about('delete', { ref: 'v1', ref_type: 'tag' })).toBe('')
  })
})
