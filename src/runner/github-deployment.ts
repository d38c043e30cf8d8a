import { randomUUID } from 'node:crypto'
import type { Environment } from '../base/environment.ts'
import type { Secret } from '../base/secret.ts'
import { shortened, visible } from '../base/visible.ts'
import { type InputSource, modeOf } from '../inputs/inputs.ts'
import type { Target } from '../plan/event.ts'
import { answerOf } from '../report/headline.ts'
import type { Report } from '../report/report.ts'
import { type GitHub, loadAhead, openGitHub, type Repository, repositoryOf } from './github.ts'
import type { Listener } from './listeners.ts'
import { persist, Refused } from './persist.ts'
import type { PullRequest } from './pull-request.ts'

/** What is shown in the timeline of an environment, and for which commit. */
export interface Shown {
  readonly repository: Repository
  readonly environment: string
  /** An environment of its own for a while, such as that of a preview: GitHub does not end its deployments by itself. */
  readonly isTransient?: boolean
  readonly ref: string
  /** Page of the run. */
  readonly log?: string
}

interface Asked {
  /** Undefined: nobody asked for it. */
  readonly shown: Shown | undefined
  readonly token: Secret
  /** Made when the run is over. */
  readonly report: () => Report
  readonly targets: () => readonly Target[]
}

/**
 * Shows a run as a GitHub deployment: in progress once its plan is known, at its end a success or failure, with the page of the
 * Deployment. A run that fails before has begun nothing. Why that could not be shown never fails the run.
 */
export function showingDeployment({ shown, token, report, targets }: Asked, say: { warning(message: string): void }): Listener {
  if (shown === undefined || token.reveal() === '') return () => {}
  const open = (signal: AbortSignal) => openGitHub(shown.repository, token, signal)
  let beginning: Promise<number | undefined> | undefined
  const warn = (error: unknown) => {
    if (!(error instanceof Refused)) throw error
    const hint = error.isForbidden ? '. Give the job `permissions: { contents: read, deployments: write }`' : ''
    say.warning(`environment ${shown.environment} on GitHub does not show this run: ${error.message}${hint}`)
    return undefined
  }
  const begin = async () => {
    const id = await created(shown, open).catch(warn)
    if (id !== undefined)
      await persist(async signal => await tell(await open(signal), id, shown, { state: 'in_progress' })).catch(warn)
    return id
  }
  const end = async (outcome: 'succeeded' | 'failed') => {
    const id = await beginning
    if (id === undefined) return
    const [target, ...others] = targets()
    const url = others.length === 0 && target?.url !== undefined ? { environment_url: target.url } : {}
    const state = outcome === 'succeeded' ? 'success' : 'failure'
    const description = shortened(visible(answerOf(report())), LONGEST)
    await persist(async signal => await tell(await open(signal), id, shown, { state, description, ...url })).catch(warn)
  }
  return event => {
    if (event.kind === 'begun') loadAhead()
    // A plan that is made again belongs to the same deployment.
    if (event.kind === 'planned') beginning ??= begin()
    return event.kind === 'ended' ? end(event.outcome) : undefined
  }
}

/** Creates the deployment, once: the mark finds one that GitHub created without an answer. */
async function created(shown: Shown, open: (signal: AbortSignal) => Promise<GitHub>): Promise<number> {
  const mark = randomUUID()
  let attempts = 0
  return await persist(async signal => {
    const github = await open(signal)
    attempts += 1
    return (attempts > 1 ? await find(github, shown, mark) : undefined) ?? (await create(github, shown, mark))
  })
}

async function create({ rest, where }: GitHub, { environment, isTransient, ref }: Shown, mark: string): Promise<number> {
  const { data } = await rest.repos.createDeployment({
    ...where,
    ref,
    environment,
    payload: { mark },
    ...(isTransient && { transient_environment: true }),
    // Otherwise GitHub merges the default branch into the ref, and waits for all checks, this very job among them.
    auto_merge: false,
    required_contexts: []
  })
  if ('id' in data) return data.id
  throw new Error(data.message ?? 'no deployment was created')
}

async function find({ rest, where }: GitHub, { environment, ref }: Shown, mark: string): Promise<number | undefined> {
  const { data } = await rest.repos.listDeployments({ ...where, environment, ref })
  return data.find(
    ({ payload }) => typeof payload === 'object' && payload !== null && 'mark' in payload && payload['mark'] === mark
  )?.id
}

type Status = Partial<Parameters<GitHub['rest']['repos']['createDeploymentStatus']>[0]> & {
  readonly state: 'in_progress' | 'success' | 'failure'
}

async function tell({ rest, where }: GitHub, id: number, { log }: Shown, status: Status): Promise<void> {
  await rest.repos.createDeploymentStatus({ ...where, deployment_id: id, ...status, ...(log !== undefined && { log_url: log }) })
}

/** GitHub takes 140 characters. */
const LONGEST = 140

/** What the inputs ask to show; undefined for nothing, and outside GitHub. */
export function shownBy(source: InputSource, env: Environment, pullRequest: PullRequest | undefined): Shown | undefined {
  const environment = source.get('github-environment')
  const repository = repositoryOf(env)
  const ref = pullRequest?.base.head ?? env['GITHUB_SHA'] ?? ''
  const preview = source.get('preview')
  if (environment === '' || modeOf(source) !== 'deploy' || repository === undefined || ref === '') return undefined
  // It deploys nothing, and what it deletes would be shown as the newest that is there.
  if (preview === 'delete') return undefined
  const isTransient = preview !== '' && preview !== 'off'
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_RUN_ID: run } = env
  return {
    repository,
    environment,
    ref,
    ...(isTransient && { isTransient }),
    ...(server && run ? { log: `${server}/${name}/actions/runs/${run}` } : {})
  }
}
