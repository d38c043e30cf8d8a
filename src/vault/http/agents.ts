import http from 'node:http'
import https from 'node:https'
import { HttpsProxyAgent } from 'hpagent'
import type { Tls } from '../address.ts'
import { MOST } from './pace.ts'

/** Keep-alive pools of one server. */
export interface Agents {
  readonly plain: http.Agent
  readonly tls: https.Agent
  /** What stands between: https goes through a tunnel of it (CONNECT), and plain http is asked of it. */
  readonly proxy?: URL
  /** Ends the tunnels that are being dug. */
  readonly closing: AbortController
}

/** `proxy`: with its user and password where it wants them. */
export function openAgents(tls: Tls, proxy?: URL): Agents {
  const pool = { keepAlive: true, maxSockets: MOST, scheduling: 'lifo' as const }
  const secure = {
    ...pool,
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.client === undefined ? {} : { cert: tls.client.certificate, key: tls.client.key.reveal() }),
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
    ...(tls.skipVerify ? { rejectUnauthorized: false } : {})
  }
  const closing = new AbortController()
  if (proxy === undefined) return { plain: new http.Agent(pool), tls: new https.Agent(secure), closing }
  return {
    // Of the connection to the proxy; what Vault trusts and shows is none of its business.
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
