import * as z from 'zod/mini'
import type { Secret } from '../base/secret.ts'
import { commentOf, markerOf } from '../report/comment.ts'
import type { Report } from '../report/report.ts'
import { besides, type GitHub, loadAhead, openGitHub, pagesOf, shaped, shown, unlessGone, user } from './github.ts'
import type { Listener } from './listeners.ts'
import { persist, Refused, tryOnce } from './persist.ts'
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
    return persist(async signal => keep(report(), about, await openGitHub(pullRequest, token, signal), say)).then(
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
export async function keep(
  report: Report,
  { number, isClosed, commit }: Subject,
  github: GitHub,
  { notice, remark = '' }: Pick<Say, 'notice'> & { readonly remark?: string }
): Promise<boolean> {
  const { body, isNews } = commentOf(report, remark)
  const { where, rest } = github
  const marker = markerOf(report)
  const all = await own(github, number, marker)
  let [kept] = all
  const isWanted = kept === undefined ? isNews && !isClosed : kept.body.trimEnd() !== body.trimEnd()
  if (isWanted) {
    const now = shaped(PULL_REQUEST, (await rest.pulls.get({ ...where, pull_number: number })).data)
    if (now.head.sha !== commit) return false
    kept = await firstUpdated(all)
    if (kept === undefined && isNews && !isClosed)
      await shown(rest.issues.createComment({ ...where, issue_number: number, body }))
  }
  const others = kept === undefined ? [] : all.slice(all.indexOf(kept) + 1)
  const untidy = await tryOnce(async () => {
    for (const { id, body: said } of others)
      if (said.trimEnd() !== elsewhere(marker).trimEnd()) await isUpdated(id, elsewhere(marker))
  }, where.request.signal)
  if (untidy !== undefined) notice(`a second comment on the pull request may still say what an earlier run found: ${untidy}`)
  return true

  async function firstUpdated(those: typeof all) {
    for (const one of those) if (await isUpdated(one.id, body)) return one
    return undefined
  }

  function isUpdated(id: number, text: string): Promise<boolean> {
    return unlessGone(rest.issues.updateComment({ ...where, comment_id: id, body: text }))
  }
}

const elsewhere = (marker: string): string => `${marker}\nVault secrets backend: an earlier comment says what this one said.\n`

const PULL_REQUEST = z.object({ head: z.object({ sha: z.string() }) })
const COMMENT = z.object({ id: z.int(), body: z.optional(z.string()), user })

/** The comments that begin with the marker and are by this token: anybody can write the marker. One, unless runs at the same time made more. */
async function own({ rest, where, self }: GitHub, number: number, marker: string) {
  let login: string | undefined
  const pages = pagesOf(COMMENT, page => rest.issues.listComments({ ...where, issue_number: number, ...page }))
  return await besides(pages, async page => {
    // GitHub stores line ends as browsers send them.
    const marked = page.flatMap(({ body, ...one }) =>
      body?.startsWith(marker) ? [{ ...one, body: body.replaceAll('\r\n', '\n') }] : []
    )
    if (marked.length === 0) return []
    login ??= await self()
    return marked.filter(({ user: author }) => author?.login === login)
  })
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
