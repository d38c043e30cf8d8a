import { jsonOf, quoted, retryAfterOf } from '../http/answer.ts'
import { pathOf, type Service } from '../http/service.ts'
import { openTransport, type Transport, type TransportOptions } from '../http/transport.ts'
import { unreachable } from '../http/unreachable.ts'
import { VaultError } from './errors.ts'
import { REFUSALS } from './retry-table.ts'

const UNKNOWN_AUTHORITY = 'The certificate is signed by an unknown authority: set `vault-ca-certificate` to yours.'

/** Vault or OpenBao, as a transport has to know it. */
const VAULT: Service = {
  name: 'Vault',
  refusals: REFUSALS,
  hints: {
    ECONNREFUSED: 'Nothing listens there: check `vault-url`, and that the server is running and reachable from this runner.',
    ENOTFOUND: 'This runner cannot resolve the name in `vault-url`: check its spelling, or use a runner inside your network.',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
    SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
    DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed: set `vault-ca-certificate` to it.',
    CERTIFICATE_REQUIRED: 'The server requires a client certificate: set `vault-client-certificate` and `vault-client-key`.',
    ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'The server does not trust the authority that signed `vault-client-certificate`.',
    ERR_TLS_CERT_ALTNAME_INVALID:
      'The certificate was issued for another name: use that name in `vault-url`, or set `vault-tls-server-name` to it.',
    NO_CONNECTION:
      'Something on the way drops packets: check the host and port in `vault-url`, and that no firewall blocks this runner.',
    NOT_JSON: 'Check that `vault-url` points at Vault itself: a login page, a firewall or another web server answered.',
    TOO_LARGE: 'Check that `vault-url` points at Vault itself: no answer of Vault is that long.',
    EPROTO: 'The server does not speak TLS on this port: check the port, or start `vault-url` with http://.'
  },
  /** A good answer is JSON with status 200, or 204; everything else is an error that says what came instead. */
  read(answer, request) {
    const { status, text } = answer
    const { 'x-vault-index': index } = answer.headers
    const reached = typeof index === 'string' ? { index } : {}
    if (status === 204) return { status, body: undefined, ...reached }
    const body = jsonOf(answer, request, VAULT)
    const path = pathOf(request)
    // A standby node answers sys/health with 429 or 473, and the body is what we want; a quota has another one.
    const tells = path === 'sys/health' && (body as { errors?: unknown } | undefined)?.errors === undefined
    if (body !== undefined && (status === 200 || tells)) return { status, body, ...reached }
    const { errors, warnings, data } = (body ?? {}) as { errors?: unknown; warnings?: unknown; data?: { error?: unknown } | null }
    // Gateways have a JSON of their own for paths that they do not let through. That does not mean that nothing is there.
    if (status === 404 && errors === undefined && data === undefined)
      throw unreachable(VAULT, request, 'what came back (status 404) is JSON that is not from Vault', {
        sent: true,
        code: 'NOT_JSON'
      })
    const detail = data?.error
    const said = Array.isArray(errors) ? errors.map(String) : typeof detail === 'string' ? [detail] : []
    const retryAfter = retryAfterOf(answer)
    const all = said.length === 0 && body === undefined && text !== '' ? [quoted(text)] : said
    throw new VaultError({ method: request.method, path }, status, all, {
      data,
      warnings: Array.isArray(warnings) ? warnings.map(String) : [],
      ...(retryAfter === undefined ? {} : { retryAfter })
    })
  }
}

/** One keep-alive pool for one server of Vault. */
export const vaultTransport = (options: TransportOptions): Transport => openTransport(VAULT, options)
