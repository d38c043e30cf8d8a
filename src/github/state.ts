import * as core from '@actions/core'
import { Secret } from '../secret.ts'

/** What main leaves for post. The runner keeps it for this job. */
export interface Leftovers {
  /** A folder with the CLI's home in it. */
  readonly folder?: string
  /** The token of our own login, short-lived. */
  readonly token?: Secret
}

/** True in the post step; main makes it so. */
export function isPost(): boolean {
  const post = core.getState('post') === 'true'
  if (!post) core.saveState('post', 'true')
  return post
}

export const leaveFolder = (folder: string): void => core.saveState('folder', folder)

/** Takes the place of a token that was left before. */
export const leaveToken = (token: Secret): void => core.saveState('token', token.reveal())

/** Main has revoked it itself. */
export const forgetToken = (): void => core.saveState('token', '')

export function readLeftovers(): Leftovers {
  const folder = core.getState('folder')
  const token = core.getState('token')
  return {
    ...(folder === '' ? {} : { folder }),
    ...(token === '' ? {} : { token: new Secret(token) })
  }
}
