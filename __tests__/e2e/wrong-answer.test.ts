import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, idle, type Stage } from './attempt.ts'

/** Astro fails half-way, or says something else than what it did; what was begun is finished by the next run. */

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ post: false })
})
afterEach(() => stage.stop())

const KWARGS = 'set AIRFLOW__SECRETS__BACKEND_KWARGS'
const BACKEND = 'set AIRFLOW__SECRETS__BACKEND'
const UPDATE = { method: 'POST', path: /\/deployments\/[^/]+$/ }
const FINALIZE = { method: 'POST', path: /\/finalize$/ }

/** The secret-ids that exist, and the one that the Deployment holds. */
async function secretIds() {
  const headers = { 'X-Vault-Token': stage.vault.rootToken }
  const list = await fetch(`${stage.vault.url}/v1/auth/approle/role/astro_role/secret-id?list=true`, { headers })
  return list.status === 404 ? [] : ((await list.json()) as { data: { keys: string[] } }).data.keys
}

/**
 * The next run does what is missing and nothing else; the one after that has nothing to do. `strays`: how many secret-ids are kept
 * until their time is over.
 */
async function expectMended(missing: readonly string[], strays = 0) {
  const next = await attempt(stage)
  expect(next).toMatchObject({ exitCode: 0, errors: [], inAstro: missing })
  const ids = await secretIds()
  expect(ids).toContain(next.outputs['secret-id-accessor'])
  expect(ids).toHaveLength(1 + strays)
  const kwargs = JSON.parse(stage.astro.deployment('prod').value('AIRFLOW__SECRETS__BACKEND_KWARGS') ?? '')
  const login = { role_id: kwargs.role_id, secret_id: kwargs.secret_id }
  const answer = await fetch(`${stage.vault.url}/v1/auth/approle/login`, { method: 'POST', body: JSON.stringify(login) })
  expect(answer.status).toBe(200)
  expect(await attempt(stage)).toMatchObject(idle)
}

describe('the answer is lost after the work was done', () => {
  it('of a deploy: green, and deployed once', async () => {
    stage.astro.faults.add({ ...FINALIZE, when: 'after', action: 'cut' })
    expect(await attempt(stage)).toMatchObject({ exitCode: 0, errors: [], inAstro: ['deploy', KWARGS, BACKEND] })
    expect(stage.astro.faults.pending()).toEqual([])
    expect(await attempt(stage)).toMatchObject(idle)
  })

  it('of a variable: red, since only a time tells of it; the next run sets another secret-id and keeps none', async () => {
    stage.astro.faults.add({ ...UPDATE, when: 'after', action: 'cut' })
    const run = await attempt(stage)
    expect(run).toMatchObject({ exitCode: 1, inAstro: ['deploy', KWARGS], outputs: { 'secret-id-accessor': '' } })
    expect(run.errors[0]).toMatch(
      /^astro did not confirm that variable AIRFLOW__SECRETS__BACKEND_KWARGS of Deployment prod was set/
    )
    expect(stage.astro.faults.pending()).toEqual([])
    const next = await attempt(stage)
    expect(next).toMatchObject({ exitCode: 0, errors: [], inAstro: [KWARGS, BACKEND] })
    expect(await attempt(stage)).toMatchObject(idle)
  })
})

describe('a variable that was not set', () => {
  const HINT = 'Run again. If Astro refuses, use an `astro-api-token` that may update the Deployment.'

  it.each([
    ['because Astro failed', { status: 500, body: { message: 'database is busy' } }, 1, 'database is busy'],
    ['although Astro called it a success', 'empty-object', 0, 'Something went wrong. Deployment prod was not updated']
  ] as const)('%s: red, and the next run goes on', async (_, action, exitCode, said) => {
    stage.astro.faults.add({ ...UPDATE, action })
    expect(await attempt(stage)).toMatchObject({
      exitCode: 1,
      errors: [
        `astro did not confirm that variable AIRFLOW__SECRETS__BACKEND_KWARGS of Deployment prod was set (exit code ${exitCode}); it said: ${said}\n${HINT}`
      ],
      inAstro: ['deploy'],
      outputs: { deployed: 'true', 'secret-id-accessor': '' }
    })
    // Nobody can know that the Deployment never got the first one (decision 32).
    await expectMended([KWARGS, BACKEND], 1)
  })

  it('after the other one was: red, and the next run sets it alone', async () => {
    stage.astro.faults.add({ ...UPDATE, skip: 1, action: { status: 503, body: { message: 'try later' } } })
    expect(await attempt(stage)).toMatchObject({
      exitCode: 1,
      errors: [
        `astro did not confirm that variable AIRFLOW__SECRETS__BACKEND of Deployment prod was set (exit code 1); it said: try later\n${HINT}`
      ],
      inAstro: ['deploy', KWARGS]
    })
    await expectMended([BACKEND])
  })
})

describe('a deploy that ships nothing', () => {
  const HINT = 'Fix what it reports, then run again. Its full output is above.'

  it('because Astro failed: red before any variable is set, and the next run goes on', async () => {
    stage.astro.faults.add({ ...FINALIZE, action: { status: 500, body: { message: 'database is busy' } } })
    expect(await attempt(stage)).toMatchObject({
      exitCode: 1,
      errors: [
        `nothing shows that astro deploy shipped anything to Deployment prod (exit code 1; Astro lists it as INITIALIZED): database is busy\n${HINT}`
      ],
      inAstro: [],
      outputs: { deployed: 'false' }
    })
    await expectMended(['deploy', KWARGS, BACKEND])
  })

  it('because the image cannot be built', async () => {
    expect(await attempt(stage, { env: { DOCKER_STUB_FAIL: 'build' } })).toMatchObject({
      exitCode: 1,
      errors: [
        `nothing shows that astro deploy shipped anything to Deployment prod (exit code 1; Astro lists it as INITIALIZED): an error was encountered while building the image, see the build logs for details\n${HINT}`
      ],
      inAstro: []
    })
  })
})

it('a Deployment that does not become healthy: red until it is, and nothing is done twice', async () => {
  const deployment = stage.astro.deployment('prod')
  deployment.status = 'UNHEALTHY'
  const inputs = { 'wait-time': '1s' }
  const unhealthy = {
    exitCode: 1,
    errors: [
      'Deployment prod was not healthy after 1 s; its status is UNHEALTHY\n' +
        'The changes so far remain in place. Check the Deployment in Astro; if it is only slow, raise `wait-time`.'
    ]
  }
  expect(await attempt(stage, { inputs })).toMatchObject({ ...unhealthy, inAstro: ['deploy', KWARGS, BACKEND] })
  expect(await attempt(stage, { inputs })).toMatchObject({ ...unhealthy, inAstro: [] })
  deployment.status = 'HEALTHY'
  await expectMended([])
})

it('a run that takes longer than its limit says so, whatever it was waiting for', async () => {
  stage.astro.deployment('prod').status = 'UNHEALTHY'
  expect(await attempt(stage, { inputs: { 'run-timeout': '5s' } })).toMatchObject({
    exitCode: 1,
    errors: [expect.stringMatching(/^the run took longer than its limit of 5 s \(run-timeout\)/)]
  })
})

it('a .dockerignore that the CLI rewrites is put back, and the next deploy works', async () => {
  await stage.stop()
  stage = await openStage({ files: { '.dockerignore': '.git\ndags/\nlogs/\n' }, post: false })
  const git = () => execFileSync('git', ['-C', stage.project, 'status', '--porcelain'], { encoding: 'utf8' })
  for (const inAstro of [['deploy', KWARGS, BACKEND], ['deploy']]) {
    expect(await attempt(stage, { inputs: { 'deploy-type': 'image-and-dags' } })).toMatchObject({
      exitCode: 0,
      errors: [],
      inAstro
    })
    expect(git()).toBe('')
  }
})
