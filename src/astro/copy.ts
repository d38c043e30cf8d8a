import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../base/errors.ts'
import type { Api } from './api.ts'
import { type Cli, complaint } from './cli.ts'
import { deploymentNamed } from './deployments.ts'
import { type Inspected, inspect } from './inspect.ts'
import { unlikeness } from './likeness.ts'
import type { Copied, Copy, Deployment } from './port.ts'

/**
 * Made with options, and then given what only a file can say: version 1.41 asks the internet for the newest runtime before it creates
 * one from a file. Whatever was begun is finished by the second half, which replaces all variables.
 */
export async function copyDeployment(
  { cli, api }: { readonly cli: Cli; readonly api: Api },
  base: Deployment,
  copy: Copy
): Promise<Copied> {
  const { name, mark } = copy
  const like = await inspectBase(cli, base)
  const begun = await deploymentNamed(api, cli.workspace, name)
  if (begun !== undefined && !begun.description?.endsWith(mark))
    throw new UserError(`Deployment ${name} exists (${begun.id}), and nothing shows that this action made it as a preview`, {
      hint: 'Nothing of it was changed. Delete or rename it in Astro, then run again.'
    })
  const created = begun === undefined ? await cli.astro(createArgs(base, like, copy)) : undefined
  const updated = created?.exitCode ? undefined : await update(cli, like, copy)
  const made = await deploymentNamed(api, cli.workspace, name)
  const last = updated ?? created
  let said = (last && complaint({ ...last, stdout: '' })) || `astro ended with exit code ${last?.exitCode}`
  if (made !== undefined && updated?.exitCode === 0) {
    const { lacks: missing, differs } = unlikeness(await inspect(cli, made), like, base.name)
    const lacks = [...lacking(made, like, copy), ...missing]
    if (lacks.length === 0) return { made, differs }
    said = `Astro does not show what it was asked for, in ${lacks.join(', ')}`
  }
  const what = made === undefined ? 'was not created' : 'was created, but not with all that it should have'
  throw new UserError(`Deployment ${name} ${what}: ${said}`, {
    hint: `Run again: the next run goes on from there. If Astro refuses, use an \`astro-api-token\` that may create Deployments in the Workspace.${made === undefined ? '' : ' If it ends the same way again, delete it with `preview: delete`.'}`
  })
}

/** The base, if it is of a kind that can be copied. */
async function inspectBase(cli: Cli, base: Deployment): Promise<Inspected> {
  const like = await inspect(cli, base)
  const { deployment_type: type, remote_execution: remote } = like.configuration
  if (['STANDARD', 'DEDICATED'].includes(type) && !remote?.enabled) return like
  throw new UserError(`Deployment ${base.name} cannot be the base of a preview: its tasks do not run on Astro Hosted`, {
    hint: 'Choose a Deployment of type standard or dedicated without Remote Execution.'
  })
}

/** No prompt may come: each value that it could ask for is given. */
function createArgs({ workspaceId }: Deployment, { configuration, metadata }: Inspected, { name, description }: Copy): string[] {
  const is = (on: boolean) => (on ? 'enable' : 'disable')
  const standard = configuration.deployment_type === 'STANDARD'
  const given: Readonly<Record<string, string | null | undefined>> = {
    name,
    description,
    'workspace-id': workspaceId,
    type: standard ? 'standard' : 'dedicated',
    'runtime-version': configuration.runtime_version,
    executor: configuration.executor,
    'dag-deploy': is(configuration.dag_deploy_enabled),
    'cicd-enforcement': is(configuration.ci_cd_enforcement),
    'high-availability': is(configuration.is_high_availability),
    'development-mode': is(configuration.is_development_mode),
    'scheduler-size': configuration.scheduler_size?.toLowerCase(),
    ...(standard
      ? { 'cloud-provider': configuration.cloud_provider?.toLowerCase(), region: configuration.region }
      : { 'cluster-id': metadata.cluster_id }),
    'default-task-pod-cpu': configuration.default_task_pod_cpu,
    'default-task-pod-memory': configuration.default_task_pod_memory,
    'resource-quota-cpu': configuration.resource_quota_cpu,
    'resource-quota-memory': configuration.resource_quota_memory
  }
  return ['deployment', 'create', ...Object.entries(given).flatMap(([option, value]) => (value ? [`--${option}`, value] : []))]
}

/** Worker queues, schedules and variables. Nobody is alerted about a copy, and it gets no identity in a cloud. */
async function update(cli: Cli, like: Inspected, { name, description, variables }: Copy) {
  const { metadata: _m, alert_emails: _a, ...rest } = like
  const configuration = { ...like.configuration, name, description, workload_identity: '' }
  const file = join(cli.folder, 'deployment.json')
  writeFileSync(
    file,
    JSON.stringify({ deployment: { ...rest, configuration, environment_variables: variablesOf(like, variables) } }),
    { mode: 0o600 }
  )
  try {
    // It takes no other option together with a file.
    return await cli.astro(['deployment', 'update', '--deployment-file', file])
  } finally {
    rmSync(file, { force: true })
  }
}

const variablesOf = ({ environment_variables: all = [] }: Inspected, copied: readonly string[]) =>
  all.filter(({ key, is_secret }) => !is_secret && copied.includes(key))

/** What it has not as it was to get it: description and variables, these with the values of the base. */
function lacking(made: Deployment, like: Inspected, { description, variables }: Copy): readonly string[] {
  const values = new Map(variablesOf(like, variables).map(({ key, value }) => [key, value ?? '']))
  const shown = (key: string) => made.variables.get(key)?.value?.reveal() ?? ''
  return [
    ...(made.description === description ? [] : ['description']),
    ...variables.filter(key => !made.variables.has(key) || shown(key) !== values.get(key))
  ]
}
