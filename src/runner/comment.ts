import { setTimeout as sleep } from 'node:timers/promises'
import type { Secret } from '../base/secret.ts'
import { commentOf, markerOf } from '../report/comment.ts'
import type { Report } from '../report/report.ts'
import type { GitHub } from './github.ts'
import { loadAhead, openGitHub } from './github.ts'
import type { Listener } from './listeners.ts'
import type { PullRequest } from './pull-request.ts'

/** Less than a listener may take. */
const LIMIT_MS = 15_000
const ATTEMPTS = 3
const FIRST_WAIT_MS = 300

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
    const signal = AbortSignal.timeout(LIMIT_MS)
    const open = () => openGitHub(pullRequest, token, signal)
    return keep(report(), pullRequest, { open, signal }).catch(error => explain(error, pullRequest, signal, say))
  }

/** Each attempt looks again for the comment: an earlier one may have made it without an answer. */
async function keep(
  report: Report,
  { isClosed }: PullRequest,
  { open, signal }: { open: () => Promise<GitHub>; signal: AbortSignal }
): Promise<void> {
  const { body, isNews } = commentOf(report)
  const github = await open()
  for (let attempt = 1; ; attempt++) {
    try {
      const there = await own(github, markerOf(report))
      if (there === undefined) return isNews && !isClosed ? await github.create(body) : undefined
      if (there.body.trimEnd() !== body.trimEnd()) await github.update(there.id, body)
      return
    } catch (error) {
      const wait = waitAfter(error, attempt)
      if (attempt === ATTEMPTS || wait === undefined || signal.aborted) throw error
      await sleep(wait, undefined, { signal })
    }
  }
}

/** The first comment that begins with the marker and is by this token: anybody can write the marker. */
async function own(github: GitHub, marker: string) {
  let self: string | undefined
  for await (const comment of github.comments()) {
    if (!comment.body.startsWith(marker)) continue
    self ??= await github.self()
    // GitHub stores line ends as browsers send them.
    if (comment.author === self) return { ...comment, body: comment.body.replaceAll('\r\n', '\n') }
  }
  return undefined
}

interface Refusal {
  readonly status?: number
  readonly message: string
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> }
}

/** How long to wait before another attempt; undefined if that would not help, or not in time. */
function waitAfter(error: unknown, attempt: number): number | undefined {
  const { status, message, response } = error as Refusal
  if (status === undefined || status >= 500) return FIRST_WAIT_MS * 2 ** attempt
  if (status !== 429 && !(status === 403 && /rate limit/i.test(message))) return undefined
  const seconds = Number(response?.headers?.['retry-after'] ?? Number.NaN)
  return seconds * 1000 < LIMIT_MS / 2 ? seconds * 1000 : undefined
}

const PERMISSION = 'Give the job `permissions: { contents: read, pull-requests: write }`.'

function explain(error: unknown, { readOnly }: PullRequest, signal: AbortSignal, say: Say): void {
  const { status, message, response } = error as Refusal
  if (status === 403 && /not accessible by/i.test(message)) {
    const whose = readOnly === 'fork' ? 'from a fork' : 'of Dependabot'
    const why =
      readOnly === undefined
        ? `github-token may not comment on this pull request. ${PERMISSION}`
        : `GitHub lets no run for a pull request ${whose} comment on it.`
    say.notice(`The plan is in the job summary only: ${why}`)
    return
  }
  const said = signal.aborted ? `no answer within ${LIMIT_MS / 1000} s` : message
  // Without an answer, @octokit makes up a 500.
  const code = response === undefined || signal.aborted ? '' : ` (${status})`
  say.warning(`the comment on the pull request was not written: GitHub${code}: ${said}. The job summary has the same text`)
}
