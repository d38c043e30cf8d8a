import { UserError } from '../base/errors.ts'
import type { Api } from './api.ts'
import { type Cli, complaint } from './cli.ts'
import { readDeployment } from './deployments.ts'
import { type Deployment, type HibernationOverride, sameOverride } from './port.ts'

/** The CLI exits 0 also where it did nothing, so what Astro shows afterwards alone proves it. */
export async function setOverride(
  { cli, api }: { readonly cli: Cli; readonly api: Api },
  deployment: Deployment,
  override: HibernationOverride | undefined
): Promise<Deployment> {
  const done = await cli.astro(overrideArgs(deployment, override))
  const after = await readDeployment(api, deployment)
  if (sameOverride(after.override, override)) return after
  const { name } = deployment
  const what =
    override === undefined
      ? `the override of the hibernation of Deployment ${name} was removed`
      : `the hibernation of Deployment ${name} was overridden`
  throw new UserError(`Astro does not show that ${what} (exit code ${done.exitCode}): ${complaint(done)}`, {
    hint: 'Run again. If Astro refuses, use an `astro-api-token` that may update the Deployment.'
  })
}

/** Without `--force` it asks whether it may. */
export function overrideArgs({ id, workspaceId }: Deployment, override: HibernationOverride | undefined): string[] {
  const end = override?.until === undefined ? [] : ['--until', override.until]
  return [
    ...['deployment', override?.hibernates ? 'hibernate' : 'wake-up', id, '--workspace-id', workspaceId, '--force'],
    ...(override === undefined ? ['--remove-override'] : end)
  ]
}
