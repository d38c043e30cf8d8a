import type { getOctokit } from '@actions/github'
import * as z from 'zod/mini'
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

/** `headRefOid`: its last commit. Without a repository once the fork is deleted. */
const openPullRequest = z.object({
  number: z.int(),
  headRefOid: z.string(),
  headRepository: z.nullable(z.object({ nameWithOwner: z.string() }))
})

export type OpenPullRequest = Readonly<z.output<typeof openPullRequest>>

const FOUND = z.object({ repository: z.object({ pullRequests: z.object({ nodes: z.array(openPullRequest) }) }) })
const VIEWER = z.object({ viewer: z.object({ login: z.string() }) })

/** What GitHub has answered, if it has this form. Whatever stands between may answer anything with status 200. */
export function shaped<T>(shape: z.ZodMiniType<T>, answer: unknown): T {
  const { data } = shape.safeParse(answer)
  if (data === undefined) throw new Error("an answer that is not GitHub's")
  return data
}

/** Who wrote what it is about; null if the account is gone. */
export const user = z.nullish(z.object({ login: z.string() }))

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
      const answer = await octokit.graphql(FROM_BRANCH, { ...{ owner, repo, branch }, request: { signal } })
      return shaped(FOUND, answer).repository.pullRequests.nodes
    },
    async self() {
      return shaped(VIEWER, await octokit.graphql('query { viewer { login } }', { request: { signal } })).viewer.login
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

/** A list, page by page. `octokit.paginate` drops the signal. */
export async function* pagesOf<T>(
  shape: z.ZodMiniType<T>,
  ask: (page: { per_page: number; page: number }) => Promise<{ data: unknown }>
): AsyncGenerator<readonly T[]> {
  for (let page = 1; ; page++) {
    const entries = shaped(z.array(shape), (await ask({ per_page: PAGE, page })).data)
    yield entries
    if (entries.length < PAGE) return
  }
}

/**
 * Those that runs at the same time have made, which are next to each other: of the first page that has one, and of the page after it.
 * `own`: which of a page they are.
 */
export async function besides<T, R>(
  pages: AsyncIterable<readonly T[]>,
  own: (page: readonly T[]) => readonly R[] | Promise<readonly R[]>
): Promise<readonly R[]> {
  let found: readonly R[] = []
  for await (const page of pages) {
    const mine = await own(page)
    if (found.length > 0) return [...found, ...mine]
    found = mine
  }
  return found
}

const NUMBERED = z.object({ id: z.int() })

/** Throws unless GitHub shows what it has made or changed: whatever stands between may answer with status 200. */
export async function shown(request: Promise<{ data: unknown }>): Promise<void> {
  shaped(NUMBERED, (await request).data)
}

/** The same for a change; false if somebody has deleted what was just listed. */
export async function unlessGone(request: Promise<{ data: unknown }>): Promise<boolean> {
  try {
    await shown(request)
    return true
  } catch (error) {
    if ([404, 410].includes((error as { status?: number }).status ?? 0)) return false
    throw error
  }
}
