import * as z from 'zod/mini'
import type { Environment } from '../base/environment.ts'
import type { Secret } from '../base/secret.ts'
import { readEvent } from '../launch/github-event.ts'
import { type Issue, issueOf } from '../report/drift.ts'
import type { Report } from '../report/report.ts'
import { besides, type GitHub, loadAhead, openGitHub, pagesOf, type Repository, shown, unlessGone, user } from './github.ts'
import type { Listener } from './listeners.ts'
import { persist, Refused, tryOnce } from './persist.ts'

interface Asked {
  /** Undefined: nobody asked for an issue, or there is no repository. */
  readonly repository: Repository | undefined
  /** Whether this run speaks for the default branch: another has another manifest, and would close or fill the same issue. */
  readonly isDefault: boolean
  readonly token: Secret
  /** Made when the run is over. */
  readonly report: () => Report
}

/**
 * Keeps one issue of the repository about what has drifted and what is due: opened, updated, closed and opened again. Why it could not
 * be kept never fails the run.
 */
export const reportingDrift =
  (
    { repository, isDefault, token, report }: Asked,
    say: { warning(message: string): void; notice(message: string): void }
  ): Listener =>
  event => {
    if (repository === undefined || token.reveal() === '') return
    if (event.kind === 'begun') loadAhead()
    if (event.kind !== 'ended') return
    if (!isDefault) return say.notice(ELSEWHERE)
    const issue = issueOf(report())
    // A run that failed early knows nothing, and so does not even look.
    if (issue.state === 'unknown') return
    return persist(async signal => keep(issue, await openGitHub(repository, token, signal), say)).then(
      isOpen => {
        if (isOpen && issue.state === 'unsure') say.notice(UNSURE)
      },
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error
        const hint = error.isForbidden ? '. Give the job `permissions: { contents: read, issues: write }`' : ''
        say.warning(`the issue about drift was not updated: ${error.message}${hint}. The job summary says what the run has found`)
      }
    )
  }

const UNSURE =
  'the issue about drift stays open: nothing is known to have drifted, but not everything could be compared. The issue lists what, and why'

const ELSEWHERE =
  'the issue about drift was left as it is: only a run on the default branch, and not for a pull request, keeps it. The job summary says what this run has found'

const EVENT = z.object({ repository: z.object({ default_branch: z.string() }) })

/** Whether a run is one on the default branch and not for a pull request. Where the event names no such branch, GitHub runs it there. */
export function isOnDefaultBranch(environment: Environment): boolean {
  if (environment['GITHUB_EVENT_NAME']?.startsWith('pull_request')) return false
  const branch = readEvent(environment, EVENT)?.repository.default_branch
  return branch === undefined || environment['GITHUB_REF'] === `refs/heads/${branch}`
}

/** Whether the issue is open in the end. Of two that runs opened at the same time, the other one is closed once it says what is true. */
async function keep(issue: Issue, github: GitHub, { notice }: { notice(message: string): void }): Promise<boolean> {
  const { where } = github
  const all = await own(github, issue.marker)
  // The one that a person has left open.
  const there = all.find(({ isOpen }) => isOpen) ?? all[0]
  const isOpen = await write(issue, there, github)
  const untidy = await tryOnce(async () => {
    for (const { number } of all.filter(one => one.isOpen && one !== there))
      await unlessGone(github.rest.issues.update({ ...where, issue_number: number, state: 'closed' }))
  }, where.request.signal)
  if (untidy !== undefined) notice(`a second issue about drift may still be open: ${untidy}`)
  return isOpen
}

type Own = Awaited<ReturnType<typeof own>>[number]

/** Who closes it while it is true has seen it: it is opened again when it says something else. Whether it is open in the end. */
async function write({ title, body, state }: Issue, there: Own | undefined, { where, rest }: GitHub): Promise<boolean> {
  if (there !== undefined) {
    if (there.body.trimEnd() === body.trimEnd() || (state === 'unsure' && !there.isOpen)) return there.isOpen
    const becomes = state === 'unwanted' ? 'closed' : 'open'
    const written = rest.issues.update({ ...where, issue_number: there.number, body, state: becomes })
    if (await unlessGone(written)) return becomes === 'open'
  }
  if (state === 'wanted') await shown(rest.issues.create({ ...where, title, body }))
  return state === 'wanted'
}

const ISSUE = z.object({
  ...{ number: z.int(), body: z.nullish(z.string()), user, state: z.string() },
  pull_request: z.optional(z.unknown())
})

/** The issues that begin with the marker and are by this token: anybody can write the marker. One, unless runs at the same time opened more. */
async function own({ rest, where, self }: GitHub, marker: string) {
  const creator = await self()
  const pages = pagesOf(ISSUE, page => rest.issues.listForRepo({ ...where, creator, state: 'all', direction: 'asc', ...page }))
  return await besides(pages, page =>
    page.flatMap(({ number, body, user: author, state, pull_request }) =>
      pull_request === undefined && author?.login === creator && body?.startsWith(marker)
        ? // GitHub stores line ends as browsers send them.
          [{ number, isOpen: state === 'open', body: body.replaceAll('\r\n', '\n') }]
        : []
    )
  )
}
