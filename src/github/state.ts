import * as core from '@actions/core'
import { Secret } from '../secret.ts'

/** What main leaves for post. The runner keeps it for this job; the token in it is our own login's, and short-lived. */
export interface Leftovers {
  /** A folder with the CLI's home in it. */
  readonly folder?: string
  readonly login?: {
    readonly url: string
    readonly namespace?: string | undefined
    readonly ca?: string | undefined
    readonly token: Secret
  }
}

/** True in the post step; main makes it so. */
export function isPost(): boolean {
  const post = core.getState('post') === 'true'
  if (!post) core.saveState('post', 'true')
  return post
}

export const leaveFolder = (folder: string): void => core.saveState('folder', folder)

export const leaveLogin = (login: NonNullable<Leftovers['login']>): void =>
  core.saveState('login', JSON.stringify({ ...login, token: login.token.reveal() }))

/** Main has revoked it itself. */
export const forgetLogin = (): void => core.saveState('login', '')

export function readLeftovers(): Leftovers {
  const folder = core.getState('folder')
  const login = core.getState('login')
  return {
    ...(folder === '' ? {} : { folder }),
    ...(login === '' ? {} : { login: withSecret(JSON.parse(login)) })
  }
}

const withSecret = ({ token, ...login }: { token: string; url: string }): NonNullable<Leftovers['login']> => ({
  ...login,
  token: new Secret(token)
})
