import { UserError } from '../base/errors.ts'
import { Unreachable } from './errors.ts'
import { nameOf, type Request, type Service } from './service.ts'

const CUT =
  'The server, or something on the way to it, cuts connections: check that it is running, and whether a firewall or balancer is in between.'

/** What is the same for every service. */
const HINTS: Readonly<Record<string, string>> = {
  ECONNRESET: CUT,
  EPIPE: CUT,
  CUT_SHORT: CUT,
  CERT_HAS_EXPIRED: "The server's certificate has expired: renew it.",
  CERT_NOT_YET_VALID: "The server's certificate is not valid yet: check its dates, and the clock of this runner.",
  EAI_AGAIN: 'Run again: the DNS of this runner did not answer.',
  NO_ANSWER: 'The server, its storage, or something in front of it hangs or is very slow.'
}

/** The run ended during a wait; what it was waiting for explains more than the end itself. */
export const interrupted = ({ name }: Service, request: Request, signal: AbortSignal): UserError =>
  new UserError(
    `${(signal.reason as Error).message} while waiting for ${name} at ${request.server.origin} to answer ${nameOf(request)}`
  )

const CHECK_PROXY =
  'Check HTTPS_PROXY and HTTP_PROXY (address, user, password, what the proxy lets through), or add the server to NO_PROXY if it is reachable without one.'

/** No usable answer; `sent` tells whether the server may have seen the request. */
export function unreachable(
  service: Service,
  request: Request,
  reason: string,
  { sent, code, proxy }: { sent: boolean; code?: string | undefined; proxy?: URL | undefined }
): Unreachable {
  const through = proxy === undefined ? '' : ` (through the proxy ${proxy.origin})`
  const who = `${service.name} at ${request.server.origin}${through}`
  return new Unreachable(`${who} did not answer ${nameOf(request)}: ${reason}`, {
    hint: proxy !== undefined && (!sent || code === 'PROXY_REFUSED') ? CHECK_PROXY : hintFor(code, service.hints),
    sent,
    code
  })
}

function hintFor(code: string | undefined, own: Service['hints']): string | undefined {
  // OpenSSL names the version of TLS in it.
  const known = code?.includes('CERTIFICATE_REQUIRED') ? 'CERTIFICATE_REQUIRED' : code
  return known === undefined ? undefined : (own[known] ?? HINTS[known])
}
