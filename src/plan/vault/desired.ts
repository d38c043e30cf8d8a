import type { Manifest } from '../../manifest/manifest.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { Generated } from '../../records/generated.ts'
import type { Wanted } from '../../values/kv.ts'

/** What a run wants of Vault. */
export interface DesiredVault {
  readonly manifest: Manifest
  readonly scope: Scope
  readonly wanted: readonly Wanted[]
  /** Values that were drawn in this run, by place. */
  readonly drawn: ReadonlyMap<string, Generated>
  /** Take over what somebody else made, instead of ending. */
  readonly adopt: boolean
  /** What becomes of our secrets that the manifest does not name any more. `limit`: the largest part, 0 to 1, of what is ours in the folders of the scope. */
  readonly prune: { readonly mode: 'off' | 'plan' | 'apply'; readonly limit: number }
}
