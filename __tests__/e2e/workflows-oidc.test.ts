import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import type { Claims } from '../build/jwt.ts'
import { read } from '../docs/pages.ts'
import { githubOidc } from '../fakes/github-oidc.ts'
import { letIn } from './administrator.ts'
import { ask } from './vault-over-http.ts'
import { bootstrapsIn, runExample, workflowForLoopback } from './workflow-run.ts'

/** The example workflows that log in with GitHub's OIDC token, under act, with roles that their own head says how to make. */

const [, MANIFEST = ''] = /```yaml\n(version: 1\n.*?)```/s.exec(read('README.md')) ?? []

let stage: Awaited<ReturnType<typeof openStage>>
let github: Awaited<ReturnType<typeof githubOidc>>
beforeAll(async () => {
  ;[stage, github] = await Promise.all([openStage({ files: { 'airflow-secrets.yaml': MANIFEST } }), githubOidc()])
  const [deploys = '', plans = ''] = await bootstrapsIn('oidc.yml')
  for (const typed of [`${deploys} --environment prod-upkeep`, plans]) await letIn(stage, github, typed)
})
afterAll(async () => {
  await github?.stop()
  await stage?.stop()
})

/** Runs an example as a job with these claims: what GitHub would say of it. */
async function run(name: string, event: string, claims: Claims, payload?: object) {
  github.tell(claims)
  return await runExample(stage, {
    workflow: await workflowForLoopback(name, stage),
    event,
    env: github.env,
    ...(payload === undefined ? {} : { payload }),
    vars: { VAULT_URL: stage.vault.url, ASTRO_DEPLOYMENT_ID: stage.inputs['deployment-id'] },
    secrets: { ASTRO_API_TOKEN: stage.astro.token(), WAREHOUSE_PASSWORD: 'p@s:s/w?o#rd' }
  })
}
const pullOf = (repository: string) => ({
  action: 'opened',
  number: 42,
  pull_request: {
    number: 42,
    base: { ref: 'main', sha: 'a'.repeat(40) },
    head: { ref: 'feature/x', sha: 'b'.repeat(40), repo: { full_name: repository } }
  },
  repository: { full_name: 'example/pipelines' }
})
const PULL = { ref: 'refs/pull/42/merge', event_name: 'pull_request' }

describe('oidc.yml', () => {
  it('compares Vault for a pull request of the repository, and changes nothing', async () => {
    const { exitCode, log } = await run('oidc.yml', 'pull_request', PULL, pullOf('example/pipelines'))
    expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
    expect(log).toContain('enable KV version 2 secrets engine airflow/')
    expect(await ask(stage.vault, 'sys/mounts/airflow').catch(() => undefined)).toBeUndefined()
  })

  it('starts no job for a fork', async () => {
    const { log } = await run('oidc.yml', 'pull_request', PULL, pullOf('somebody/pipelines'))
    expect(log).not.toContain('astro-vault-action@v1')
  })

  it('deploys a push to main, in its environment', async () => {
    const { exitCode, log } = await run('oidc.yml', 'push', { environment: 'prod' })
    expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
    expect(stage.astro.deploys).toHaveLength(1)
    expect(stage.astro.deployment('prod').value('AIRFLOW__SECRETS__BACKEND')).toMatch(/VaultBackend$/)
  })

  it('is refused by Vault where somebody has taken the environment out of it', async () => {
    const { exitCode, log } = await run('oidc.yml', 'push', { environment: undefined })
    expect([exitCode, log]).toEqual([1, expect.stringContaining('claim "environment" is missing')])
  })
})

describe('rotate.yml', () => {
  it('changes nothing while nothing is due', async () => {
    const before = stage.astro.record.length
    const { exitCode, log } = await run('rotate.yml', 'schedule', { environment: 'prod-upkeep' })
    expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
    expect(stage.astro.record.slice(before).filter(({ method }) => method !== 'GET')).toEqual([])
  })

  it('replaces a secret-id that is due, and ships no code', async () => {
    await stage.editManifest(text => `${text}approle: { secret-id: { rotate-after: 1s, destroy-after: 25h } }\n`)
    const { exitCode, log } = await run('rotate.yml', 'schedule', { environment: 'prod-upkeep' })
    expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
    expect(log).toContain('set AIRFLOW__SECRETS__BACKEND_KWARGS')
    expect(stage.astro.deploys).toHaveLength(1)
  })
})
