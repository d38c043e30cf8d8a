import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import { type Cli, complaint, REFUSED_AT_START, START_UP_FAILED } from './cli.ts'
import { findDeployment } from './deployments.ts'
import type { Deployment, DeployRequest, Shipped } from './port.ts'

/** Building and pushing an image takes minutes; the run's own limit comes first where it is shorter. */
const LIMIT_SECONDS = 3_600

const FLAGS = { 'image-and-dags': [], 'dags-only': ['--dags'], 'image-only': ['--image'] } as const

/** The CLI prints one of these only after the platform has confirmed the deploy. */
const CONFIRMED = /^\s*Deployed (DAG bundle|Image Tag):/m

export async function deploy(
  cli: Cli,
  deployment: Deployment,
  request: DeployRequest,
  onLine: (line: string) => void
): Promise<Deployment> {
  const args = deployArgs(deployment, request)
  const done = await keepingDockerignore(request.projectDir, () =>
    cli.astro(args, { cwd: request.projectDir, limitSeconds: LIMIT_SECONDS, onLine: line => onLine(line.trimEnd()) })
  )
  const after = await findDeployment(cli, { id: deployment.id })
  if (!CONFIRMED.test(done.stdout) && !arrived(request, deployment.shipped, after.shipped)) {
    const said = complaint(done)
    if (said.includes(START_UP_FAILED)) throw new UserError(REFUSED_AT_START.message, { hint: REFUSED_AT_START.hint })
    throw new UserError(
      `astro deploy shipped nothing to Deployment ${deployment.name} (exit code ${done.exitCode}); it said: ${said}`
    )
  }
  return after
}

/** The id stands first: `deploy` has no `--deployment-id`. */
export function deployArgs(deployment: Deployment, { type, description }: DeployRequest): string[] {
  return ['deploy', deployment.id, ...FLAGS[type], '--workspace-id', deployment.workspaceId, '--description', description]
}

/** A deploy whose answer was lost still shows in what the Deployment runs. */
export function arrived({ type }: Pick<DeployRequest, 'type'>, before: Shipped, after: Shipped): boolean {
  const moved = (key: keyof Shipped) => after[key] !== undefined && after[key] !== before[key]
  return type === 'dags-only' ? moved('dagTarballVersion') : moved('imageTag')
}

/**
 * An image deploy takes the `dags/` line and the last line break out of `.dockerignore` and leaves it so; the next deploy
 * in this checkout would find a dirty tree, do nothing and exit 0.
 */
async function keepingDockerignore<T>(projectDir: string, act: () => Promise<T>): Promise<T> {
  const file = join(projectDir, '.dockerignore')
  const text = existsSync(file) ? readFileSync(file) : undefined
  try {
    return await act()
  } finally {
    if (text !== undefined && !(existsSync(file) && readFileSync(file).equals(text))) writeFileSync(file, text)
  }
}
