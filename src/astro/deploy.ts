import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import type { Finished } from '../base/process.ts'
import type { Api } from './api.ts'
import { type Cli, complaint } from './cli.ts'
import { DEPLOY_KINDS, type DeployType, projectOf, shipsOf, versionsOf } from './deploy-types.ts'
import { bundleVersions, type DeployEntry, listDeploys, marked, withMark } from './deploys.ts'
import type { Deployment, DeployRequest, Shipped } from './port.ts'
import { NO_VARIABLES } from './tests.ts'

/** Building and pushing an image takes minutes; the run's own limit comes first if it is shorter. */
const LIMIT_SECONDS = 3_600

export async function deploy(
  { cli, api }: { readonly cli: Cli; readonly api: Api },
  deployment: Deployment,
  request: DeployRequest,
  mark: string,
  { isParsed, onLine }: { readonly isParsed: boolean; readonly onLine: (line: string) => void | Promise<void> }
): Promise<Shipped> {
  const args = deployArgs(deployment, request, mark)
  const done = await keeping(request, () =>
    cli.astro(args, {
      // From the folder of the run, the CLI obeys no configuration of a dbt project, and leaves no archive in it.
      ...(projectOf(request.type) === 'astro' ? { cwd: request.projectDir } : {}),
      limitSeconds: LIMIT_SECONDS,
      environment: isParsed ? { ASTRONOMER_SKIP_PARSE: 'true' } : {},
      onLine: line => onLine(line.trimEnd())
    })
  )
  const command = commandOf(request.type)
  const ours = await lookUntilTold(api, deployment, mark, { type: request.type, done, signal: cli.signal }).catch(error => {
    if (cli.signal.aborted || !(error instanceof UserError)) throw error
    throw new UserError(
      `it is unknown whether ${command} shipped anything to Deployment ${deployment.name} (exit code ${done.exitCode}): ${error.message}`,
      { hint: 'Run again. If Astro refuses, use an `astro-api-token` that may list the deploys of the Deployment.' }
    )
  })
  const [entry] = ours
  if (entry === undefined || !isProved(request.type, ours, done)) {
    throw new UserError(
      `nothing shows that ${command} shipped anything to Deployment ${deployment.name} (exit code ${done.exitCode}; ${listed(ours)}): ${complaint(done)}`,
      { hint: 'Fix what it reports, then run again. Its full output is above.' }
    )
  }
  return versionsOf(entry)
}

const commandOf = (type: DeployType): string => (projectOf(type) === 'dbt' ? 'astro dbt deploy' : 'astro deploy')

/** What the deploy with this mark brought; undefined unless the platform lists it, and it alone, as deployed. */
export async function arrived(api: Api, deployment: Deployment, mark: string): Promise<Shipped | undefined> {
  const [entry, ...others] = await look(api, deployment, mark)
  return entry?.status === 'DEPLOYED' && others.length === 0 ? versionsOf(entry) : undefined
}

interface Told {
  readonly type: DeployType
  readonly done: Finished
  readonly signal: AbortSignal
}

const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000]

/** The list shows no version of a dbt project before it shows its deploy as deployed, which may take a moment. */
async function lookUntilTold(api: Api, deployment: Deployment, mark: string, { type, done, signal }: Told) {
  let ours = await look(api, deployment, mark)
  for (const pause of projectOf(type) === 'dbt' && done.exitCode === 0 ? PAUSES_MS : []) {
    if (ours.length !== 1 || ours[0]?.status !== 'INITIALIZED' || isProved(type, ours, done)) break
    await sleep(pause, undefined, { signal })
    ours = await look(api, deployment, mark)
  }
  return ours
}

const look = async (api: Api, deployment: Deployment, mark: string) =>
  withMark(await listDeploys(api, deployment), deployment.id, mark)

/** The id comes first: `deploy` has no `--deployment-id`. */
export function deployArgs(deployment: Deployment, request: DeployRequest, mark: string): string[] {
  const { type, description } = request
  return [
    ...DEPLOY_KINDS[type].argv(deployment.id),
    ...['--workspace-id', deployment.workspaceId, '--description', marked(description, mark)],
    ...(projectOf(type) === 'dbt' ? optionsOfDbt(request) : optionsOfAstro(request))
  ]
}

const optionsOfAstro = ({ type, force, imageName, environmentFile }: DeployRequest): readonly string[] => [
  // Without the flag, the CLI hands .env to the parse that goes before each image.
  ...(shipsOf(type).includes('image') ? ['--env', environmentFile ?? NO_VARIABLES] : []),
  ...(force ? ['--force'] : []),
  ...(imageName === undefined ? [] : ['--image-name', imageName])
]

const optionsOfDbt = ({ projectDir, mountPath }: DeployRequest): readonly string[] => [
  '--project-path',
  resolve(projectDir),
  ...(mountPath === undefined ? [] : ['--mount-path', mountPath])
]

/**
 * Whether our own deploy is known to have been carried out: the platform lists it as deployed, or has answered the CLI with
 * the version that our entry has. A build can print the same line as the CLI; only with exit code 0, which after a build
 * means an accepted deploy, is it the platform's answer. Anything else that the Deployment shows may be somebody else's doing.
 * The version of a dbt project is that of the upload, so the line alone is no answer: the CLI prints it whoever answered last.
 */
export function isProved(type: DeployType, ours: readonly DeployEntry[], { exitCode, stdout }: Finished): boolean {
  const [entry, ...others] = ours
  if (entry === undefined || others.length > 0) return false
  if (entry.status === 'DEPLOYED') return true
  const answer = [...stdout.matchAll(DEPLOY_KINDS[type].accepted)].at(-1)?.[1]
  const brought = projectOf(type) === 'dbt' ? bundleVersions(entry) : Object.values(versionsOf(entry))
  const known = answer !== undefined && brought.includes(answer)
  return entry.status === 'INITIALIZED' && exitCode === 0 && known
}

function listed([entry, ...others]: readonly DeployEntry[]): string {
  if (entry === undefined) return 'Astro lists no deploy of this run'
  return others.length > 0 ? 'Astro lists several deploys with its mark' : `Astro lists it as ${entry.status}`
}

/**
 * An image deploy changes a tracked `.dockerignore` and leaves it so; the next deploy in this checkout would find a dirty
 * tree, do nothing and exit 0. It is restored afterwards, and beforehand if an earlier deploy was killed.
 */
async function keeping<T>({ keep }: DeployRequest, act: () => Promise<T>): Promise<T> {
  if (keep === undefined) return await act()
  const restore = () => {
    if (readIfThere(keep.file) !== keep.text) writeFileSync(keep.file, keep.text)
  }
  restore()
  try {
    return await act()
  } finally {
    restore()
  }
}
