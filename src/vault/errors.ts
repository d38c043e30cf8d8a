import { UserError } from '../errors.ts'

/** What came beside the status and the errors. */
export interface Beside {
  /** A deleted KV secret answers 404 with its metadata. */
  readonly data?: unknown
  readonly warnings?: readonly string[]
  /** Seconds that the server asks to wait. */
  readonly retryAfter?: number
}

/** A request that Vault refused: `status` and every text in `errors`. */
export class VaultError extends UserError {
  readonly status: number
  readonly errors: readonly string[]
  readonly data: unknown
  readonly retryAfter: number | undefined
  readonly #warnings: readonly string[]

  constructor(request: { method: string; path: string }, status: number, errors: readonly string[], beside: Beside = {}) {
    const { data, warnings = [], retryAfter } = beside
    const said = errors.length > 0 ? errors.map(oneLine).join('; ') : silent(status, data, warnings)
    super(`Vault answered ${status} to ${request.method} ${request.path}: ${said}`, { hint: hintFor(status, errors, warnings) })
    this.name = 'VaultError'
    this.status = status
    this.errors = errors
    this.data = data
    this.retryAfter = retryAfter
    this.#warnings = warnings
  }

  says(text: string): boolean {
    return this.errors.some(error => error.includes(text))
  }

  warns(text: string): boolean {
    return this.#warnings.some(warning => warning.includes(text))
  }

  /** Vault does not know the token (any more): its words for that differ from those of a policy that refuses. */
  get tokenGone(): boolean {
    return this.status === 403 && isTokenGone(this.errors)
  }
}

/** A request that brought no answer we can use: refused, cut, too slow, not Vault's. */
export class VaultUnreachable extends UserError {
  /** Whether the server can have seen the request: what it did is then unknown. */
  readonly sent: boolean
  /** Of Node or OpenSSL. */
  readonly code: string | undefined

  constructor(message: string, { sent, code, hint }: { sent: boolean; code?: string | undefined; hint?: string | undefined }) {
    super(message, { hint })
    this.sent = sent
    this.code = code
  }
}

/** A check-and-set write found another version than it was planned on. */
export class VersionConflict extends UserError {}

/** OpenBao sends the bare text, Vault adds `invalid token`; a policy's refusal comes wrapped by both. */
const isTokenGone = (errors: readonly string[]) =>
  errors.some(error => error.trim() === 'permission denied' || error.includes('invalid token'))

/** Vault wraps many texts as `1 error occurred:\n\t* permission denied\n\n`. */
function oneLine(error: string): string {
  return error
    .replace(/^\d+ errors? occurred:\s*/, '')
    .split('\n')
    .map(line => line.trim().replace(/^\* /, ''))
    .filter(line => line !== '')
    .join('; ')
}

/** What an answer without a text means. Of the five kinds of 404, three have none. */
function silent(status: number, data: unknown, warnings: readonly string[]): string {
  if (status === 307) return 'this node knows no leader at the moment'
  if (status !== 404) return 'no further word'
  if (warnings.some(isInvalidPath)) return 'the mount is KV version 2 and knows no such path'
  const metadata = (data as { metadata?: { version?: number; destroyed?: boolean } } | null | undefined)?.metadata
  if (metadata?.version) return `version ${metadata.version} was ${metadata.destroyed ? 'destroyed' : 'deleted'}`
  return 'there is nothing at this path'
}

const isInvalidPath = (warning: string) => warning.includes('Invalid path')

function hintFor(status: number, errors: readonly string[], warnings: readonly string[]): string | undefined {
  const says = (text: string) => errors.some(error => error.includes(text))
  if (status === 403 && isTokenGone(errors))
    return 'Vault does not know this token: it is misspelt, expired, revoked, or of another namespace or server.'
  if (status === 403) return 'The policies of this token do not allow this path (a wrong namespace looks the same).'
  if (status === 503 && says('sealed'))
    return 'The server is sealed: nothing can be read or written until an operator unseals it.'
  if (status === 404 && says('no handler for route'))
    return 'No secrets engine or auth method is mounted at this path in this namespace.'
  if (status === 404 && says('unsupported path'))
    return 'Something else is mounted there, or the name has characters that it does not take.'
  if (status === 404 && warnings.some(isInvalidPath)) return 'This server is too old for that, or the mount is another one.'
  if (status === 407) return 'That was a proxy: check user and password in HTTP_PROXY, or name the server in NO_PROXY.'
  if (status === 405) return 'This server does not offer that, or something else is mounted there.'
  if (status === 429 && says('lease count'))
    return 'The server has as many leases as it allows: an operator has to raise the quota.'
  if (status === 429) return 'The server limits the rate of requests: wait, or ask an operator for a larger quota.'
  if (status === 472) return 'This cluster is kept for disaster recovery: name the one in use as vault-url.'
  if (status === 530) return 'This node was removed from its cluster: name another one as vault-url, or a balancer.'
  if (status === 500 && says('internal error'))
    return 'Vault keeps the reason to itself; most often it cannot write its audit log, or its storage fails. Its own log says more.'
  if (status === 307) return 'The cluster elects a leader, or its nodes do not reach each other.'
  if (status === 400 && says('HTTP request to an HTTPS server')) return 'The server speaks TLS: begin vault-url with https://.'
  if (status === 413 || says('value being too large')) return 'The value is larger than this server accepts (1 MiB by default).'
  return undefined
}
