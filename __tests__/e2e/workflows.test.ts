import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { openStage, QUICKSTART_SECRETS } from '../../tools/runner/stage.mjs'
import { tapVault } from '../../tools/servers/vault-tap.mjs'
import { githubOidc } from '../fakes/github-oidc.ts'
import { letIn } from './administrator.ts'
import { releaseOfRealCli } from './cli-release.ts'
import { Race } from './race.ts'
import { ask, type Json, readSecret, readWith } from './vault-over-http.ts'
import { bootstrapsIn, exampleWorkflow, leastPolicy, pipelineRole, runExample, workflowForLoopback } from './workflow-run.ts'

type Stage = Awaited<ReturnType<typeof openStage>>

const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'
const BACKEND = 'AIRFLOW__SECRETS__BACKEND'
const CLASS = 'airflow.providers.hashicorp.secrets.vault.VaultBackend'
const PASSWORD = encodeURIComponent(QUICKSTART_SECRETS.WAREHOUSE_PASSWORD)

describe('the example workflows, under act', () => {
  it('deploy.yml sets the two variables, deploys, hands its outputs on and leaves nothing behind, with nothing installed before', async () => {
    const stage = await openStage({ withCli: false })
    const releases = await releaseOfRealCli()
    try {
      const { vars, secrets } = await pipelineRole(stage.vault, await leastPolicy(stage))
      const { exitCode, log } = await runExample(stage, {
        workflow: await workflowForLoopback('deploy.yml', stage, releases.inputs),
        event: 'push',
        vars: { ...vars, ASTRO_DEPLOYMENT_ID: stage.inputs['deployment-id'] },
        secrets: { ...secrets, ASTRO_API_TOKEN: stage.astro.token() }
      })

      expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
      const deployment = stage.astro.deployment('prod')
      expect(deployment.variables).toContainEqual(expect.objectContaining({ key: KWARGS, isSecret: true }))
      expect(deployment.value(BACKEND)).toBe(CLASS)
      expect(await whatAirflowReads(stage, 'prod')).toEqual(['Hello from Vault', expect.stringContaining(PASSWORD)])
      expect(stage.astro.deploys).toHaveLength(1)
      expect(stage.astro.deploys[0]).toMatchObject({
        status: 'DEPLOYED',
        description: expect.stringMatching(/^Greet from Vault \(/)
      })
      expect(log).toContain(`Deployment ${deployment.id}, deployed true, 6 secrets written`)
      expect(log).toContain(`the astro CLI 1.41.0 was installed for this run, from ${releases.url}`)
      expectCleanedUp(log)
    } finally {
      await releases.stop()
      await stage.stop()
    }
  })

  it('sync.yml writes what has changed and leaves Astro alone, with the login that its head prints', async () => {
    const [stage, github] = await Promise.all([openStage(), githubOidc()])
    try {
      const first = await stage.run()
      await first.remove()
      expect([first.exitCode, first.exitCode === 0 ? '' : first.log]).toEqual([0, ''])
      const [requests, calls] = [stage.astro.record.length, await stage.calls()]

      for (const typed of await bootstrapsIn('sync.yml')) await letIn(stage, github, typed)
      const { exitCode, log } = await runExample(stage, {
        workflow: exampleWorkflow('sync.yml'),
        event: 'schedule',
        env: github.env,
        vars: { VAULT_URL: stage.vault.url },
        secrets: { ...QUICKSTART_SECRETS, API_TOKEN: 'tok-changed-outside-git' }
      })

      expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
      expect(await readSecret(stage.vault, 'airflow', 'variables/api_token')).toEqual({
        data: { value: 'tok-changed-outside-git' },
        version: 2
      })
      expect((await readSecret(stage.vault, 'airflow', 'variables/greeting'))?.version).toBe(1)
      expect(stage.astro.record.slice(requests)).toEqual([])
      expect(await stage.calls()).toEqual(calls)
      expect(log).toContain('Nothing is left to clean up.')
    } finally {
      await github.stop()
      await stage.stop()
    }
  })

  it('the two legs of matrix.yml race on a fresh server, and both Deployments read what is theirs', async () => {
    const manifest = fileURLToPath(new URL('../../examples/matrix/airflow-secrets.yaml', import.meta.url))
    const stage = await openStage({ files: { 'airflow-secrets.yaml': await readFile(manifest, 'utf8') } })
    const race = new Race(['sys/auth/approle', 'sys/mounts/airflow'])
    const tap = await tapVault(stage.vault.url, race.hook)
    try {
      const both = [await leastPolicy(stage), await leastPolicy(stage, '--deployment', 'dev')]
      const { vars, secrets } = await pipelineRole(stage.vault, both.join('\n'))
      const { exitCode, log } = await runExample(stage, {
        workflow: await workflowForLoopback('matrix.yml', stage),
        event: 'push',
        vars: { ...vars, VAULT_URL: tap.url },
        secrets: { ...secrets, ASTRO_API_TOKEN: stage.astro.token() }
      })

      expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
      expect(race.met).toEqual(['sys/auth/approle', 'sys/mounts/airflow'])
      expect(log.match(/Job succeeded/g)).toHaveLength(2)
      for (const name of ['prod', 'dev']) {
        expect(await whatAirflowReads(stage, name)).toEqual(['Hello from Vault', expect.stringContaining(PASSWORD)])
        expect(stage.astro.deployment(name).value(BACKEND)).toBe(CLASS)
      }
      expect(kwargsOf(stage, 'dev')).toMatchObject({ variables_path: 'dev/variables', connections_path: 'dev/connections' })
      await expect(
        readWith(stage.vault, { ...kwargsOf(stage, 'dev'), variables_path: 'variables' }, 'greeting', 'warehouse')
      ).rejects.toThrow('403')
      expect(stage.astro.deploys.map(({ status }) => status)).toEqual(['DEPLOYED', 'DEPLOYED'])
      expectCleanedUp(log)
    } finally {
      await tap.stop()
      await stage.stop()
    }
  })

  it('fan-out.yml changes dev first, then prod, in one run, and says what came of each', async () => {
    const manifest = fileURLToPath(new URL('../../examples/matrix/airflow-secrets.yaml', import.meta.url))
    const stage = await openStage({ files: { 'airflow-secrets.yaml': await readFile(manifest, 'utf8') } })
    try {
      const policy = await leastPolicy(stage, '--deployments', 'all')
      const { vars, secrets } = await pipelineRole(stage.vault, policy)
      const { exitCode, log } = await runExample(stage, {
        workflow: await workflowForLoopback('fan-out.yml', stage),
        event: 'push',
        vars,
        secrets: { ...secrets, ASTRO_API_TOKEN: stage.astro.token() }
      })

      expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
      for (const name of ['prod', 'dev']) {
        expect(await whatAirflowReads(stage, name)).toEqual(['Hello from Vault', expect.stringContaining(PASSWORD)])
        expect(stage.astro.deployment(name).value(BACKEND)).toBe(CLASS)
      }
      const [dev, prod] = ['dev', 'prod'].map(name => stage.astro.deployment(name).id)
      expect(stage.astro.deploys.map(({ deployment, status }) => [deployment, status])).toEqual([
        [dev, 'DEPLOYED'],
        [prod, 'DEPLOYED']
      ])
      expect(log).toMatch(/\[\{"deployment":"prod",.*"outcome":"succeeded".*\{"deployment":"dev",.*"outcome":"succeeded"/)
      expectCleanedUp(log)
    } finally {
      await stage.stop()
    }
  })

  it('preview.yml makes a preview of the Deployment for a pull request, and deletes it when that is closed', async () => {
    const stage = await openStage()
    try {
      const first = await stage.run()
      await first.remove()
      const about = ['--preview', 'deploy', '--preview-for', 'any', '--deployment-id', 'any']
      const { vars, secrets } = await pipelineRole(stage.vault, await leastPolicy(stage, ...about))
      const run = async (action: string, head = 'example/pipelines') =>
        await runExample(stage, {
          workflow: await workflowForLoopback('preview.yml', stage),
          event: 'pull_request',
          payload: {
            action,
            number: 42,
            pull_request: {
              number: 42,
              base: { ref: 'main', sha: 'a'.repeat(40) },
              head: { ref: 'feature/x', sha: 'b'.repeat(40), repo: { full_name: head } }
            },
            repository: { full_name: 'example/pipelines' }
          },
          vars: { ...vars, ASTRO_DEPLOYMENT_ID: stage.inputs['deployment-id'] },
          secrets: { VAULT_SECRET_ID: secrets['VAULT_SECRET_ID'] ?? '', ASTRO_API_TOKEN: stage.astro.token() }
        })
      const names = () => stage.astro.deployments.map(({ name }) => name)
      const before = names()

      await run('opened', 'somebody/fork')
      expect(names()).toEqual(before)

      const opened = await run('opened')
      expect([opened.exitCode, opened.exitCode === 0 ? '' : opened.log]).toEqual([0, ''])
      const made = names().find(name => !before.includes(name)) ?? ''
      expect(made).toMatch(/-pr-42-[0-9a-f]{8}$/)
      expect(await whatAirflowReads(stage, made)).toEqual(['Hello from Vault', expect.stringContaining(PASSWORD)])
      expectCleanedUp(opened.log)

      const closed = await run('closed')
      expect([closed.exitCode, closed.exitCode === 0 ? '' : closed.log]).toEqual([0, ''])
      expect(names()).toEqual(before)
      expectCleanedUp(closed.log)
    } finally {
      await stage.stop()
    }
  })

  it('plan.yml is green without any credentials, says so and reaches nobody', async () => {
    const stage = await openStage()
    try {
      const { exitCode, log } = await runExample(stage, { workflow: exampleWorkflow('plan.yml'), event: 'pull_request' })
      expect([exitCode, exitCode === 0 ? '' : log]).toEqual([0, ''])
      expect(log).toContain(
        'Vault was not read, because the run has no login to it: 6 secrets, policy astro_policy and role astro_role were not compared'
      )
      expect(log).toContain('Nothing is left to clean up.')
      expect(stage.astro.record).toEqual([])
      expect(await stage.calls()).toEqual([])
      expect(await ask(stage.vault, 'sys/policies/acl/astro_policy')).toBeUndefined()
    } finally {
      await stage.stop()
    }
  })
})

const kwargsOf = (stage: Stage, name: string): Json => JSON.parse(stage.astro.deployment(name).value(KWARGS) ?? '{}')

/** One variable and the URI of one connection, with the credentials that the Deployment was given. */
async function whatAirflowReads(stage: Stage, name: string): Promise<[string, string]> {
  const [variable, connection] = await readWith(stage.vault, kwargsOf(stage, name), 'greeting', 'warehouse')
  return [variable['value'], connection['conn_uri']]
}

/** Our post step ran, and after it the temp folder had nothing of ours but the plan file, which later steps may read. */
function expectCleanedUp(log: string): void {
  expect(log).toContain('Nothing is left to clean up.')
  const left = [...log.matchAll(/Node (v\d+)\S*, left behind: \[(.*)\]/g)]
  expect(left).not.toEqual([])
  for (const [, node, files] of left) {
    expect(node).toBe('v24')
    expect(files).toMatch(/^astro-vault-plan-\d+\.json$/)
  }
}
