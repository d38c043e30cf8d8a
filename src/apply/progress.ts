import type { Deployment } from '../astro/port.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Retired } from '../records/consumer.ts'
import type { Lock, Run } from '../records/lock.ts'
import type { IssuedSecretId } from '../vault/port.ts'
import type { Ports } from './ports.ts'

/** What all steps on one Deployment share. */
export interface DeploymentContext extends Ports {
  readonly scope: Scope
  readonly lock: Lock
  readonly run: Run
  /** `owner/repository` of the workflow, for the metadata of a secret-id. */
  readonly repository: string
  /** All kwargs but the secret-id. */
  readonly kwargsFor: (roleId: string) => object
  readonly waitSeconds: number
  readonly signal: AbortSignal
}

/** What one step leaves for the next. */
export interface Progress {
  readonly deployment: Deployment
  /** Known to this process alone until the Deployment has it. */
  readonly issued?: IssuedSecretId & { readonly roleId: string; readonly replaces: readonly Retired[] }
}
