import type { Deployment } from '../astro/port.ts'
import type { Issued, LoginFacts } from '../identity/identity.ts'

/** What one step on a Deployment leaves for the next. */
export interface Progress {
  /** As it was last looked at. */
  readonly deployment: Deployment
  /** What was changed, and not shown by Astro since. */
  readonly unshown?: readonly Unshown[]
  /** It was not seen healthy after the change, only not ill: what cannot be undone waits for the next run. */
  readonly isUnsure?: boolean
  /** Known only to this process until the Deployment has it. */
  readonly issued?: { readonly facts: LoginFacts; readonly credential: Issued }
}

/**
 * A change that Astro has not shown yet. Until it does, HEALTHY may be the status from before it
 * ([decision 52](../../docs/adr/0052-healthy-after-the-change.md)).
 */
export interface Unshown {
  /** When it was made, by the clock of the run. */
  readonly since: number
  /** For how long the status may still be the one from before. */
  readonly staleMs: number
  /** Whether it was last seen busy with what may have been something else, so that being busy proves nothing yet. */
  readonly wasBusy: boolean
  /** The version of the DAGs, where nothing else was changed: only that it runs proves the change. */
  readonly dags?: string | undefined
}
