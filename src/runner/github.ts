import type { Secret } from '../base/secret.ts'
import type { PullRequest } from './pull-request.ts'

/** A comment of a pull request, as far as it matters here. */
export interface Comment {
  readonly id: number
  readonly body: string
  /** Login of its author. */
  readonly author: string
}

/** What this action asks of GitHub. A call that fails throws what @octokit throws, with `status` and `response`. */
export interface GitHub {
  /** All comments of the pull request, the oldest first. */
  comments(): AsyncGenerator<Comment>
  /** Login of whoever the token belongs to. */
  self(): Promise<string>
  create(body: string): Promise<void>
  update(id: number, body: string): Promise<void>
}

const PAGE = 100

const load = () => import('@actions/github')

/** Why that failed, if it does, is told when GitHub is asked. */
export const loadAhead = (): void => void load().catch(() => {})

/** GitHub as the token sees it, at GITHUB_API_URL. Loaded when it is asked: most runs never do. */
export async function openGitHub({ owner, repo, number }: PullRequest, token: Secret, signal: AbortSignal): Promise<GitHub> {
  const { getOctokit } = await load()
  const quiet = () => {}
  // What it would print goes past the masks.
  const octokit = getOctokit(token.reveal(), { log: { debug: quiet, info: quiet, warn: quiet, error: quiet } })
  const { issues } = octokit.rest
  const where = { owner, repo, request: { signal } }
  return {
    async *comments() {
      // `octokit.paginate` drops the signal.
      for (let page = 1; ; page++) {
        const { data } = await issues.listComments({ ...where, issue_number: number, per_page: PAGE, page })
        for (const { id, body, user } of data) yield { id, body: body ?? '', author: user?.login ?? '' }
        if (data.length < PAGE) return
      }
    },
    async self() {
      const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }', {
        request: { signal }
      })
      return viewer.login
    },
    async create(body) {
      await issues.createComment({ ...where, issue_number: number, body })
    },
    async update(id, body) {
      await issues.updateComment({ ...where, comment_id: id, body })
    }
  }
}
