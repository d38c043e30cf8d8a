import http from 'node:http'
import https from 'node:https'
import { HttpsProxyAgent } from 'hpagent'
import type { Tls } from './address.ts'
import { MOST } from './pace.ts'

/** Keep-alive pools of one server. */
export interface Agents {
  readonly plain: http.Agent
  readonly tls: https.Agent
  /** Where plain http goes instead of straight to the server, with the whole URL as its path. */
  readonly proxy?: URL
}

/** `proxy`: the proxy's URL, with its user and password where it wants them. https goes through a tunnel (CONNECT). */
export function openAgents(tls: Tls, proxy?: string): Agents {
  const pool = { keepAlive: true, maxSockets: MOST, scheduling: 'lifo' as const }
  const secure = {
    ...pool,
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.client === undefined ? {} : { cert: tls.client.certificate, key: tls.client.key.reveal() }),
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
    ...(tls.skipVerify ? { rejectUnauthorized: false } : {})
  }
  const plain = new http.Agent(pool)
  if (proxy === undefined) return { plain, tls: new https.Agent(secure) }
  return { plain, tls: new HttpsProxyAgent({ ...secure, proxy }), proxy: new URL(proxy) }
}

export function closeAgents({ plain, tls }: Agents): void {
  plain.destroy()
  tls.destroy()
}
