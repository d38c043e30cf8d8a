import * as z from 'zod/mini'
import { jsonOf, quoted, retryAfterOf } from '../http/answer.ts'
import { Refusal } from '../http/errors.ts'
import { nameOf, type Request, type Service } from '../http/service.ts'
import { type Row, WHILE_LIMITED_MS } from '../http/verdict.ts'

/** What a refusal of the platform looks like. */
const refusal = z.object({ message: z.optional(z.string()), requestId: z.optional(z.string()) })

const IN_FRONT = 'Run again later: the Astro API does not work at the moment, or something in front of it answered instead.'
const REDIRECTED = 'Something in front of the Astro API redirects requests: check the proxy of this runner.'

const HINTS: Readonly<Record<number, string>> = {
  301: REDIRECTED,
  302: REDIRECTED,
  307: REDIRECTED,
  308: REDIRECTED,
  401: 'Check that `astro-api-token` has not been revoked and belongs to this Organization.',
  403: 'Use an `astro-api-token` that has access to this Deployment: one of the Deployment, its Workspace or its Organization.',
  407: 'A proxy refused the request: check user and password in HTTPS_PROXY.',
  429: 'Astro limits the rate of requests: run again later.'
}

/** A request that Astro refused. */
export class AstroError extends Refusal {
  /** Its message, and the id by which its support finds the request. */
  readonly said: string

  constructor(
    request: Request,
    status: number,
    { said, id, retryAfter }: { said: string; id?: string | undefined; retryAfter?: number | undefined }
  ) {
    const all = `${said}${id === undefined ? '' : ` (request ${id})`}`
    super(`Astro answered ${status} to ${nameOf(request)}: ${all}`, {
      status,
      retryAfter,
      hint: HINTS[status] ?? (status >= 500 ? IN_FRONT : undefined)
    })
    this.name = 'AstroError'
    this.said = all
  }

  says(text: string): boolean {
    return this.said.includes(text)
  }
}

/** Statuses after which another attempt may work; those from 520 on come from gateways. */
const PASSING = [408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530]

const REFUSALS: readonly Row[] = [
  { status: 429, outcome: 'not executed', patienceMs: WHILE_LIMITED_MS },
  ...PASSING.map(status => ({ status, outcome: 'unknown' as const }))
]

const CANNOT_REACH = 'Check that this runner can reach the Astro API, through the proxy in HTTPS_PROXY if it needs one.'
const UNKNOWN_AUTHORITY =
  'The certificate is signed by an unknown authority: name the file with yours in the environment variable NODE_EXTRA_CA_CERTS, and in SSL_CERT_FILE for the CLI.'
const CUT =
  'Run again: something on the way to the Astro API cuts connections. If that does not help, check firewall and proxy of this runner.'
const NOT_ASTRO = 'Check that no proxy or login page answers instead of the Astro API.'

/** Astro's API, as a transport has to know it. */
export const ASTRO: Service = {
  name: 'Astro',
  refusals: REFUSALS,
  hints: {
    ECONNRESET: CUT,
    EPIPE: CUT,
    CUT_SHORT: CUT,
    ECONNREFUSED: CANNOT_REACH,
    ENOTFOUND: CANNOT_REACH,
    NO_CONNECTION: CANNOT_REACH,
    EPROTO: NOT_ASTRO,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
    SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
    DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
    ERR_TLS_CERT_ALTNAME_INVALID: NOT_ASTRO,
    NO_ANSWER: IN_FRONT,
    NOT_JSON: NOT_ASTRO,
    TOO_LARGE: NOT_ASTRO
  },
  /** A good answer is JSON with status 200. */
  read(answer, request) {
    const { status, text } = answer
    const body = jsonOf(answer, request, ASTRO)
    if (status === 200) return { status, body }
    const { message, requestId: id } = refusal.safeParse(body).data ?? {}
    throw new AstroError(request, status, {
      said: message || quoted(text) || 'no error text',
      id,
      retryAfter: retryAfterOf(answer)
    })
  }
}
