import { setTimeout as sleep } from 'node:timers/promises'
import * as core from '@actions/core'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'

const ATTEMPTS = 4
const FIRST_WAIT_MS = 500
const ANSWER_MS = 30_000

/** Whether GitHub offers this job a token at all: the job needs the permission, which a run from a fork never has. */
export const offersIdToken = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  Boolean(environment['ACTIONS_ID_TOKEN_REQUEST_URL'])

/**
 * GitHub's OIDC token for this job. `audience` absent: the URL of the repository's owner. Asked for up to four times,
 * unless GitHub refuses it.
 */
export async function idToken(audience: string | undefined, signal: AbortSignal): Promise<Secret> {
  if (!offersIdToken(process.env))
    throw new UserError('GitHub offers this job no OIDC token (ACTIONS_ID_TOKEN_REQUEST_URL is not set)', {
      hint: 'Give the job `permissions: { id-token: write, contents: read }`. Pull requests from forks never get a token: use `mode: plan` there. Outside GitHub, set `vault-jwt`.'
    })
  for (let attempt = 1; ; attempt++) {
    try {
      return new Secret(await within(core.getIDToken(audience), signal))
    } catch (error) {
      if (signal.aborted) throw signal.reason
      const said = (error as Error).message.replaceAll(/\s+/g, ' ').trim()
      if (attempt === ATTEMPTS || /Error Code : 4\d\d/.test(said))
        throw new UserError(`GitHub did not give this job an OIDC token: ${said}`, {
          hint: 'Run again. If that does not help, check the status of GitHub Actions.'
        })
      await sleep(Math.random() * FIRST_WAIT_MS * 2 ** attempt, undefined, { signal })
    }
  }
}

/** @actions/core waits for minutes, or without end for an answer that drips in, and cannot be stopped: so we do not wait for it. */
function within<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = sleep(ANSWER_MS, undefined, { signal, ref: false }).then(() => {
    throw new Error(`no answer within ${ANSWER_MS / 1000} s`)
  })
  return Promise.race([asked, late])
}
