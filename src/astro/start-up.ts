import { UserError } from '../base/errors.ts'
import { type Cli, complaint } from './cli.ts'

/**
 * Whether a command has not even begun. Each first asks for the Organizations of the token. Whatever goes wrong there, the CLI
 * complains about the Workspace, or crashes where the answer names no Organization or is not Astro's.
 */
export const isStartUpFailure = (said: string): boolean =>
  said.includes('current workspace context not set') || said.startsWith('panic: ')

/** Why commands do not begin: `organization list` asks the same again, and tells what comes back. */
export async function startUpFailure(cli: Cli): Promise<UserError> {
  const said = complaint(await cli.astro(['organization', 'list']))
  if (said.startsWith('panic: '))
    return new UserError('the astro CLI crashed at what answers as the Astro API: it names no Organization of astro-api-token', {
      hint: 'Check that no proxy or login page answers instead of the Astro API, and that the token belongs to an Organization.'
    })
  const [, details] = /\bDetails(.*)/s.exec(said) ?? []
  const [, network] = /^Get "[^"]*": (.+)/s.exec(details ?? '') ?? []
  if (network !== undefined)
    return new UserError(`the Astro API could not be reached: ${network}`, {
      hint: 'Check that this runner can reach the Astro API, through the proxy in HTTPS_PROXY if it needs one.'
    })
  if (details === undefined)
    return new UserError('Astro did not accept astro-api-token, or its API could not be reached', {
      hint: 'Run again. If that does not help, check that the token has not been revoked, and that this runner can reach the Astro API.'
    })
  if (/ status (429|5\d\d)$/.test(details))
    return new UserError(`the Astro API does not work at the moment: ${details}`, {
      hint: 'Run again later. A proxy may also have answered instead of the Astro API.'
    })
  return new UserError(`Astro refused astro-api-token: ${details}`, {
    hint: 'Check that the token has not been revoked and belongs to this Organization. If Astro reports an error of its own, run again later.'
  })
}
