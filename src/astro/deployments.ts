import * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import type { Api, Ways } from './api.ts'
import { type Cli, complaint } from './cli.ts'
import { versions, versionsOf } from './deploy-types.ts'
import { patiently } from './patience.ts'
import type { Deployment, DeploymentRef, DeploymentVariable, Shipped } from './port.ts'
import { isStartUpFailure, startUpFailure } from './start-up.ts'

/** `astro deployment inspect` shows variables and status, the API what has been shipped. */
export async function findDeployment({ cli, api }: Ways, ref: DeploymentRef): Promise<Deployment> {
  const wanted = 'id' in ref ? [ref.id] : ['--deployment-name', ref.name]
  // The platform's own "not found" is final.
  const done = await patiently(
    cli.signal,
    () => cli.astro(['deployment', 'inspect', ...wanted, '--output', 'json', '--workspace-id', cli.workspace]),
    done => done.exitCode === 0 || complaint(done).endsWith('access to the deployment specified')
  )
  const named = 'id' in ref ? ref.id : `"${ref.name}"`
  if (done.stdout.includes('More than one Deployment with the name')) {
    throw new UserError(`more than one Deployment is named ${named}`, {
      hint: 'Use the id of the Deployment instead of its name.'
    })
  }
  const json = done.stdout.indexOf('{')
  if (done.exitCode !== 0 || json < 0) throw await whyNot(named, cli, complaint(done))
  const found = readInspect(done.stdout.slice(json))
  return { ...found, ...(await readShipped(api, found.id).catch(unlessEnded(cli.signal))) }
}

/** The CLI's two ways to say so; anything else leaves open whether the Deployment is there. */
const NOT_FOUND = /access to the deployment specified$|^no Deployments found/

async function whyNot(named: string, cli: Cli, said: string): Promise<UserError> {
  if (isStartUpFailure(said)) return await startUpFailure(cli)
  if (!NOT_FOUND.test(said)) return new UserError(`Deployment ${named} cannot be read; astro said: ${said}`)
  return new UserError(`Deployment ${named} was not found in Workspace ${cli.workspace}; astro said: ${said}`, {
    hint: 'Check the id or name of the Deployment and `workspace-id`, and that `astro-api-token` has access to the Deployment.'
  })
}

interface Inspected {
  readonly deployment: {
    readonly environment_variables?:
      | readonly { key: string; value: string | null; is_secret: boolean; updated_at?: string | null }[]
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
      (variables ?? []).map(({ key, value, is_secret, updated_at }) => [key, variable(value, is_secret, timeIn(updated_at))])
    )
  }
}

function variable(value: string | null, secret: boolean, updatedAt: string): DeploymentVariable {
  return { secret, updatedAt, ...(value === null || secret ? {} : { value: new Secret(value) }) }
}

/** Empty where there is none: Go's zero time, year 1, means that too. */
const timeIn = (text: string | null | undefined): string => (text?.startsWith('0001-') ? '' : (text ?? ''))

const running = z.extend(versions, { airflowVersion: z.nullish(z.string()) })

async function readShipped(api: Api, id: string): Promise<{ shipped: Shipped; airflowVersion?: string }> {
  const { success, data } = running.safeParse(await api.get(`/deployments/${encodeURIComponent(id)}`))
  if (!success) return { shipped: {} }
  return { shipped: versionsOf(data), ...(data.airflowVersion ? { airflowVersion: data.airflowVersion } : {}) }
}

/** If the API does not answer, it is unknown what runs, and a deploy ships. */
const unlessEnded = (signal: AbortSignal) => (error: unknown) => {
  if (signal.aborted || !(error instanceof UserError)) throw error
  return { shipped: {} }
}
