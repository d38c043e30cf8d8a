import http from 'node:http'
import https from 'node:https'
import { HttpsProxyAgent } from 'hpagent'
import type { Secret } from '../base/secret.ts'
import { MOST } from './pace.ts'

export interface Tls {
  /** PEM, one certificate or several; absent: the authorities that Node knows. */
  readonly ca?: string
  /** The client certificate and its key, PEM. */
  readonly client?: { readonly certificate: string; readonly key: Secret }
  /** The name that the server's certificate must have; absent: the host of the URL. */
  readonly serverName?: string
  /** Accepts any certificate, so that anybody can pose as the server. */
  readonly skipVerify: boolean
}

/** Keep-alive pools of one server. */
export interface Agents {
  /** The most requests that may be in flight. */
  readonly most: number
  readonly plain: http.Agent
  readonly tls: https.Agent
  /** The proxy in between: https goes through a tunnel (CONNECT), plain http is requested from it. */
  readonly proxy?: URL
  /** Ends tunnels that are still being opened. */
  readonly closing: AbortController
}

/** `proxy`: with its user and password, if it needs them. */
export function openAgents(tls: Tls, { proxy, most = MOST }: { proxy?: URL | undefined; most?: number } = {}): Agents {
  const pool = { keepAlive: true, maxSockets: most, scheduling: 'lifo' as const }
  const secure = {
    ...pool,
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.client === undefined ? {} : { cert: tls.client.certificate, key: tls.client.key.reveal() }),
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
    ...(tls.skipVerify ? { rejectUnauthorized: false } : {})
  }
  const closing = new AbortController()
  if (proxy === undefined) return { most, plain: new http.Agent(pool), tls: new https.Agent(secure), closing }
  return {
    most,
    // For the connection to the proxy, which has nothing to do with the server's certificates.
    plain: proxy.protocol === 'https:' ? new https.Agent(pool) : new http.Agent(pool),
    tls: new HttpsProxyAgent({ ...secure, proxy: proxy.href, proxyRequestOptions: { signal: closing.signal } as object }),
    proxy,
    closing
  }
}

export function closeAgents({ plain, tls, closing }: Agents): void {
  closing.abort()
  plain.destroy()
  tls.destroy()
}
