import { readFileSync, writeFileSync } from 'node:fs'
import { UserError } from '../base/errors.ts'
import { type Cli, complaint, REFUSED_AT_START, START_UP_FAILED } from './cli.ts'
import { DEPLOY_KINDS } from './deploy-types.ts'
import { findDeployment } from './deployments.ts'
import type { Deployment, DeployRequest, Shipped } from './port.ts'

/** Building and pushing an image takes minutes; the run's own limit comes first if it is shorter. */
const LIMIT_SECONDS = 3_600

export async function deploy(
  cli: Cli,
  deployment: Deployment,
  request: DeployRequest,
  onLine: (line: string) => void
): Promise<Deployment> {
  const args = deployArgs(deployment, request)
  const done = await keeping(request, () =>
    cli.astro(args, { cwd: request.projectDir, limitSeconds: LIMIT_SECONDS, onLine: line => onLine(line.trimEnd()) })
  )
  const after = await findDeployment(cli, { id: deployment.id })
  if (!DEPLOY_KINDS[request.type].confirmed.test(done.stdout) && !arrived(request, deployment.shipped, after.shipped)) {
    const said = complaint(done)
    if (said.includes(START_UP_FAILED)) throw new UserError(REFUSED_AT_START.message, { hint: REFUSED_AT_START.hint })
    throw new UserError(
      `astro deploy shipped nothing to Deployment ${deployment.name} (exit code ${done.exitCode}); it said: ${said}`,
      { hint: 'Fix what it reports, then run again. Its full output is above.' }
    )
  }
  return after
}

/** The id comes first: `deploy` has no `--deployment-id`. */
export function deployArgs(deployment: Deployment, { type, description }: DeployRequest): string[] {
  return [...DEPLOY_KINDS[type].argv(deployment.id), '--workspace-id', deployment.workspaceId, '--description', description]
}

/** A deploy whose answer was lost still shows in what the Deployment runs. */
export function arrived({ type }: Pick<DeployRequest, 'type'>, before: Shipped, after: Shipped): boolean {
  const [part] = DEPLOY_KINDS[type].ships
  return after[part] !== undefined && after[part] !== before[part]
}

/**
 * An image deploy changes a tracked `.dockerignore` and leaves it so; the next deploy in this checkout would find a dirty
 * tree, do nothing and exit 0. It is restored afterwards, and beforehand if an earlier deploy was killed.
 */
async function keeping<T>({ keep }: DeployRequest, act: () => Promise<T>): Promise<T> {
  if (keep === undefined) return await act()
  const restore = () => {
    if (readFileSync(keep.file, 'utf8') !== keep.text) writeFileSync(keep.file, keep.text)
  }
  restore()
  try {
    return await act()
  } finally {
    restore()
  }
}
