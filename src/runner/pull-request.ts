import * as z from 'zod/mini'
import type { Environment } from '../base/environment.ts'
import { readEvent } from '../launch/github-event.ts'
import { type Repository, repositoryOf } from './github.ts'

/** The pull request that a workflow runs for. */
export interface PullRequest extends Repository {
  readonly number: number
  /** Where it is to be merged into, and its own last commit. */
  readonly base: { readonly branch: string; readonly commit: string; readonly head: string }
  readonly isClosed: boolean
  /** Why GitHub gives its runs a token that may only read; undefined if it gives them one that may write. */
  readonly readOnly: 'fork' | 'Dependabot' | undefined
}

const commit = z.string().check(z.regex(/^[0-9a-f]{40,64}$/))

const EVENT = z.object({
  action: z.optional(z.string()),
  pull_request: z.object({
    number: z.int().check(z.minimum(1)),
    base: z.object({ ref: z.string(), sha: commit }),
    /** Null once the fork is deleted. */
    head: z.object({ sha: commit, repo: z.nullable(z.object({ full_name: z.string() })) })
  })
})

/** Undefined for every other event, and for a file that is not GitHub's. */
export function pullRequestOf(environment: Environment): PullRequest | undefined {
  const repository = repositoryOf(environment)
  if (environment['GITHUB_EVENT_NAME'] !== 'pull_request' || repository === undefined) return undefined
  const event = eventOf(environment)
  if (event === undefined) return undefined
  const { number, base, head } = event.pull_request
  const readOnly = isFork(event, environment)
    ? 'fork'
    : environment['GITHUB_ACTOR'] === 'dependabot[bot]'
      ? 'Dependabot'
      : undefined
  return {
    ...repository,
    number,
    base: { branch: base.ref, commit: base.sha, head: head.sha },
    isClosed: event.action === 'closed',
    readOnly
  }
}

/** The number of the pull request, or `refs/heads/…` of the branch, also one that was just deleted, that the event is about; or empty. */
export function previewFor(environment: Environment): string {
  const { GITHUB_EVENT_NAME: name = '', GITHUB_REF_TYPE: type, GITHUB_REF_NAME: branch = '' } = environment
  if (name.startsWith('pull_request')) return String(eventOf(environment)?.pull_request.number ?? '')
  if (name !== 'delete') return type === 'branch' ? `refs/heads/${branch}` : ''
  const { ref, ref_type: deleted } = readEvent(environment, DELETED) ?? {}
  return deleted === 'branch' && ref !== undefined ? `refs/heads/${ref}` : ''
}

const DELETED = z.object({ ref: z.string(), ref_type: z.string() })

type Event = z.output<typeof EVENT>

/** A fork that was deleted has no name any more. */
const isFork = ({ pull_request: { head } }: Event, environment: Environment): boolean =>
  head.repo?.full_name !== environment['GITHUB_REPOSITORY']

const eventOf = (environment: Environment): Event | undefined => readEvent(environment, EVENT)
