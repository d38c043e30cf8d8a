import { tmpdir } from 'node:os'
import { currentRun } from '../launch/current-run.ts'
import { trustedIn } from '../launch/github-event.ts'
import type { Door } from '../launch/launch.ts'
import type { Tell } from '../plan/event.ts'
import { log, mask, taken } from './log.ts'
import { idToken } from './oidc.ts'
import type { PullRequest } from './pull-request.ts'
import { leaveFolder, leaveToken } from './state.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the runner keeps what lives as long as the job. */
export const tempIn = (environment: Environment): string => environment['RUNNER_TEMP'] || tmpdir()

/** What the step of a workflow gives a run. */
export const doorOf = (environment: Environment, tell: Tell, pullRequest?: PullRequest): Door => ({
  ports: {
    environment,
    tell,
    mask,
    run: currentRun(environment),
    workspace: environment['GITHUB_WORKSPACE'] || '.',
    repository: environment['GITHUB_REPOSITORY'] ?? '',
    ...(pullRequest === undefined ? {} : { base: pullRequest.base }),
    ...trustedIn(environment)
  },
  temp: tempIn(environment),
  warn: message => log.warning(message),
  taken,
  onFolder: leaveFolder,
  onToken: leaveToken,
  idToken
})
