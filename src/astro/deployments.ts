import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../base/errors.ts'
import type { Finished } from '../base/process.ts'
import { Secret } from '../base/secret.ts'
import { type Cli, complaint, REFUSED_AT_START, START_UP_FAILED } from './cli.ts'
import { PARTS, VERSION_OF } from './deploy-types.ts'
import type { Deployment, DeploymentRef, DeploymentVariable, Shipped } from './port.ts'

const ATTEMPTS = 3

/** `astro deployment inspect` shows variables and status, `astro api cloud` what has been shipped. */
export async function findDeployment(cli: Cli, ref: DeploymentRef): Promise<Deployment> {
  const wanted = 'id' in ref ? [ref.id] : ['--deployment-name', ref.name]
  const done = await patiently(cli, () =>
    cli.astro(['deployment', 'inspect', ...wanted, '--output', 'json', '--workspace-id', cli.workspace])
  )
  const named = 'id' in ref ? ref.id : `"${ref.name}"`
  if (done.stdout.includes('More than one Deployment with the name')) {
    throw new UserError(`more than one Deployment is named ${named}`, {
      hint: 'Use the id of the Deployment instead of its name.'
    })
  }
  const json = done.stdout.indexOf('{')
  if (done.exitCode !== 0 || json < 0) throw notFound(named, cli.workspace, complaint(done))
  const found = readInspect(done.stdout.slice(json))
  return { ...found, ...(await readShipped(cli, found.id)) }
}

/** Retries when the API fails (the CLI never does); the platform's own "not found" is final. */
async function patiently(cli: Cli, read: () => Promise<Finished>): Promise<Finished> {
  for (let attempt = 1; ; attempt++) {
    const done = await read()
    const final = done.exitCode === 0 || complaint(done).endsWith('access to the deployment specified') || attempt === ATTEMPTS
    if (final) return done
    await sleep(attempt * 1_000, undefined, { signal: cli.signal })
  }
}

function notFound(named: string, workspace: string, said: string): UserError {
  if (said.includes(START_UP_FAILED)) return new UserError(REFUSED_AT_START.message, { hint: REFUSED_AT_START.hint })
  return new UserError(`Deployment ${named} was not found in Workspace ${workspace}; astro said: ${said}`, {
    hint: 'Check the id or name of the Deployment and workspace-id, and that astro-api-token has access to the Deployment.'
  })
}

interface Inspected {
  readonly deployment: {
    readonly environment_variables?:
      | readonly { key: string; value: string | null; is_secret: boolean; updated_at?: string }[]
      | null
    readonly configuration: { readonly name: string; readonly dag_deploy_enabled?: boolean }
    readonly metadata: {
      readonly deployment_id: string
      readonly workspace_id: string
      readonly status: string
      readonly airflow_version?: string
    }
  }
}

function readInspect(json: string): Omit<Deployment, 'shipped'> {
  const { environment_variables: variables, configuration, metadata } = (JSON.parse(json) as Inspected).deployment
  return {
    id: metadata.deployment_id,
    name: configuration.name,
    workspaceId: metadata.workspace_id,
    status: metadata.status,
    dagDeploys: configuration.dag_deploy_enabled ?? false,
    ...(metadata.airflow_version ? { airflowVersion: metadata.airflow_version } : {}),
    variables: new Map(
      (variables ?? []).map(({ key, value, is_secret, updated_at }) => [key, variable(value, is_secret, updated_at)])
    )
  }
}

function variable(value: string | null, secret: boolean, updatedAt = ''): DeploymentVariable {
  return { secret, updatedAt, ...(value === null || secret ? {} : { value: new Secret(value) }) }
}

/** Unknown if the API does not answer: then only the CLI's own word proves a deploy. */
async function readShipped(cli: Cli, id: string): Promise<{ shipped: Shipped; airflowVersion?: string }> {
  const done = await cli.astro(['api', 'cloud', `/organizations/{organizationId}/deployments/${encodeURIComponent(id)}`])
  const json = done.stdout.indexOf('{')
  if (done.exitCode !== 0 || json < 0) return { shipped: {} }
  const told = JSON.parse(done.stdout.slice(json)) as Record<string, string | undefined>
  const { airflowVersion } = told
  return {
    shipped: Object.fromEntries(PARTS.map(part => [part, VERSION_OF[part](told)]).filter(([, version]) => version)),
    ...(airflowVersion ? { airflowVersion } : {})
  }
}
