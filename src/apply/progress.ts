import type { Deployment } from '../astro/port.ts'
import type { Issued, LoginFacts } from '../identity/identity.ts'

/** What one step on a Deployment leaves for the next. */
export interface Progress {
  /** As it was last looked at. */
  readonly deployment: Deployment
  /** Something was shipped after that look. */
  readonly shippedSince?: boolean
  /** Known only to this process until the Deployment has it. */
  readonly issued?: { readonly facts: LoginFacts; readonly credential: Issued }
}
