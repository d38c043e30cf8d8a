import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import { type Cli, complaint } from './cli.ts'
import { findDeployment } from './deployments.ts'
import type { Deployment } from './port.ts'

/**
 * `variable update` also creates; `create` skips a variable that exists, and exits 0. The value goes through a file that only
 * this user can read and that is removed afterwards; the CLI reads it line by line, so the value must be one line.
 */
export async function setVariable(
  cli: Cli,
  deployment: Deployment,
  key: string,
  value: Secret,
  { secret }: { secret: boolean }
): Promise<Deployment> {
  const file = join(cli.folder, 'variable.env')
  writeFileSync(file, `${key}=${value.reveal()}\n`, { mode: 0o600 })
  let said: string
  try {
    const options = ['--deployment-id', deployment.id, '--workspace-id', deployment.workspaceId, '--load', '--env', file]
    const done = await cli.astro(['deployment', 'variable', 'update', ...options, ...(secret ? ['--secret'] : [])])
    // Its standard output is a table with all plain values: only the sentence about a failed update may be shown.
    said = complaint({ ...done, stdout: /^Something went wrong.*$/m.exec(done.stdout)?.[0] ?? '' })
  } finally {
    rmSync(file, { force: true })
  }
  const after = await findDeployment(cli, { id: deployment.id })
  const then = deployment.variables.get(key)
  const now = after.variables.get(key)
  if (now === undefined || now.secret !== secret || now.updatedAt === then?.updatedAt) {
    throw new UserError(`variable ${key} of Deployment ${deployment.name} was not set; astro said: ${said}`, {
      hint: 'Run again. If Astro refuses, use an astro-api-token that may update the Deployment.'
    })
  }
  return after
}
