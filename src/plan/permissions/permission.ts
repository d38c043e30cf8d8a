import type { Named } from '../../airflow/definition.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Preview } from '../../manifest/preview.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { PlacedSource } from '../../sources/values.ts'
import type { Permission } from '../../vault/permission.ts'
import type { Step } from '../step.ts'

/** What the pipeline's own login may have to be allowed, and for which steps. */
export type StepPermission = Permission<Step>

/** What a run is asked to do, as far as it makes a difference to its permissions in Vault. */
export interface RunOptions {
  readonly mode: 'plan' | 'sync' | 'deploy'
  /** The run reads a Deployment, as it always does in mode deploy. */
  readonly deployment: boolean
  readonly check: 'full' | 'ledger'
  readonly prune: 'off' | 'plan' | 'apply'
  /** The run undoes an earlier one, and does nothing else. */
  readonly undo: boolean
}

export interface PermissionSubject {
  readonly manifest: Manifest
  readonly scope: Scope
  /** The preview that the run is about. Its permissions are those for every preview. */
  readonly preview?: Preview
  /** The secrets that it is about. */
  readonly entries: readonly Named[]
  /** Every source that they name. */
  readonly places: readonly PlacedSource[]
}
