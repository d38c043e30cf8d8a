import { UserError } from '../../base/errors.ts'
import { VaultUnreachable } from '../errors.ts'

const CUT =
  'The server, or something on the way to it, cuts connections: check that it is running, and whether a firewall or balancer is in between.'

const HINTS: Readonly<Record<string, string>> = {
  ECONNRESET: CUT,
  EPIPE: CUT,
  CUT_SHORT: CUT,
  ECONNREFUSED: 'Nothing listens there: check `vault-url`, and that the server is running and reachable from this runner.',
  ENOTFOUND: 'This runner cannot resolve the name in `vault-url`: check its spelling, or use a runner inside your network.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate is signed by an unknown authority: set `vault-ca-certificate` to yours.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate is signed by an unknown authority: set `vault-ca-certificate` to yours.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed: set `vault-ca-certificate` to it.',
  CERT_HAS_EXPIRED: "The server's certificate has expired: renew it.",
  CERT_NOT_YET_VALID: "The server's certificate is not valid yet: check its dates, and the clock of this runner.",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    'The server requires a client certificate: set `vault-client-certificate` and `vault-client-key`.',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'The server does not trust the authority that signed `vault-client-certificate`.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate was issued for another name: use that name in `vault-url`, or set `vault-tls-server-name` to it.',
  EAI_AGAIN: 'Run again: the DNS of this runner did not answer.',
  NO_CONNECTION:
    'Something on the way drops packets: check the host and port in `vault-url`, and that no firewall blocks this runner.',
  NO_ANSWER: 'The server, its storage, or something in front of it hangs or is very slow.',
  NOT_VAULT: 'Check that `vault-url` points at Vault itself: a login page, a firewall or another web server answered.',
  TOO_LARGE: 'Check that `vault-url` points at Vault itself: no answer of Vault is that long.',
  EPROTO: 'The server does not speak TLS on this port: check the port, or start `vault-url` with http://.'
}

/** The run ended during a wait; what it was waiting for explains more than the end itself. */
export function interrupted({ method, path }: { method: string; path: string }, url: URL, signal: AbortSignal): UserError {
  return new UserError(`${(signal.reason as Error).message} while waiting for Vault at ${url.origin} to answer ${method} ${path}`)
}

const CHECK_PROXY =
  'Check HTTPS_PROXY and HTTP_PROXY (address, user, password, what the proxy lets through), or add the server to NO_PROXY if it is reachable without one.'

/** No usable answer; `sent` tells whether the server may have seen the request. */
export function unreachable(
  { method, path }: { method: string; path: string },
  url: URL,
  reason: string,
  { sent, code, proxy }: { sent: boolean; code?: string | undefined; proxy?: URL | undefined }
): VaultUnreachable {
  const through = proxy === undefined ? '' : ` (through the proxy ${proxy.origin})`
  return new VaultUnreachable(`Vault at ${url.origin}${through} did not answer ${method} ${path}: ${reason}`, {
    hint: proxy !== undefined && (!sent || code === 'PROXY_REFUSED') ? CHECK_PROXY : hintFor(code),
    sent,
    code
  })
}

function hintFor(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  return HINTS[code] ?? (code.includes('CERTIFICATE_REQUIRED') ? HINTS['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'] : undefined)
}
