import * as z from 'zod/mini'
import type { Environment } from '../base/environment.ts'
import { readUtf8 } from '../base/files.ts'

/** What GitHub says of the event that a workflow runs for; undefined if there is none, or not in that shape. */
export function readEvent<T>(environment: Environment, shape: z.ZodMiniType<T>): T | undefined {
  try {
    return shape.safeParse(JSON.parse(readUtf8(environment['GITHUB_EVENT_PATH'] ?? ''))).data
  } catch {
    return undefined
  }
}

/** Null or absent once the fork is deleted. */
const HEAD = z.nullish(z.object({ full_name: z.string() }))

const OF_PULL_REQUEST = z.object({ pull_request: z.object({ head: z.object({ repo: HEAD }) }) })
const OF_OTHER_RUN = z.object({ workflow_run: z.object({ head_repository: HEAD }) })

/** Whose commit the event is about, for the events that give a run for a stranger's commit the secrets of this repository. */
const HEADS: Readonly<Record<string, (environment: Environment) => string | undefined>> = {
  pull_request_target: environment => readEvent(environment, OF_PULL_REQUEST)?.pull_request.head.repo?.full_name,
  workflow_run: environment => readEvent(environment, OF_OTHER_RUN)?.workflow_run.head_repository?.full_name
}

/**
 * Where such an event is about a commit of another repository, the commit of this one that alone may be obeyed: the one that the
 * workflow itself is taken from. An event that cannot be read counts as a stranger's.
 */
export function trustedIn(environment: Environment): { readonly trusted?: string } {
  const headOf = HEADS[environment['GITHUB_EVENT_NAME'] ?? '']
  if (headOf === undefined || headOf(environment) === (environment['GITHUB_REPOSITORY'] ?? '')) return {}
  return { trusted: environment['GITHUB_SHA'] ?? '' }
}
