/**
 * How far the storage had come with the last write (`X-Vault-Index`; Vault Enterprise, newer OpenBao). A node that answers reads
 * itself and has not come so far says 412 then, instead of what was there before the write.
 */
export interface Reached {
  index?: string
}

/**
 * Remembers that, unless what is known is further: of writes in flight at once, the answers come in any order. Two that cannot be
 * compared are of another cluster or of a server with other words; then the newest answer counts.
 */
export function reach(reached: Reached, index: string): void {
  const [before, now] = [stateIn(reached.index), stateIn(index)]
  const isComparable = before !== undefined && now !== undefined && now.cluster === before.cluster
  const isBehind = isComparable && now.local <= before.local && now.replicated <= before.replicated
  if (!isBehind) reached.index = index
}

/** What Vault's own client reads from it: `v1:<cluster>:<local index>:<replicated index>:<HMAC>` in base64. */
function stateIn(index = '') {
  const [, cluster, local, replicated] = /^v1:([^:]+):(\d+):(\d+):/.exec(Buffer.from(index, 'base64').toString()) ?? []
  if (local === undefined || replicated === undefined) return undefined
  return { cluster, local: BigInt(local), replicated: BigInt(replicated) }
}
