import type { Deployment } from '../astro/port.ts'
import type { Issued, LoginFacts } from '../identity/identity.ts'

/** What one step on a Deployment leaves for the next. */
export interface Progress {
  readonly deployment: Deployment
  /** Known only to this process until the Deployment has it. */
  readonly issued?: { readonly facts: LoginFacts; readonly credential: Issued }
}
