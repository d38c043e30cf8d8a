import * as z from 'zod/mini'
import type { Secret } from '../base/secret.ts'
import { type GitHub, openGitHub, type Repository, shaped } from './github.ts'
import { persist, Refused } from './persist.ts'

/** How a deployment is created on GitHub and told how it goes, in the step and, if that was killed, in its post step. */

/** What is shown in the timeline of an environment, and for which commit. */
export interface Shown {
  readonly repository: Repository
  readonly environment: string
  /** The branch or pull request whose preview it is: shown for a while, and ended by `endingPreview`, not by GitHub. */
  readonly preview?: string
  readonly ref: string
  /** Page of the run. */
  readonly log?: string
}

const STATUS = z.object({
  state: z.enum(['in_progress', 'success', 'failure', 'error', 'inactive']),
  description: z.optional(z.string()),
  environment_url: z.optional(z.string()),
  log_url: z.optional(z.string())
})

/** A deployment that GitHub was asked for, and how it ends if this step says nothing more. */
const UNTOLD = z.object({
  environment: z.string(),
  ref: z.string(),
  /** Finds it if GitHub has created it without an answer. */
  mark: z.string(),
  id: z.optional(z.int()),
  status: STATUS
})

export type Untold = z.output<typeof UNTOLD>
export type Status = z.output<typeof STATUS>

export const ENDED = 'The run was ended before it could say how it went'

/** What a warning says of it. */
export const notShown = (environment: string, error: unknown): string =>
  `environment ${environment} on GitHub does not show this run: ${whyNot(error)}`

/** What GitHub said, and what to do about it. */
export function whyNot(error: unknown): string {
  if (!(error instanceof Refused)) throw error
  const hint = error.isForbidden ? '. Give the job `permissions: { contents: read, deployments: write }`' : ''
  return `${error.message}${hint}`
}

/**
 * In the post step: tells what main has left untold, so that no deployment stays in progress. Gives whether there was one to tell
 * it of, or a warning.
 */
export async function tellUntold(
  text: string,
  repository: Repository | undefined,
  token: Secret
): Promise<'told' | 'not there' | { readonly warning: string }> {
  const untold = UNTOLD.safeParse(parsed(text)).data
  if (untold === undefined || repository === undefined)
    return { warning: 'what main left for GitHub cannot be read, so a deployment may stay in progress there' }
  const telling = async (signal: AbortSignal) => {
    const github = await openGitHub(repository, token, signal)
    const id = untold.id ?? (await find(github, untold))
    if (id === undefined) return 'not there'
    await tell(github, id, untold.status)
    return 'told'
  }
  return await persist(telling).catch(error => ({ warning: notShown(untold.environment, error) }))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Creates the deployment, once: the mark finds one that GitHub created without an answer. `asking`: called before each try. */
export async function created(
  shown: Shown,
  mark: string,
  open: (signal: AbortSignal) => Promise<GitHub>,
  asking: () => void
): Promise<number> {
  let attempts = 0
  return await persist(async signal => {
    const github = await open(signal)
    attempts += 1
    const found = attempts > 1 ? await find(github, { ...shown, mark }) : undefined
    if (found !== undefined) return found
    asking()
    return await create(github, shown, mark)
  })
}

/** Without an id, GitHub has merged a branch instead. */
const CREATED = z.object({ id: z.optional(z.int()), message: z.optional(z.string()) })

async function create({ rest, where }: GitHub, { environment, preview, ref }: Shown, mark: string): Promise<number> {
  const { data } = await rest.repos.createDeployment({
    ...where,
    ref,
    environment,
    payload: { mark, ...(preview !== undefined && { preview }) },
    ...(preview !== undefined && { transient_environment: true }),
    // Otherwise GitHub merges the default branch into the ref, and waits for all checks, this very job among them.
    auto_merge: false,
    required_contexts: []
  })
  const { id, message } = shaped(CREATED, data)
  if (id !== undefined) return id
  throw new Error(message ?? 'no deployment was created')
}

const DEPLOYMENTS = z.array(z.object({ id: z.int(), payload: z.unknown() }))
const MARKED = z.object({ mark: z.string() })

async function find(
  { rest, where }: GitHub,
  { environment, ref, mark }: Pick<Untold, 'environment' | 'ref' | 'mark'>
): Promise<number | undefined> {
  const { data } = await rest.repos.listDeployments({ ...where, environment, ref })
  return shaped(DEPLOYMENTS, data).find(({ payload }) => MARKED.safeParse(payload).data?.mark === mark)?.id
}

/** Says how it goes. */
export async function tell({ rest, where }: GitHub, id: number, { state, ...more }: Status): Promise<void> {
  // Absent, not undefined: what is undefined would be no text.
  const { description, environment_url, log_url } = more
  await rest.repos.createDeploymentStatus({
    ...where,
    deployment_id: id,
    state,
    ...(description !== undefined && { description }),
    ...(environment_url !== undefined && { environment_url }),
    ...(log_url !== undefined && { log_url })
  })
}
