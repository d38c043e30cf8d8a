import { randomUUID } from 'node:crypto'
import type { Environment } from '../base/environment.ts'
import type { Run } from '../records/lock.ts'

/** Which attempt of which run this is; a terminal is a run of its own. */
export function currentRun(environment: Environment): Run {
  return { id: environment['GITHUB_RUN_ID'] || `local-${randomUUID()}`, attempt: Number(environment['GITHUB_RUN_ATTEMPT'] || 1) }
}
