import * as z from 'zod/mini'
import type { Environment } from '../base/environment.ts'
import { readUtf8 } from '../base/files.ts'

/** The pull request that a workflow runs for. */
export interface PullRequest {
  readonly owner: string
  readonly repo: string
  readonly number: number
  readonly base: { readonly branch: string; readonly commit: string }
  readonly isClosed: boolean
  /** Why GitHub gives its runs a token that may only read; undefined if it gives them one that may write. */
  readonly readOnly: 'fork' | 'Dependabot' | undefined
}

const EVENT = z.object({
  action: z.optional(z.string()),
  pull_request: z.object({
    number: z.int().check(z.minimum(1)),
    base: z.object({ ref: z.string(), sha: z.string().check(z.regex(/^[0-9a-f]{40,64}$/)) }),
    /** Null once the fork is deleted. */
    head: z.object({ repo: z.nullable(z.object({ full_name: z.string() })) })
  })
})

/** Undefined for every other event, and for a file that is not GitHub's. */
export function pullRequestOf(environment: Environment): PullRequest | undefined {
  const [owner = '', repo = ''] = (environment['GITHUB_REPOSITORY'] ?? '').split('/')
  if (environment['GITHUB_EVENT_NAME'] !== 'pull_request' || repo === '') return undefined
  const event = EVENT.safeParse(eventIn(environment['GITHUB_EVENT_PATH'] ?? '')).data
  if (event === undefined) return undefined
  const { number, base, head } = event.pull_request
  const isFork = head.repo?.full_name !== `${owner}/${repo}`
  const readOnly = isFork ? 'fork' : environment['GITHUB_ACTOR'] === 'dependabot[bot]' ? 'Dependabot' : undefined
  return { owner, repo, number, base: { branch: base.ref, commit: base.sha }, isClosed: event.action === 'closed', readOnly }
}

function eventIn(file: string): unknown {
  try {
    return JSON.parse(readUtf8(file))
  } catch {
    return undefined
  }
}
