import type { getOctokit } from '@actions/github'
import type { Environment } from '../base/environment.ts'
import type { Secret } from '../base/secret.ts'

export interface Repository {
  readonly owner: string
  readonly repo: string
}

/** GitHub as a token sees it. A call that fails throws what @octokit throws, with `status` and `response`. */
export interface GitHub {
  readonly rest: ReturnType<typeof getOctokit>['rest']
  /** What every call about the repository is given, with the signal that ends it. */
  readonly where: Repository & { readonly request: { readonly signal: AbortSignal } }
  /** Open pull requests from a branch of that name, in the repository and in its forks; the 100 that were updated last. */
  pullRequestsFrom(branch: string): Promise<readonly OpenPullRequest[]>
  /** Login of whoever the token belongs to: the only way that works for the job's token and for that of any App. */
  self(): Promise<string>
}

export interface OpenPullRequest {
  readonly number: number
  /** Its last commit. */
  readonly headRefOid: string
  /** Null once the fork is deleted. */
  readonly headRepository: { readonly nameWithOwner: string } | null
}

/** Of the workflow; undefined outside GitHub. */
export function repositoryOf(environment: Environment): Repository | undefined {
  const [owner = '', repo = ''] = (environment['GITHUB_REPOSITORY'] ?? '').split('/')
  return repo === '' ? undefined : { owner, repo }
}

const load = () => import('@actions/github')

/** Why that failed, if it does, is told when GitHub is asked. */
export const loadAhead = (): void => void load().catch(() => {})

/** GitHub at GITHUB_API_URL. Loaded when it is asked: most runs never do. */
export async function openGitHub({ owner, repo }: Repository, token: Secret, signal: AbortSignal): Promise<GitHub> {
  const { getOctokit } = await load()
  const quiet = () => {}
  // What it would print goes past the masks.
  const octokit = getOctokit(token.reveal(), { log: { debug: quiet, info: quiet, warn: quiet, error: quiet } })
  // What is no JSON, or half of one, it hands over as text.
  octokit.hook.after('request', ({ data }) => {
    if (typeof data !== 'object' || data === null) throw new Error('a page instead of an answer')
  })
  return {
    rest: octokit.rest,
    where: { owner, repo, request: { signal } },
    async pullRequestsFrom(branch) {
      const { repository } = await octokit.graphql<{ repository: { pullRequests: { nodes: OpenPullRequest[] } } }>(FROM_BRANCH, {
        ...{ owner, repo, branch },
        request: { signal }
      })
      return repository.pullRequests.nodes
    },
    async self() {
      const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }', {
        request: { signal }
      })
      return viewer.login
    }
  }
}

/** REST gives whole repositories with each of them, and finds branches of one owner at a time. */
const FROM_BRANCH = `query ($owner: String!, $repo: String!, $branch: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequests(headRefName: $branch, states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number headRefOid headRepository { nameWithOwner } }
    }
  }
}`

const PAGE = 100

/** All entries of a list, page by page. `octokit.paginate` drops the signal. */
export async function* allOf<T>(ask: (page: { per_page: number; page: number }) => Promise<{ data: T[] }>): AsyncGenerator<T> {
  for (let page = 1; ; page++) {
    const { data } = await ask({ per_page: PAGE, page })
    yield* data
    if (data.length < PAGE) return
  }
}
