import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, idle, refused, type Stage } from './attempt.ts'

/** `deploy-type: dbt`, by the shipped bundle and the real CLI: a repository with an Astro project and, next to it, one of dbt. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ files: { 'dbt/dbt_project.yml': 'name: shop\n', 'dbt/models/orders.sql': 'select 1\n' } })
  const { project } = stage
  const others = (await readdir(project)).filter(name => !['.git', 'airflow-secrets.yaml', 'dbt'].includes(name))
  await mkdir(join(project, 'airflow'))
  for (const name of others) await rename(join(project, name), join(project, 'airflow', name))
  // A deploy of dbt must run no test of the Astro project.
  await write('airflow/.astro/test_dag_integrity_default.py', '# as of astro dev init\n')
  await stage.editManifest(text => `${text}astro: { parse: true }\n`)
  expect(await attempt(stage, { inputs: ASTRO })).toMatchObject({ exitCode: 0, errors: [] })
})
afterAll(() => stage.stop())

const ASTRO = { 'project-dir': 'airflow' }
const DBT = { 'deploy-type': 'dbt', 'dbt-project': 'dbt' }
const MOUNTED = '/usr/local/airflow/dbt/shop'
/** Whatever it waits for is over in a moment. */
const FAST = {
  NODE_OPTIONS: `--import=${new URL('../../tools/runner/fast-clock.mjs', import.meta.url)}`,
  CLOCK_SPEED: '20'
}
type Run = NonNullable<Parameters<Stage['run']>[0]>

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(stage.project, path)), { recursive: true })
  await writeFile(join(stage.project, path), text)
}
const remove = (path: string) => rm(join(stage.project, path), { recursive: true })
const bundles = () => [...stage.astro.deployment('prod').bundles.values()]

describe('a dbt project', () => {
  it('is planned with the path that Airflow finds it at, and nothing is done', async () => {
    const { exitCode, log, inAstro } = await attempt(stage, { inputs: { ...DBT, mode: 'plan' } })
    expect({ exitCode, inAstro }).toEqual({ exitCode: 0, inAstro: [] })
    expect(log).toContain(`deploy dbt: deploy-type dbt always ships, to ${MOUNTED}`)
  })

  it('is shipped each time, as it is asked for, and no container is started for it', async () => {
    const before = (await stage.calls()).length
    for (let time = 1; time <= 2; time++) {
      const { exitCode, errors, inAstro, outputs } = await attempt(stage, { inputs: DBT })
      expect({ exitCode, errors, inAstro }).toEqual({ exitCode: 0, errors: [], inAstro: ['deploy'] })
      expect(outputs['deployed']).toBe('true')
      expect(stage.astro.deploys.at(-1)).toMatchObject({
        type: 'BUNDLE',
        status: 'DEPLOYED',
        description: expect.stringMatching(/^Change the manifest \(astro-vault-action [0-9a-f]{12}\)$/),
        entries: ['dbt_project.yml', 'models/orders.sql']
      })
      expect(bundles()).toMatchObject([{ mountPath: MOUNTED, deployId: stage.astro.deploys.at(-1)?.id }])
    }
    const calls = (await stage.calls()).slice(before).map(({ call }) => call)
    expect(calls).toEqual([expect.stringMatching(/^astro dbt deploy /), expect.stringMatching(/^astro dbt deploy /)])
    expect((await readdir(join(stage.project, 'dbt'))).sort()).toEqual(['dbt_project.yml', 'models'])
  })

  it('goes where it was told, next to the other', async () => {
    await attempt(stage, { inputs: { ...DBT, 'mount-path': '/usr/local/airflow/include/shop' } })
    expect(bundles().map(({ mountPath }) => mountPath)).toEqual([MOUNTED, '/usr/local/airflow/include/shop'])
  })

  it('is shipped whole where a link leads to it', async () => {
    await symlink('dbt', join(stage.project, 'link'))
    stage.commit('Link to it')
    expect(await attempt(stage, { inputs: { ...DBT, 'dbt-project': 'link' } })).toMatchObject({ exitCode: 0, errors: [] })
    expect(stage.astro.deploys.at(-1)?.entries).toEqual(['dbt_project.yml', 'models/orders.sql'])
  })

  it('leaves the Astro project as it is', async () => {
    expect(await attempt(stage, { inputs: ASTRO })).toMatchObject(idle)
  })

  it.each([
    ['before', 'INITIALIZED'],
    ['after', 'DEPLOYED']
  ] as const)('is shipped again after a run that was killed %s Astro took it', async (when, status) => {
    let kill = () => {}
    const forget = stage.astro.onRequest(({ phase, method, path }) => {
      if (phase === when && method === 'POST' && /\/deploys\/[^/]+$/.test(path)) kill()
    })
    // The CLI, which outlives the run, gets no answer either.
    stage.astro.faults.add({ method: 'POST', path: /\/deploys\/[^/]+$/, when, action: 'hang' })
    const onSpawn: Run['onSpawn'] = (child, step) => {
      kill = step === 'main' ? () => void child.kill('SIGKILL') : () => {}
    }
    const killed = await attempt(stage, { inputs: DBT, env: { GITHUB_RUN_ID: when, GITHUB_RUN_ATTEMPT: '1' }, onSpawn })
    forget()
    expect([killed.exitCode, stage.astro.deploys.at(-1)?.status]).toEqual([137, status])

    const next = await attempt(stage, { inputs: DBT, env: { GITHUB_RUN_ID: when, GITHUB_RUN_ATTEMPT: '2' } })
    expect([next.errors, next.exitCode, next.inAstro]).toEqual([[], 0, ['deploy']])
    expect(await attempt(stage, { inputs: ASTRO })).toMatchObject(idle)
  })
})

describe('nothing is changed', () => {
  it('where DAG-only deploys are turned off', async () => {
    const { fields } = stage.astro.deployment('prod')
    fields.isDagDeployEnabled = false
    const run = await attempt(stage, { inputs: DBT })
    fields.isDagDeployEnabled = true
    expect(run).toMatchObject(
      refused('Deployment prod has DAG-only deploys turned off, so deploy-type dbt cannot work\nTurn them on in Astro.')
    )
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'where there is no dbt project',
      { 'dbt-project': 'dbt/models' },
      'dbt/models/dbt_project.yml is missing\nSet `dbt-project` to the folder of the dbt project, the one with that file.'
    ],
    [
      'where there is no such folder',
      { 'dbt-project': 'shop' },
      'dbt-project shop is not a folder in the workspace\nCheck the input'
    ],
    [
      'where its folder is outside',
      { 'dbt-project': '..' },
      'input dbt-project leads out of the workspace\nSet it to the folder'
    ],
    ['where it is in the Astro project', { 'dbt-project': 'airflow/dbt' }, 'airflow/dbt is in the Astro project '],
    ['where it would hide the DAGs', { 'mount-path': '/usr/local/airflow' }, 'input mount-path must be neither '],
    ['where the path would be an option', { 'mount-path': '--wait' }, 'input mount-path must be an absolute path ']
  ])('%s', async (_, inputs, sentence) => {
    await write('airflow/dbt/dbt_project.yml', 'name: shop\n')
    stage.commit('Move dbt')
    const run = await attempt(stage, { inputs: { ...DBT, ...inputs } })
    await remove('airflow/dbt')
    stage.commit('Move dbt back')
    expect(run).toMatchObject(refused(expect.stringContaining(sentence)))
  })

  it('where a .env would be shipped with it, unless that was asked for', async () => {
    await write('.git/info/exclude', '.env\ntarget/\n')
    await write('dbt/.env', 'TOKEN=geheim\n')
    await write('dbt/target/manifest.json', '{}\n')
    expect(await attempt(stage, { inputs: DBT })).toMatchObject(
      refused(
        'dbt has files that are not committed, or not as they are, and `astro dbt deploy` ships every file in it: .env\nCommit or remove them, or keep them outside that folder. To ship them, set `force: true`.'
      )
    )
    const forced = await attempt(stage, { inputs: { ...DBT, force: 'true' } })
    expect(forced.exitCode).toBe(0)
    expect(forced.annotations.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/ships every file in it: \.env$/)
    )
    expect(stage.astro.deploys.at(-1)?.entries).toEqual(expect.arrayContaining(['.env', 'target/manifest.json']))

    await remove('dbt/.env')
    const { exitCode, log } = await attempt(stage, { inputs: DBT })
    expect(exitCode).toBe(0)
    expect(log).toContain('dbt is shipped with what dbt has written there: target/')
    await remove('dbt/target')
  })
})

type Action = Parameters<Stage['astro']['faults']['add']>[0]['action']
const refusal = (status: number): Action => ({ status, body: { message: 'not today', requestId: 'r1', statusCode: status } })

describe('a refusal', () => {
  const calls = {
    'its creation': { method: 'POST', path: /\/deploys$/, listed: 'Astro lists no deploy of this run' },
    'its upload': { method: 'PUT', path: /^\/upload\//, listed: 'Astro lists it as INITIALIZED' },
    'its end': { method: 'POST', path: /\/deploys\/[^/]+$/, listed: 'Astro lists it as INITIALIZED' }
  }
  const actions: readonly (readonly [string, Action, Record<keyof typeof calls, string>])[] = [
    ...[403, 404, 409, 429, 500].map(
      status =>
        [
          String(status),
          refusal(status),
          { 'its creation': 'not today', 'its upload': `write error: .*RESPONSE ${status}`, 'its end': 'not today' }
        ] as const
    ),
    // The CLI does not look at what it is answered at the end, so it reports success.
    [
      'a page',
      'html',
      { 'its creation': 'it crashed', 'its upload': 'write error', 'its end': '.*Successfully uploaded bundle' }
    ],
    ['a cut', 'cut', { 'its creation': 'Post "', 'its upload': 'write error', 'its end': 'Post "' }],
    [
      'an empty answer',
      'empty-object',
      { 'its creation': 'no bundle upload URL', 'its upload': 'write error', 'its end': '.*Successfully uploaded bundle' }
    ]
  ]
  const rows = (Object.keys(calls) as (keyof typeof calls)[]).flatMap(call =>
    actions.map(([name, action, said]) => [call, name, action, said[call]] as const)
  )

  it.each(rows)('of %s by %s ends the run red', async (call, _, action, said) => {
    const { listed, ...request } = calls[call]
    stage.astro.faults.add({ ...request, action, times: Number.POSITIVE_INFINITY })
    const { exitCode, errors, log, inAstro } = await attempt(stage, { inputs: DBT, env: FAST })
    stage.astro.faults.clear()
    expect({ exitCode, inAstro }).toEqual({ exitCode: 1, inAstro: [] })
    const sentence = `^nothing shows that astro dbt deploy shipped anything to Deployment prod \\(exit code \\d; ${listed}\\): ${said}`
    expect(errors).toEqual([expect.stringMatching(new RegExp(sentence))])
    expect(log).not.toContain('signature-of')
  })

  it('is made good by the next run', async () => {
    expect(await attempt(stage, { inputs: DBT })).toMatchObject({ exitCode: 0, errors: [], inAstro: ['deploy'] })
    expect(await attempt(stage, { inputs: ASTRO })).toMatchObject(idle)
  })
})
