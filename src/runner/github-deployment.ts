import { randomUUID } from 'node:crypto'
import type { Environment } from '../base/environment.ts'
import type { Secret } from '../base/secret.ts'
import { shortened, visible } from '../base/visible.ts'
import { type InputSource, modeOf, previewOf } from '../inputs/inputs.ts'
import type { Target } from '../plan/event.ts'
import { answerOf } from '../report/headline.ts'
import type { Report } from '../report/report.ts'
import { loadAhead, openGitHub, repositoryOf } from './github.ts'
import type { Listener } from './listeners.ts'
import { persist, Refused } from './persist.ts'
import type { PullRequest } from './pull-request.ts'
import { created, ENDED, notShown, type Shown, type Status, tell, type Untold } from './untold.ts'

interface Asked {
  /** Undefined: nobody asked for it. */
  readonly shown: Shown | undefined
  readonly token: Secret
  /** Made when the run is over. */
  readonly report: () => Report
  readonly targets: () => readonly Target[]
  /** Keeps for the post step what GitHub is still to be told; undefined: nothing. */
  readonly leave: (untold: Untold | undefined) => void
}

/**
 * Shows a run as a GitHub deployment: in progress once its plan is known, at its end a success or failure, with the page of the
 * Deployment. A run that fails before has begun nothing. Why that could not be shown never fails the run.
 */
export function showingDeployment(
  { shown, token, report, targets, leave }: Asked,
  say: { warning(message: string): void }
): Listener {
  if (shown === undefined || token.reveal() === '') return () => {}
  const connect = (signal: AbortSignal) => openGitHub(shown.repository, token, signal)
  const { environment, ref } = shown
  const log = shown.log === undefined ? {} : { log_url: shown.log }
  const mark = randomUUID()
  /** How it ends, as far as that is known. */
  let status: Status = { state: 'error', description: ENDED, ...log }
  /** Undefined: GitHub has no deployment of this run, or knows how it ended. Without an id, it was asked for one. */
  let open: { readonly id?: number } | undefined
  const keep = (deployment: typeof open) => {
    open = deployment
    leave(deployment && { environment, ref, mark, status, ...deployment })
  }
  let beginning: Promise<number | undefined> | undefined
  const warn = (error: unknown) => {
    say.warning(notShown(environment, error))
    return undefined
  }
  // What GitHub may have done without an answer, or may do next time, is left to the post step.
  const giveUp = (error: unknown) => {
    warn(error)
    if (error instanceof Refused && error.isFinal) keep(undefined)
    return undefined
  }
  const begin = async () => {
    const id = await created(shown, mark, connect, () => keep({})).catch(giveUp)
    if (id === undefined) return undefined
    keep({ id })
    await persist(async signal => await tell(await connect(signal), id, { state: 'in_progress', ...log })).catch(warn)
    return id
  }
  const end = async (outcome: 'succeeded' | 'failed') => {
    const [target, ...others] = targets()
    const url = others.length === 0 && target?.url !== undefined ? { environment_url: target.url } : {}
    const state = outcome === 'succeeded' ? 'success' : 'failure'
    status = { state, description: shortened(visible(answerOf(report())), LONGEST), ...url, ...log }
    // GitHub may be silent for longer than this step lives.
    if (open !== undefined) keep(open)
    const id = await beginning
    if (id === undefined) return
    await persist(async signal => await tell(await connect(signal), id, status)).then(() => keep(undefined), giveUp)
  }
  return event => {
    if (event.kind === 'begun') loadAhead()
    // A plan that is made again belongs to the same deployment.
    if (event.kind === 'planned') beginning ??= begin()
    return event.kind === 'ended' && beginning !== undefined ? end(event.outcome) : undefined
  }
}

/** GitHub takes 140 characters. */
const LONGEST = 140

/** What the inputs ask to show; undefined for nothing, and outside GitHub. */
export function shownBy(source: InputSource, env: Environment, pullRequest: PullRequest | undefined): Shown | undefined {
  const environment = source.get('github-environment')
  const repository = repositoryOf(env)
  const ref = pullRequest?.base.head ?? env['GITHUB_SHA'] ?? ''
  const preview = previewOf(source)
  if (environment === '' || modeOf(source) !== 'deploy' || repository === undefined || ref === '') return undefined
  // It deploys nothing, and what it deletes would be shown as the newest that is there.
  if (preview?.ends) return undefined
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_RUN_ID: run } = env
  return {
    repository,
    environment,
    ref,
    ...(preview && { preview: preview.of }),
    ...(server && run ? { log: `${server}/${name}/actions/runs/${run}` } : {})
  }
}
