import type { Manifest } from '../../manifest/manifest.ts'
import type { Scope } from '../../manifest/scope.ts'
import type { Generated } from '../../records/generated-shard.ts'
import type { Wanted } from '../../values/kv.ts'

/** What a run wants of Vault. */
export interface DesiredVault {
  readonly manifest: Manifest
  readonly scope: Scope
  readonly wanted: readonly Wanted[]
  /** Values that were drawn in this run, by place. */
  readonly drawn: ReadonlyMap<string, Generated>
  /** Take over what somebody else made, instead of failing. */
  readonly adopt: boolean
  /** What to do with our secrets that the manifest no longer names. `limit`: the largest share, 0 to 1, of ours in the scope's folders. */
  readonly prune: { readonly mode: 'off' | 'plan' | 'apply'; readonly limit: number }
}
