import * as z from 'zod/mini'
import type { Environment } from '../base/environment.ts'
import { UserError } from '../base/errors.ts'
import { readEvent } from '../launch/github-event.ts'

/** The run that a `workflow_run` follows: of which commit, on which branch of which repository. */
export interface Origin {
  readonly branch: string
  readonly commit: string
  /** Undefined once the fork is deleted. */
  readonly repository: string | undefined
}

const EVENT = z.object({
  workflow_run: z.object({
    event: z.literal('pull_request'),
    head_branch: z.string(),
    head_sha: z.string().check(z.regex(/^[0-9a-f]{40,64}$/)),
    head_repository: z.nullish(z.object({ full_name: z.string() }))
  })
})

/** Throws for every other event. GitHub says nothing there of a pull request from a fork but its head. */
export function originOf(environment: Environment): Origin {
  const found = environment['GITHUB_EVENT_NAME'] === 'workflow_run' ? readEvent(environment, EVENT)?.workflow_run : undefined
  if (found !== undefined)
    return { branch: found.head_branch, commit: found.head_sha, repository: found.head_repository?.full_name }
  throw new UserError('this workflow does not run after one for a pull request', {
    hint: "Run it `on: workflow_run`, and the job only `if: github.event.workflow_run.event == 'pull_request'`."
  })
}
