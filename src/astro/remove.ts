import { UserError } from '../base/errors.ts'
import type { Api } from './api.ts'
import { type Cli, complaint } from './cli.ts'
import { deploymentWithId } from './deployments.ts'
import type { Deployment } from './port.ts'

/** What Astro shows afterwards alone proves it: the CLI says of one that is gone what it says of one that it may not see. */
export async function removeDeployment(
  { cli, api }: { readonly cli: Cli; readonly api: Api },
  deployment: Pick<Deployment, 'id' | 'name' | 'workspaceId'>
): Promise<void> {
  const { id, name, workspaceId } = deployment
  // Without `--force` it asks whether it may.
  const done = await cli.astro(['deployment', 'delete', id, '--workspace-id', workspaceId, '--force'])
  if ((await deploymentWithId(api, id)) === undefined) return
  throw new UserError(`Deployment ${name} was not deleted (exit code ${done.exitCode}): ${complaint(done)}`, {
    hint: 'Run again. If Astro refuses, use an `astro-api-token` that may delete Deployments of the Workspace.'
  })
}
