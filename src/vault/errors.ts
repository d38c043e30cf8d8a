import { UserError } from '../base/errors.ts'
import { Refusal } from '../http/errors.ts'
import { hintFor, isTokenGone } from './hints.ts'

/** What an answer has besides its status and errors. */
export interface Beside {
  /** A deleted KV secret answers 404 with its metadata. */
  readonly data?: unknown
  readonly warnings?: readonly string[]
  /** Seconds that the server asks to wait. */
  readonly retryAfter?: number
}

/** A request that Vault refused: `status` and every text in `errors`. */
export class VaultError extends Refusal {
  readonly errors: readonly string[]
  readonly data: unknown
  readonly #warnings: readonly string[]

  constructor(request: { method: string; path: string }, status: number, errors: readonly string[], beside: Beside = {}) {
    const { data, warnings = [], retryAfter } = beside
    const said = errors.length > 0 ? errors.map(oneLine).join('; ') : silent(status, data, warnings)
    super(`Vault answered ${status} to ${request.method} ${request.path}: ${said}`, {
      status,
      retryAfter,
      hint: hintFor(status, errors, said)
    })
    this.name = 'VaultError'
    this.errors = errors
    this.data = data
    this.#warnings = warnings
  }

  says(text: string): boolean {
    return this.errors.some(error => error.includes(text))
  }

  warns(text: string): boolean {
    return this.#warnings.some(warning => warning.includes(text))
  }

  /** Whether Vault does not, or no longer, know the token; it words that differently from a refusal by policy. */
  get tokenGone(): boolean {
    return this.status === 403 && isTokenGone(this.errors)
  }
}

/** A check-and-set write found another version than planned. */
export class VersionConflict extends UserError {}

/** Vault wraps many texts as `1 error occurred:\n\t* permission denied\n\n`. */
function oneLine(error: string): string {
  return error
    .replace(/^\d+ errors? occurred:\s*/, '')
    .split('\n')
    .map(line => line.trim().replace(/^\* /, ''))
    .filter(line => line !== '')
    .join('; ')
}

/** What an answer without text means. Of the five kinds of 404, three have none. */
function silent(status: number, data: unknown, warnings: readonly string[]): string {
  if (status === 307) return 'this node knows of no leader'
  if (status !== 404) return 'no error text'
  if (warnings.some(warning => warning.includes('Invalid path'))) return 'the mount is KV version 2 and has no such endpoint'
  const metadata = (data as { metadata?: { version?: number; destroyed?: boolean } } | null | undefined)?.metadata
  if (metadata?.version) return `version ${metadata.version} was ${metadata.destroyed ? 'destroyed' : 'deleted'}`
  return 'there is nothing at this path'
}
