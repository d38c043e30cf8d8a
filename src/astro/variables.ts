import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../base/errors.ts'
import type { Finished } from '../base/process.ts'
import type { Secret } from '../base/secret.ts'
import type { Api } from './api.ts'
import { type Cli, complaint } from './cli.ts'
import { readDeployment } from './deployments.ts'
import type { Deployment, DeploymentVariable } from './port.ts'

/**
 * Sets one variable. A new time afterwards proves nothing, since other changes may move all times: the CLI must confirm that
 * the platform took the update, and the Deployment must show nothing else.
 */
export async function setVariable(
  { cli, api }: { readonly cli: Cli; readonly api: Api },
  deployment: Deployment,
  key: string,
  value: Secret,
  options: { secret: boolean }
): Promise<Deployment> {
  const before = deployment.variables.get(key)
  // The CLI leaves the mark of a secret variable as it is.
  const secret = options.secret || before?.secret === true
  const done = await update(cli, deployment, { key, value, secret })
  if (!isConfirmed(done, key)) {
    // Its standard output is a table with all plain values: only the sentence about a failed update may be shown.
    const said = complaint({ ...done, stdout: /^Something went wrong.*$/m.exec(done.stdout)?.[0] ?? '' })
    throw new UserError(
      `astro did not confirm that variable ${key} of Deployment ${deployment.name} was set (exit code ${done.exitCode}); it said: ${said}`,
      { hint: 'Run again. If Astro refuses, use an `astro-api-token` that may update the Deployment.' }
    )
  }
  const after = await readDeployment(api, deployment)
  if (!isShown(after.variables.get(key), { before, value, isSecret: options.secret })) {
    throw new UserError(`astro set variable ${key} of Deployment ${deployment.name}, but Astro does not show it`, {
      hint: 'Somebody else may have changed the variables at the same moment. Run again.'
    })
  }
  return after
}

/**
 * `variable update` also creates; `create` skips a variable that exists, and exits 0. The value goes through a file that only
 * this user can read and that is removed afterwards; the CLI reads it line by line, so the value must be one line.
 */
async function update(
  cli: Cli,
  { id, workspaceId }: Deployment,
  { key, value, secret }: { key: string; value: Secret; secret: boolean }
): Promise<Finished> {
  const file = join(cli.folder, 'variable.env')
  writeFileSync(file, `${key}=${value.reveal()}\n`, { mode: 0o600 })
  try {
    const options = ['--deployment-id', id, '--workspace-id', workspaceId, '--load', '--env', file]
    return await cli.astro(['deployment', 'variable', 'update', ...options, ...(secret ? ['--secret'] : [])])
  } finally {
    rmSync(file, { force: true })
  }
}

/**
 * The CLI prints which variable it is about to set, then sends the update, and then prints all variables. Anything that it
 * says about an update that was not taken, even with exit code 0, comes in between. The table itself may contain any text.
 */
export function isConfirmed({ exitCode, stdout }: Pick<Finished, 'exitCode' | 'stdout'>, key: string): boolean {
  const [before = '', table] = stdout.split("\nUpdated list of your Deployment's variables:", 2)
  return exitCode === 0 && table !== undefined && /(adding|updating) variable (\S+)\s*$/.exec(before)?.[2] === key
}

interface WasSet {
  readonly before: DeploymentVariable | undefined
  readonly value: Secret
  readonly isSecret: boolean
}

/**
 * Whether the Deployment shows what was set, as far as it shows anything: the value of a variable with the mark cannot be read. A
 * new secret differs from the last one, and comes with a new time; what is no secret may be set again as it was.
 */
export function isShown(now: DeploymentVariable | undefined, { before, value, isSecret }: WasSet): boolean {
  if (now === undefined) return false
  if (isSecret) return now.secret && now.updatedAt !== before?.updatedAt
  return now.secret ? before?.secret === true : now.value?.reveal() === value.reveal()
}
