import * as core from '@actions/core'
import { Secret } from '../base/secret.ts'

/** Who logged in: this run, or this run as Airflow will. */
export type Whose = 'pipeline' | 'airflow'

const TOKENS = { pipeline: 'token', airflow: 'airflow-token' } as const

/** What main leaves for post. The runner keeps it for this job. */
export interface Leftovers {
  /** A folder with the CLI's home in it. */
  readonly folder?: string
  /** JSON: what GitHub is still to be told of the deployment that shows this run. */
  readonly untold?: string
  /** Short-lived. */
  readonly tokens: readonly { readonly whose: Whose; readonly token: Secret }[]
}

/** True in the post step; main makes it so. */
export function isPost(): boolean {
  const post = core.getState('post') === 'true'
  if (!post) core.saveState('post', 'true')
  return post
}

export const leaveFolder = (folder: string): void => core.saveState('folder', folder)

/** The token of a new login, which replaces an earlier one; undefined: main has revoked it itself. */
export const leaveToken = (whose: Whose, token: Secret | undefined): void => core.saveState(TOKENS[whose], token?.reveal() ?? '')

/** Undefined: GitHub has been told everything. */
export const leaveUntold = (untold: object | undefined): void =>
  core.saveState('untold', untold === undefined ? '' : JSON.stringify(untold))

export function readLeftovers(): Leftovers {
  const [folder, untold] = [core.getState('folder'), core.getState('untold')]
  const tokens = (['airflow', 'pipeline'] as const).map(whose => ({ whose, token: new Secret(core.getState(TOKENS[whose])) }))
  return {
    ...(folder === '' ? {} : { folder }),
    ...(untold === '' ? {} : { untold }),
    tokens: tokens.filter(({ token }) => token.reveal() !== '')
  }
}
