import * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import { type Cli, complaint } from './cli.ts'
import type { Deployment } from './port.ts'

const text = z.string()
const switched = z._default(z.boolean(), false)
/** What is the same in every Deployment that is made like it. */
const settings = {
  executor: text,
  runtime_version: text,
  deployment_type: text,
  cloud_provider: z.optional(text),
  region: z.optional(text),
  scheduler_size: z.optional(text),
  dag_deploy_enabled: switched,
  ci_cd_enforcement: switched,
  is_high_availability: switched,
  is_development_mode: switched,
  default_task_pod_cpu: z.optional(text),
  default_task_pod_memory: z.optional(text),
  resource_quota_cpu: z.optional(text),
  resource_quota_memory: z.optional(text)
}
export const SETTINGS = Object.keys(settings) as readonly (keyof typeof settings)[]
const listed = z.nullish(z.array(z.looseObject({})))
/** What `deployment inspect -o json` prints: what is looked at here, and all the rest as it is. */
const inspected = z.object({
  deployment: z.looseObject({
    configuration: z.looseObject({
      ...settings,
      remote_execution: z.optional(z.looseObject({ enabled: switched }))
    }),
    environment_variables: z.optional(z.array(z.looseObject({ key: text, is_secret: z.boolean(), value: z.nullish(text) }))),
    worker_queues: listed,
    hibernation_schedules: listed,
    metadata: z.looseObject({ cluster_id: z.nullish(text) })
  })
})
export type Inspected = z.output<typeof inspected>['deployment']

/** How a Deployment is made, in the words of the CLI's Deployment files. */
export async function inspect(
  cli: Cli,
  { id, name, workspaceId }: Pick<Deployment, 'id' | 'name' | 'workspaceId'>
): Promise<Inspected> {
  const done = await cli.astro(['deployment', 'inspect', id, '--workspace-id', workspaceId, '-o', 'json'])
  const read = inspected.safeParse(parsed(done.stdout))
  if (read.success) return read.data.deployment
  throw new UserError(
    `astro did not say how Deployment ${name} is made (exit code ${done.exitCode}): ${complaint({ ...done, stdout: '' })}`,
    { hint: 'Run again. If Astro refuses, use an `astro-api-token` that may see the Deployment.' }
  )
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
