import { UserError } from '../base/errors.ts'

/** An answer that is no success. Each service has a class of its own, with its own words. */
export abstract class Refusal extends UserError {
  readonly status: number
  /** Seconds that the server asks to wait. */
  readonly retryAfter: number | undefined

  constructor(
    message: string,
    { status, retryAfter, hint }: { status: number; retryAfter?: number | undefined; hint?: string | undefined }
  ) {
    super(message, { hint })
    this.status = status
    this.retryAfter = retryAfter
  }

  /** Whether its error text contains this. */
  abstract says(text: string): boolean
}

/** A request without a usable answer: refused, cut off, too slow, or not from the service. */
export class Unreachable extends UserError {
  /** Whether the server may have seen the request; what it did is then unknown. */
  readonly sent: boolean
  /** Node's, OpenSSL's, or one of this room. */
  readonly code: string | undefined

  constructor(message: string, { sent, code, hint }: { sent: boolean; code?: string | undefined; hint?: string | undefined }) {
    super(message, { hint })
    this.sent = sent
    this.code = code
  }
}
