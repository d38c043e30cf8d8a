import http from 'node:http'
import https from 'node:https'
import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'

/**
 * The proxy that HTTPS_PROXY or HTTP_PROXY name for this URL and NO_PROXY does not exclude, in upper or lower case, by the
 * rules that all actions on this runner follow. This machine itself is never reached through a proxy. `hide` is called with the
 * password that its URL contains.
 */
export function proxyFor(url: string, hide: (secret: Secret) => void = () => {}): URL | undefined {
  const target = new URL(url)
  if (checkBypass(target) || named(target) === undefined) return undefined
  const proxy = parse(target)
  if (proxy !== undefined && /^https?:$/.test(proxy.protocol)) {
    const url = new URL(proxy.href)
    for (const form of [url.password, decodeURIComponent(url.password)]) if (form !== '') hide(new Secret(form))
    return url
  }
  throw new UserError(`the proxy for ${url} is not a valid http:// or https:// URL`, {
    hint: 'Check HTTPS_PROXY and HTTP_PROXY in the environment of this step: percent-encode user and password, `%` as `%25`. NO_PROXY excludes hosts.'
  })
}

function named({ protocol }: URL): string | undefined {
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  return process.env[name] || process.env[name.toUpperCase()] || undefined
}

/** Undefined if the text is no URL; for a password that is not percent-encoded, the library would return no proxy at all. */
function parse(target: URL): URL | undefined {
  try {
    return getProxyUrl(target)
  } catch {
    return undefined
  }
}

/** A request for plain http: it names the whole URL to the proxy, as a browser does. */
export function requestThrough(
  proxy: URL,
  server: URL,
  { method, agent, path, headers }: http.RequestOptions
): http.ClientRequest {
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const authorization = login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }
  const all = { ...(headers as http.OutgoingHttpHeaders), ...authorization, host: server.host }
  const options = { method, agent, path: `${server.origin}${path}`, auth: null, headers: all }
  return (proxy.protocol === 'https:' ? https : http).request(proxy, options)
}

/** Whether an answer to such a request is a refusal of the proxy: no service says 407, and the 403 of each is JSON. */
export const isRefusal = (status: number, type: string | undefined): boolean =>
  status === 407 || (status === 403 && !type?.includes('json'))
