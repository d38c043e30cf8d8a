import { setTimeout as sleep } from 'node:timers/promises'
import * as core from '@actions/core'
import { UserError } from '../errors.ts'
import { Secret } from '../secret.ts'

const ATTEMPTS = 4
const FIRST_WAIT_MS = 1_000

/** Whether GitHub offers this job a token at all: it needs the permission, and a run from a fork never has it. */
export const offersIdToken = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  Boolean(environment['ACTIONS_ID_TOKEN_REQUEST_URL'])

/** GitHub's OIDC token for this job. `audience` absent: the URL of the repository's owner. Asked for up to four times. */
export async function idToken(audience: string | undefined, signal: AbortSignal): Promise<Secret> {
  if (!offersIdToken(process.env))
    throw new UserError('GitHub offers this job no OIDC token', {
      hint: 'Give the job `permissions: { id-token: write, contents: read }`. Runs from forks never get one; give them mode: plan.'
    })
  for (let attempt = 1; ; attempt++) {
    try {
      return new Secret(await core.getIDToken(audience))
    } catch (error) {
      if (attempt === ATTEMPTS)
        throw new UserError(`GitHub did not give this job an OIDC token: ${(error as Error).message.trim()}`, {
          hint: 'Run again; should it go on, look at the status of GitHub Actions.'
        })
      await sleep(Math.random() * FIRST_WAIT_MS * 2 ** attempt, undefined, { signal })
    }
  }
}
