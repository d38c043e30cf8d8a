import { UserError } from '../../base/errors.ts'
import { VaultUnreachable } from '../errors.ts'

const CUT =
  'The server, or something on the way to it, cuts connections: see whether it runs and whether a firewall or balancer is in between.'

const HINTS: Readonly<Record<string, string>> = {
  ECONNRESET: CUT,
  EPIPE: CUT,
  CUT_SHORT: CUT,
  ECONNREFUSED: 'Nothing listens there: check vault-url and that the server runs and can be reached from this runner.',
  ENOTFOUND: 'The name in vault-url is unknown to this runner: check its spelling, or use a runner inside your network.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate is not signed by a known authority: give yours as vault-ca-certificate.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate is not signed by a known authority: give yours as vault-ca-certificate.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed: give it as vault-ca-certificate.',
  CERT_HAS_EXPIRED: "The server's certificate has expired: renew it.",
  CERT_NOT_YET_VALID: "The server's certificate is not valid yet: check its dates, and the clock of this runner.",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    'The server wants to see a client certificate: give vault-client-certificate and vault-client-key.',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'The server does not trust vault-client-certificate: it was signed by another authority.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate was made for another name: use that name in vault-url, or give it as vault-tls-server-name.',
  EAI_AGAIN: 'The name service of this runner did not answer: this may pass.',
  NO_CONNECTION: 'Something on the way drops the packets: check vault-url and its port, and that this runner may reach it.',
  NO_ANSWER: 'The server, its storage, or something in front of it hangs or is very slow.',
  NOT_VAULT: 'Is vault-url a Vault server, or is there a login page, a firewall or another web server in front of one?',
  TOO_LARGE: 'No answer of Vault is that long: is vault-url another web server?',
  EPROTO: 'The server does not speak TLS there: does vault-url have to begin with http://?'
}

/** The run ended while it waited; what it waited for is the better half of the explanation. */
export function interrupted({ method, path }: { method: string; path: string }, url: URL, signal: AbortSignal): UserError {
  return new UserError(
    `${(signal.reason as Error).message}, while it waited for Vault at ${url.origin} to answer ${method} ${path}`
  )
}

const CHECK_PROXY =
  'Check HTTPS_PROXY and HTTP_PROXY (address, user, password, what it lets through), or name the server in NO_PROXY if it can be reached without.'

/** No usable answer: `sent` tells whether the server can have seen the request. */
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
