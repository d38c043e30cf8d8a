import { mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { attempt, type Stage } from './attempt.ts'
import { KWARGS } from './reaper.ts'
import { ask, keysBelow, secretIds } from './vault-over-http.ts'

/** Previews of a Deployment on a dedicated cluster, with secret-ids bound to addresses, with dbt, and on a mount that changes. */

jest.setTimeout(120_000)

const MANIFEST = `version: 1
name: analytics
vault: { mount: airflow }
approle: { secret-id-bound-cidrs: deployment }
variables: { greeting: Hello }
`
const DEDICATED = { type: 'DEDICATED', clusterId: 'clcluster1', externalIPs: ['192.0.2.7'] }

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    files: { 'airflow-secrets.yaml': MANIFEST, 'dbt/dbt_project.yml': 'name: shop\n' },
    astro: { deployments: [aDeployment(DEDICATED)] }
  })
  const { project } = stage
  const others = (await readdir(project)).filter(name => !['.git', 'airflow-secrets.yaml', 'dbt'].includes(name))
  await mkdir(join(project, 'airflow'))
  for (const name of others) await rename(join(project, name), join(project, 'airflow', name))
  stage.commit('Move the project')
  expect(await attempt(stage, { inputs: { 'project-dir': 'airflow' } })).toMatchObject(green)
})
afterAll(() => stage.stop())

const green = { exitCode: 0, errors: [] }
const run = (what: 'deploy' | 'delete', inputs: Record<string, string> = {}) =>
  attempt(stage, {
    inputs: { preview: what, 'preview-for': 'feature/x', 'preview-isolate': 'true', 'project-dir': 'airflow', ...inputs }
  })
const DBT = { 'deploy-type': 'dbt', 'dbt-project': 'dbt' }
const made = () => stage.astro.deployments.find(({ name }) => name.startsWith('preview-'))
/** What is left in Vault: roles, and what of previews can be read. */
async function left() {
  const ofPreviews = (await keysBelow(stage.vault, 'airflow')).filter(path => path.includes('preview-'))
  const readable = await Promise.all(
    ofPreviews.map(async path => ((await ask(stage.vault, `airflow/data/${path}`)) === undefined ? [] : [path]))
  )
  return { roles: (await ask(stage.vault, 'auth/approle/role?list=true'))?.['data'].keys, secrets: readable.flat() }
}

it('a new one is refused where the first deploy ships no image, before anything is made', async () => {
  for (const inputs of [DBT, { 'deploy-type': 'dags-only' }, { 'deploy-type': 'none' }])
    expect(await run('deploy', inputs)).toMatchObject({
      exitCode: 1,
      errors: [
        expect.stringMatching(/ is new, and deploy-type [\w-]+ ships no image, so its Airflow would lack the hashicorp provider/)
      ],
      inVault: [],
      inAstro: []
    })
  expect(made()).toBeUndefined()
})

it('is made on the dedicated cluster of its base, with a secret-id for the addresses that it has there', async () => {
  expect(await run('deploy')).toMatchObject(green)
  expect(made()?.fields).toMatchObject({ type: 'DEDICATED', clusterId: 'clcluster1' })
  const addresses = made()?.fields.externalIPs.map(address => `${address}/32`)
  const role = `astro_role-${made()?.name}`
  expect([...(await secretIds(stage.vault, role)).values()].map(one => one['cidr_list'])).toEqual([addresses])
})

it('gets dbt projects like any other Deployment', async () => {
  expect(await run('deploy', DBT)).toMatchObject({ ...green, inAstro: ['deploy'] })
  expect([...(made()?.bundles.keys() ?? [])]).toEqual(['/usr/local/airflow/dbt/shop'])
})

it('is neither updated nor forgotten where the manifest names another mount by now', async () => {
  await stage.editManifest(text => text.replace('mount: airflow', 'mount: other'))
  const kwargs = made()?.value(KWARGS)
  expect(await run('deploy')).toMatchObject({
    exitCode: 1,
    errors: [
      expect.stringMatching(
        /^preview preview-\S+ is recorded on mount airflow\/, and the manifest says other\/\nDelete the preview/
      )
    ],
    inVault: [],
    inAstro: []
  })
  expect(made()?.value(KWARGS)).toBe(kwargs)
})

it('is deleted by what its record says, although the manifest names another mount', async () => {
  expect(await run('delete')).toMatchObject(green)
  expect([made(), await left()]).toEqual([undefined, { roles: ['astro_role'], secrets: [] }])
  // There is nothing else that it could be taken for.
  expect(await run('delete')).toMatchObject({ ...green, inVault: [], inAstro: [] })
})

it('is refused for a base that the manifest lists twice, as one that is isolated', async () => {
  const { id } = stage.astro.deployment('prod')
  await stage.editManifest(
    text =>
      `${text.replace('mount: other', 'mount: airflow')}deployments:\n  prod: { deployment-id: ${id} }\n  closed: { deployment-name: prod, isolate: true }\n`
  )
  for (const chosen of [
    { 'deployment-id': '', deployment: 'prod' },
    { 'deployment-id': id },
    { 'deployment-id': '', 'deployment-name': 'prod' }
  ])
    expect(await run('deploy', chosen)).toMatchObject({
      exitCode: 1,
      errors: [expect.stringMatching(/^Deployment prod \(\w+\) is (isolated )?under `deployments:` in \S+( twice)?, as /)],
      inVault: [],
      inAstro: []
    })
  expect(made()).toBeUndefined()
})
