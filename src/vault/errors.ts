import { UserError } from '../errors.ts'

/** A request that Vault refused: `status` and every text in `errors`. */
export class VaultError extends UserError {
  readonly status: number
  readonly errors: readonly string[]
  /** What came beside the errors: a deleted KV secret answers 404 with its metadata. */
  readonly data: unknown

  constructor(request: { method: string; path: string }, status: number, errors: readonly string[], data?: unknown) {
    const said = errors.length > 0 ? errors.map(oneLine).join('; ') : (SILENT[status] ?? 'no further word')
    super(`Vault answered ${status} to ${request.method} ${request.path}: ${said}`, { hint: hintFor(status, errors) })
    this.name = 'VaultError'
    this.status = status
    this.errors = errors
    this.data = data
  }

  says(text: string): boolean {
    return this.errors.some(error => error.includes(text))
  }
}

/** A request that brought no answer we can use: refused, cut, too slow, not Vault's. What it did is unknown. */
export class VaultUnreachable extends UserError {}

/** A check-and-set write found another version than it was planned on. */
export class VersionConflict extends UserError {}

const SILENT: Readonly<Record<number, string>> = { 404: 'there is nothing at this path' }

/** Vault wraps many texts as `1 error occurred:\n\t* permission denied\n\n`. */
function oneLine(error: string): string {
  return error
    .replace(/^\d+ errors? occurred:\s*/, '')
    .split('\n')
    .map(line => line.trim().replace(/^\* /, ''))
    .filter(line => line !== '')
    .join('; ')
}

function hintFor(status: number, errors: readonly string[]): string | undefined {
  const says = (text: string) => errors.some(error => error.includes(text))
  if (status === 403)
    return 'The token is unknown, expired or revoked, or its policies do not allow this path (a wrong namespace looks the same).'
  if (status === 503 && says('sealed'))
    return 'The server is sealed: nothing can be read or written until an operator unseals it.'
  if (status === 404 && says('no handler for route'))
    return 'No secrets engine or auth method is mounted at this path in this namespace.'
  if (status === 400 && says('HTTP request to an HTTPS server')) return 'The server speaks TLS: begin vault-url with https://.'
  if (status === 413 || says('value being too large')) return 'The value is larger than this server accepts (1 MiB by default).'
  return undefined
}
