import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, type Stage } from './attempt.ts'
import { ask } from './vault-over-http.ts'

/** Astro refuses to make or to delete the Deployment of a preview, or does nothing: a sentence says what it said, and the next run goes on from there. */

jest.setTimeout(120_000)

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ post: false })
  await stage.editManifest(text => `${text}astro: { provider-installed: true }\n`)
  expect(await run({})).toEqual({ exitCode: 0, errors: [] })
})
afterAll(() => stage.stop())

async function run(inputs: Record<string, string>) {
  const { exitCode, errors } = await attempt(stage, { inputs: { 'deploy-type': 'none', ...inputs } })
  return { exitCode, errors: errors.map(error => error.replaceAll(/preview-[\w-]+-[0-9a-f]{8}/g, 'PREVIEW')) }
}
/** The Deployments for a branch. */
const made = (branch: string) => stage.astro.deployments.filter(({ name }) => name.includes(`-${branch}-`))

type Fault = Parameters<Stage['astro']['faults']['add']>[0]
type Action = Fault['action']
const refusal = (status: number): Action => ({ status, body: { message: 'not today', requestId: 'r1', statusCode: status } })

const CREATE: Fault = { method: 'POST', path: /\/deployments$/, action: 'cut' }
const UPDATE: Fault = { method: 'POST', path: /\/deployments\/\w+$/, action: 'cut' }
const DELETE: Fault = { method: 'DELETE', path: /\/deployments\/\w+$/, action: 'cut' }
/** Who of the next run meets it. */
function refuse(fault: Fault, difference: Partial<Fault>) {
  stage.astro.faults.add({ ...fault, ...difference })
}
const red = (sentence: string, hint: string) => ({
  exitCode: 1,
  errors: [expect.stringMatching(new RegExp(`^Deployment PREVIEW ${sentence}[^]*\n${hint}`))]
})
const AGAIN = 'Run again'

const ACTIONS: [string, Action, string][] = [
  ['400', refusal(400), 'not today'],
  ['403', refusal(403), 'not today'],
  ['404', refusal(404), 'not today'],
  ['409', refusal(409), 'not today'],
  [
    '429, with the time when to come again',
    { status: 429, headers: { 'retry-after': '1' }, body: { message: 'too many' } },
    'too many'
  ],
  ['500', refusal(500), 'not today'],
  ['503 of a gateway', { status: 503, body: 'no healthy upstream' }, '503'],
  ['a web page', 'html', ''],
  ['a cut connection', 'cut', 'EOF']
]

describe.each(ACTIONS)('where Astro answers with %s', (_, action, said) => {
  const branch = `b${ACTIONS.findIndex(([, one]) => one === action)}`
  const of = { 'preview-for': branch }
  const deploy = { preview: 'deploy', ...of }

  it('a preview is made and deleted by the runs after that', async () => {
    refuse(CREATE, { action })
    expect(await run(deploy)).toEqual(red(`was not created: .*${said}`, AGAIN))
    expect(made(branch)).toEqual([])

    refuse(UPDATE, { action })
    expect(await run(deploy)).toEqual(red(`was created, but not with all that it should have: .*${said}`, AGAIN))
    expect(made(branch)).toHaveLength(1)

    expect(await run(deploy)).toEqual({ exitCode: 0, errors: [] })
    expect(made(branch).map(one => one.value('AIRFLOW__SECRETS__BACKEND'))).toEqual([expect.stringContaining('VaultBackend')])

    refuse(DELETE, { action })
    expect(await run({ preview: 'delete', ...of })).toEqual(red(`was not deleted \\(exit code \\d\\): .*${said}`, AGAIN))
    expect(made(branch)).toHaveLength(1)
    // It has no access any more.
    expect((await ask(stage.vault, 'auth/approle/role?list=true'))?.['data'].keys).toEqual(['astro_role'])
    expect(await run({ preview: 'delete', ...of })).toEqual({ exitCode: 0, errors: [] })
    expect([made(branch), stage.astro.faults.pending()]).toEqual([[], []])
  })
})

it('a preview is not done where Astro accepts its queues and does nothing', async () => {
  const { fields } = stage.astro.deployment('prod')
  const [queue] = fields.workerQueues
  const deploy = { preview: 'deploy', 'preview-for': 'queues' }
  // Created with the base's, which has others by the time of the update.
  refuse(UPDATE, { action: 'cut' })
  expect(await run(deploy)).toEqual(red('was created, but not with all that it should have: .*EOF', AGAIN))
  fields.workerQueues = [
    { name: 'default', ...queue, maxWorkerCount: 7 },
    { ...queue, name: 'heavy', isDefault: false }
  ]
  refuse(UPDATE, { action: 'empty-object' })
  const sentence =
    'was created, but not with all that it should have: Astro does not show what it was asked for, in .*worker queue heavy'
  expect(await run(deploy)).toEqual(red(sentence, AGAIN))
  expect(await run(deploy)).toEqual({ exitCode: 0, errors: [] })
  expect(made('queues').map(one => one.fields.workerQueues.map(({ name, maxWorkerCount }) => [name, maxWorkerCount]))).toEqual([
    [
      ['default', 7],
      ['heavy', queue?.maxWorkerCount]
    ]
  ])
  expect(stage.astro.faults.pending()).toEqual([])
})

describe('where its answer is lost', () => {
  it('nothing is made twice, and what is gone counts as deleted', async () => {
    const deploy = { preview: 'deploy', 'preview-for': 'lost' }
    refuse(CREATE, { when: 'after' })
    expect(await run(deploy)).toEqual(red('was created, but not with all that it should have: .*EOF', AGAIN))
    refuse(UPDATE, { when: 'after' })
    expect(await run(deploy)).toEqual(red('was created, but not with all that it should have: .*EOF', AGAIN))
    expect(await run(deploy)).toEqual({ exitCode: 0, errors: [] })
    expect(made('lost')).toHaveLength(1)

    refuse(DELETE, { when: 'after' })
    expect(await run({ preview: 'delete', 'preview-for': 'lost' })).toEqual({ exitCode: 0, errors: [] })
    expect([made('lost'), stage.astro.faults.pending()]).toEqual([[], []])
  })
})
