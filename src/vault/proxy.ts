import { getProxyForUrl } from 'proxy-from-env'
import { UserError } from '../errors.ts'

/** The proxy that HTTPS_PROXY or HTTP_PROXY name for this URL and NO_PROXY does not exclude, in upper or lower case. */
export function proxyFor(url: string): string | undefined {
  const proxy = getProxyForUrl(url)
  if (proxy === '') return undefined
  if (!/^https?:\/\//.test(proxy) || !URL.canParse(proxy))
    throw new UserError(`the proxy for ${url} is not a URL that begins with http:// or https://`, {
      hint: 'Check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY in the environment of this step; NO_PROXY excludes hosts.'
    })
  return proxy
}
