import { downloadTool, HTTPError } from '@actions/tool-cache'
import { UserError } from '../../base/errors.ts'
import type { Secret } from '../../base/secret.ts'
import { proxyFor } from '../../http/proxy.ts'

/**
 * Downloads a file of a release, in up to three attempts. No token goes with the request: what is asked for is public. `hide` is
 * called with the password of a proxy. Throws a `UserError`.
 */
export async function download(url: string, file: string, hide: (secret: Secret) => void): Promise<void> {
  // The library would pass over a proxy that it cannot read; this throws.
  proxyFor(url, hide)
  try {
    await downloadTool(url, file)
  } catch (error) {
    throw whyNot(url, error)
  }
}

const NETWORK = 'Check that this runner can reach it, through the proxy in HTTPS_PROXY if it needs one, or set `astro-mirror`.'

/** What a failed download means for the user. */
export function whyNot(url: string, error: unknown): UserError {
  const status = error instanceof HTTPError ? error.httpStatusCode : undefined
  if (status === 404)
    return new UserError(`${url} does not exist (404)`, {
      hint: 'Check `astro-version`: only releases can be installed. A mirror in `astro-mirror` needs the folders of GitHub, such as `v1.41.0/`.'
    })
  if (status === 429)
    return new UserError(`${url} cannot be downloaded now: too many requests (429)`, {
      hint: 'Run again later, set `astro-mirror`, or install the Astro CLI in an earlier step.'
    })
  if (status !== undefined)
    return new UserError(`${url} was not downloaded: the answer has status ${status}`, {
      hint: status >= 500 ? 'Run again later, or set `astro-mirror`.' : NETWORK
    })
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC')
    return new UserError(`${url} was not downloaded: no space is left on the disk of this runner`, {
      hint: 'Free some 150 MB in the temporary folder of the runner.'
    })
  return new UserError(`${url} was not downloaded: ${message}`, { hint: NETWORK, cause: error })
}
