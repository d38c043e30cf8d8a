import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, type Stage } from './attempt.ts'

/** A plan with less than everything, as on a pull request from a fork: green, and it says what it could not compare. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

const NO_SECRETS = { API_TOKEN: '', SETTINGS_KEY: '', WAREHOUSE_PASSWORD: '', PARTNER_PASSWORD: '', LEGACY_URI: '' }
const green = { exitCode: 0, postExitCode: 0, errors: [], inVault: [], inAstro: [] }

it('without any credentials and secrets', async () => {
  const asked = stage.astro.record.length
  const inputs = { mode: 'plan', 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' }
  const run = await attempt(stage, { inputs, env: NO_SECRETS })
  expect(run).toMatchObject({ ...green, outputs: { changed: 'false', deployed: 'false' } })
  for (const line of [
    'Vault was not read, because the run has no login to it: 6 secrets, policy astro_policy and role astro_role were not compared',
    'variables.api_token was not compared: it needs API_TOKEN, which is absent or empty in the environment of this step',
    'connections.legacy was not compared: it needs LEGACY_URI, which is absent or empty in the environment of this step',
    'the Deployment was not compared: that needs a login to Vault, astro-api-token, deployment-id (or deployment-name, or deployment)',
    'Nothing was compared.'
  ])
    expect(run.log.split('\n')).toContain(line)
  expect(run.log).not.toContain('Nothing to change')
  expect(run.summary).toContain('## Vault secrets backend: nothing was compared')
  expect(stage.astro.record).toHaveLength(asked)
})

it('with Vault, without some of the secrets and without Astro', async () => {
  const inputs = { mode: 'plan', 'astro-api-token': '' }
  const run = await attempt(stage, { inputs, env: { API_TOKEN: '', SETTINGS_KEY: '' } })
  expect(run).toMatchObject({ ...green, outputs: { changed: 'true', deployed: 'false' } })
  for (const line of [
    'create variables/greeting: it does not exist yet',
    'variables.api_token was not compared: it needs API_TOKEN, which is absent or empty in the environment of this step',
    'variables.settings was not compared: it needs SETTINGS_KEY, which is absent or empty in the environment of this step',
    'the Deployment was not compared: that needs astro-api-token'
  ])
    expect(run.log.split('\n')).toContain(line)
  expect(run.log).not.toContain('create variables/api_token')
})

it('with everything', async () => {
  const run = await attempt(stage, { inputs: { mode: 'plan' } })
  expect(run).toMatchObject({
    ...green,
    outputs: { changed: 'true', deployed: 'false', 'deployment-id': 'cldep00000000000000000001' }
  })
  expect(run.log).toContain('set AIRFLOW__SECRETS__BACKEND: Airflow does not use Vault yet')
})

it('names the undo that it cannot plan', async () => {
  const inputs = { mode: 'plan', undo: '1', 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' }
  expect(await attempt(stage, { inputs })).toMatchObject({
    exitCode: 1,
    errors: [
      'undo needs Vault, where it is recorded what run 1 changed\nSet `vault-url` and the inputs of the login, or remove `undo`.'
    ]
  })
})

it('still fails on a mistake', async () => {
  const inputs = { mode: 'plan', manifest: 'nowhere.yaml', 'vault-url': '', 'vault-token': '', 'astro-api-token': '' }
  expect(await attempt(stage, { inputs })).toMatchObject({ exitCode: 1, postExitCode: 0 })
})
