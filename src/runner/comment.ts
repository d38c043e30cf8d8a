import * as z from 'zod/mini'
import type { Secret } from '../base/secret.ts'
import { commentOf, markerOf } from '../report/comment.ts'
import type { Report } from '../report/report.ts'
import { type GitHub, isGone, loadAhead, openGitHub, pagesOf, shaped, user } from './github.ts'
import type { Listener } from './listeners.ts'
import { persist, Refused } from './persist.ts'
import type { PullRequest } from './pull-request.ts'

interface Say {
  notice(message: string): void
  warning(message: string): void
}

interface Asked {
  readonly pullRequest: PullRequest | undefined
  readonly token: Secret
  /** Made when the run is over. */
  readonly report: () => Report
}

/** Keeps one comment of a pull request up to date: what the run would do, or has done. Why there is none never fails the run. */
export const commenting =
  ({ pullRequest, token, report }: Asked, say: Say): Listener =>
  event => {
    if (pullRequest === undefined || token.reveal() === '') return
    // What is large is loaded while the run works.
    if (event.kind === 'begun') loadAhead()
    if (event.kind !== 'ended') return
    const about = { ...pullRequest, commit: pullRequest.base.head }
    return persist(async signal => keep(report(), about, await openGitHub(pullRequest, token, signal))).then(
      isLast => {
        if (!isLast) say.notice(`The comment on the pull request was left as it is. ${OUTDATED}`)
      },
      error => explain(error, pullRequest, say)
    )
  }

export const OUTDATED = 'The commit of this run is no longer the last one of the pull request; the run for that one comments.'

/** The pull request to comment on, and the commit of it that the report is about. */
interface Subject extends Pick<PullRequest, 'number' | 'isClosed'> {
  readonly commit: string
}

/**
 * `remark`: what the comment says of its origin, as Markdown of our own. False, and nothing is written, if the pull request has another
 * last commit by now: the run for that one may have been faster.
 */
export async function keep(report: Report, { number, isClosed, commit }: Subject, github: GitHub, remark = ''): Promise<boolean> {
  const { body, isNews } = commentOf(report, remark)
  const { where, rest } = github
  const marker = markerOf(report)
  const [there, ...others] = await own(github, number, marker)
  for (const { id, body: said } of others)
    if (said.trimEnd() !== elsewhere(marker).trimEnd()) await isUpdated(id, elsewhere(marker))
  const isWanted = there === undefined ? isNews && !isClosed : there.body.trimEnd() !== body.trimEnd()
  if (!isWanted) return true
  const now = shaped(PULL_REQUEST, (await rest.pulls.get({ ...where, pull_number: number })).data)
  if (now.head.sha !== commit) return false
  if (there !== undefined && (await isUpdated(there.id, body))) return true
  if (isNews && !isClosed) await rest.issues.createComment({ ...where, issue_number: number, body })
  return true

  async function isUpdated(id: number, body: string): Promise<boolean> {
    try {
      await rest.issues.updateComment({ ...where, comment_id: id, body })
      return true
    } catch (error) {
      if (isGone(error)) return false
      throw error
    }
  }
}

const elsewhere = (marker: string): string => `${marker}\nVault secrets backend: an earlier comment says what this one said.\n`

const PULL_REQUEST = z.object({ head: z.object({ sha: z.string() }) })
const COMMENT = z.object({ id: z.int(), body: z.optional(z.string()), user })

/**
 * The comments that begin with the marker and are by this token: anybody can write the marker. One, or those that runs at the same time
 * have made beside it, which are next to each other.
 */
async function own({ rest, where, self }: GitHub, number: number, marker: string) {
  let login: string | undefined
  const pages = pagesOf(COMMENT, page => rest.issues.listComments({ ...where, issue_number: number, ...page }))
  for await (const page of pages) {
    // GitHub stores line ends as browsers send them.
    const marked = page.flatMap(({ body, ...one }) =>
      body?.startsWith(marker) ? [{ ...one, body: body.replaceAll('\r\n', '\n') }] : []
    )
    if (marked.length === 0) continue
    login ??= await self()
    const mine = marked.filter(({ user: author }) => author?.login === login)
    if (mine.length > 0) return mine
  }
  return []
}

export const PERMISSION = 'Give the job `permissions: { contents: read, pull-requests: write }`.'

function explain(error: unknown, { readOnly }: PullRequest, say: Say): void {
  if (!(error instanceof Refused)) throw error
  if (!error.isForbidden) {
    say.warning(`the comment on the pull request was not written: ${error.message}. The job summary has the same text`)
    return
  }
  const whose = readOnly === 'fork' ? 'from a fork' : 'of Dependabot'
  const why =
    readOnly === undefined
      ? `github-token may not comment on this pull request. ${PERMISSION}`
      : `GitHub lets no run for a pull request ${whose} comment on it.`
  say.notice(`The plan is in the job summary only: ${why}`)
}
