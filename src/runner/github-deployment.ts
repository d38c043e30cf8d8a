import { randomUUID } from 'node:crypto'
import type { Environment } from '../base/environment.ts'
import type { Secret } from '../base/secret.ts'
import { shortened, visible } from '../base/visible.ts'
import { type InputSource, modeOf } from '../inputs/inputs.ts'
import type { Target } from '../plan/event.ts'
import { answerOf } from '../report/headline.ts'
import type { Report } from '../report/report.ts'
import { loadAhead, openGitHub, repositoryOf } from './github.ts'
import type { Listener } from './listeners.ts'
import { persist } from './persist.ts'
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
  const open = (signal: AbortSignal) => openGitHub(shown.repository, token, signal)
  const { environment, ref } = shown
  const log = shown.log === undefined ? {} : { log_url: shown.log }
  const ended: Untold = { environment, ref, mark: randomUUID(), status: { state: 'error', description: ENDED, ...log } }
  let beginning: Promise<number | undefined> | undefined
  const warn = (error: unknown) => {
    say.warning(notShown(environment, error))
    return undefined
  }
  const begin = async () => {
    leave(ended)
    const id = await created(shown, ended.mark, open).catch(warn)
    leave(id === undefined ? undefined : { ...ended, id })
    if (id !== undefined)
      await persist(async signal => await tell(await open(signal), id, { state: 'in_progress', ...log })).catch(warn)
    return id
  }
  const end = async (outcome: 'succeeded' | 'failed') => {
    const id = await beginning
    if (id === undefined) return
    const [target, ...others] = targets()
    const url = others.length === 0 && target?.url !== undefined ? { environment_url: target.url } : {}
    const state = outcome === 'succeeded' ? 'success' : 'failure'
    const status: Status = { state, description: shortened(visible(answerOf(report())), LONGEST), ...url, ...log }
    leave({ ...ended, id, status })
    await persist(async signal => await tell(await open(signal), id, status)).catch(warn)
    leave(undefined)
  }
  return event => {
    if (event.kind === 'begun') loadAhead()
    // A plan that is made again belongs to the same deployment.
    if (event.kind === 'planned') beginning ??= begin()
    return event.kind === 'ended' ? end(event.outcome) : undefined
  }
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
