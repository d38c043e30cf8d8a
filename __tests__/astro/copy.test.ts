import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Api } from '../../src/astro/api.ts'
import type { Cli } from '../../src/astro/cli.ts'
import { copyDeployment } from '../../src/astro/copy.ts'
import { aDeployment } from '../build/deployment.ts'

const MARK = ' (astro-vault-action abcdef012345)'
const copy = { name: 'preview-x', description: `Preview of prod${MARK}`, mark: MARK, variables: ['LOG_LEVEL'] }

const folder = mkdtempSync(join(tmpdir(), 'copy-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What `deployment inspect` says of the base. */
const base = {
  configuration: { runtime_version: '3.1-1', executor: 'celery', deployment_type: 'STANDARD' },
  environment_variables: [{ key: 'LOG_LEVEL', is_secret: false, value: 'INFO' }],
  metadata: {}
}

/** What Astro shows under the name: before anything is made, and after the CLI has exited with 0. */
let [before, after]: Record<string, unknown>[] = []
let calls: string[]
beforeEach(() => {
  before = undefined
  after = shown()
  calls = []
})

const shown = (difference: object = {}) => ({
  ...{ id: 'clpreview', name: copy.name, workspaceId: 'ws1', status: 'HEALTHY', isDagDeployEnabled: true },
  ...{ description: copy.description, environmentVariables: [{ key: 'LOG_LEVEL', isSecret: false, value: 'INFO' }] },
  ...difference
})
const now = () => (calls.some(call => call !== 'inspect') ? after : before)
const api = {
  async get({ path, shape }: Parameters<Api['get']>[0]) {
    const one = now()
    return shape.parse(path === '/deployments' ? { deployments: one ? [one] : [], totalCount: one ? 1 : 0 } : one)
  }
} as Api
const cli = {
  workspace: 'ws1',
  folder,
  async astro([, command = '']: readonly string[]) {
    calls.push(command)
    return { exitCode: 0, stdout: command === 'inspect' ? JSON.stringify({ deployment: base }) : '', stderr: '' }
  }
} as unknown as Cli
const copied = () => copyDeployment({ cli, api }, aDeployment(), copy)

describe('a Deployment is made like another one', () => {
  it('and then given what only a file can say', async () => {
    expect((await copied()).id).toBe('clpreview')
    expect(calls).toEqual(['inspect', 'create', 'update'])
  })

  it.each(['', 'of an older base'])('and one that was begun is finished: its description is the mark after "%s"', async old => {
    before = shown({ description: old + MARK, environmentVariables: [] })
    expect((await copied()).id).toBe('clpreview')
    expect(calls).toEqual(['inspect', 'update'])
  })

  it.each([
    ['another description', { description: 'mine' }],
    ['none', { description: null }],
    ['the mark of another one', { description: 'Preview of prod (astro-vault-action 0123456789ab)' }]
  ])('and nothing of one that has the name is changed if it has %s', async (_, difference) => {
    before = shown(difference)
    await expect(copied()).rejects.toThrow('exists (clpreview), and nothing shows that this action made it as a preview')
    expect(calls).toEqual(['inspect'])
  })

  it.each([
    ['no variable', { environmentVariables: [] }],
    ['an old value of one', { environmentVariables: [{ key: 'LOG_LEVEL', isSecret: false, value: 'DEBUG' }] }],
    ['a secret instead', { environmentVariables: [{ key: 'LOG_LEVEL', isSecret: true }] }],
    ['another description', { description: MARK }]
  ])('and is not done while Astro shows %s, whatever the CLI says', async (_, difference) => {
    after = shown(difference)
    await expect(copied()).rejects.toThrow('was created, but not with all that it should have')
  })
})
