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
  configuration: { runtime_version: '3.1-1', executor: 'celery', deployment_type: 'STANDARD', resource_quota_cpu: '1.0' },
  environment_variables: [{ key: 'LOG_LEVEL', is_secret: false, value: 'INFO' }],
  worker_queues: [{ name: 'default', worker_concurrency: 5 }, { name: 'heavy' }],
  hibernation_schedules: [{ hibernate_at: '0 20 * * *', wake_at: '0 6 * * *', enabled: true }],
  metadata: {}
}
/** And what it says of the copy, once the CLI has exited with 0. */
let inspected: object

/** What Astro shows under the name: before anything is made, and after the CLI has exited with 0. */
let [before, after]: Record<string, unknown>[] = []
let calls: string[]
beforeEach(() => {
  before = undefined
  after = shown()
  inspected = base
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
  async astro([, command = '', id]: readonly string[]) {
    calls.push(command)
    const deployment = id === 'clpreview' ? inspected : base
    return { exitCode: 0, stdout: command === 'inspect' ? JSON.stringify({ deployment }) : '', stderr: '' }
  }
} as unknown as Cli
const copied = () => copyDeployment({ cli, api }, aDeployment(), copy)

describe('a Deployment is made like another one', () => {
  it('and then given what only a file can say', async () => {
    expect(await copied()).toMatchObject({ made: { id: 'clpreview' }, differs: [] })
    expect(calls).toEqual(['inspect', 'create', 'update', 'inspect'])
  })

  it.each(['', 'of an older base'])('and one that was begun is finished: its description is the mark after "%s"', async old => {
    before = shown({ description: old + MARK, environmentVariables: [] })
    expect(await copied()).toMatchObject({ made: { id: 'clpreview' }, differs: [] })
    expect(calls).toEqual(['inspect', 'update', 'inspect'])
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

  const withSettings = (difference: object) => ({ ...base, configuration: { ...base.configuration, ...difference } })
  it.each<[string, object]>([
    ['worker queue heavy', { ...base, worker_queues: base.worker_queues.slice(0, 1) }],
    ['worker queue default, worker queue heavy', { ...base, worker_queues: null }],
    ['hibernation schedules (it has 0, and prod 1)', { ...base, hibernation_schedules: undefined }],
    ['executor (it has kubernetes, and prod celery)', withSettings({ executor: 'kubernetes' })]
  ])('and is not done while astro does not show %s, whatever the CLI says', async (lacks, seen) => {
    inspected = seen
    await expect(copied()).rejects.toMatchObject({
      message: `Deployment preview-x was created, but not with all that it should have: Astro does not show what it was asked for, in ${lacks}`,
      hint: expect.stringMatching(/^Run again: .* `preview: delete`\.$/)
    })
  })

  const schedule = base.hibernation_schedules[0]
  it.each<[string, object]>([
    ['resource_quota_cpu is 1 (prod: 1.0)', withSettings({ resource_quota_cpu: '1' })],
    ['resource_quota_cpu is not set (prod: 1.0)', withSettings({ resource_quota_cpu: undefined })],
    ['runtime_version is 3.1-2 (prod: 3.1-1)', withSettings({ runtime_version: '3.1-2' })],
    ['ci_cd_enforcement is true (prod: false)', withSettings({ ci_cd_enforcement: true })],
    [
      'worker_queues.default.worker_concurrency is 6 (prod: 5), worker_queues.heavy.pod_cpu is 1 (prod: not set)',
      {
        ...base,
        worker_queues: [
          { name: 'heavy', pod_cpu: '1' },
          { name: 'default', worker_concurrency: 6 }
        ]
      }
    ],
    [
      'hibernation_schedules.1.enabled is false (prod: true)',
      { ...base, hibernation_schedules: [{ ...schedule, enabled: false }] }
    ]
  ])('and is done, and differs in what Astro says otherwise: %s', async (differs, seen) => {
    inspected = seen
    expect(await copied()).toMatchObject({ made: { id: 'clpreview' }, differs: differs.split(/, (?=worker)/) })
  })

  it('and is done in whatever order Astro lists the queues, with a name, place and identity of its own', async () => {
    const { name, workload_identity } = { name: copy.name, workload_identity: '' }
    inspected = {
      ...{ ...withSettings({ name, workload_identity }), worker_queues: [...base.worker_queues].reverse() },
      metadata: { cluster_id: 'N/A' }
    }
    expect(await copied()).toMatchObject({ made: { id: 'clpreview' }, differs: [] })
  })
})
