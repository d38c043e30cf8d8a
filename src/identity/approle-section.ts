/** The section `approle:` of a manifest. Durations in seconds. */
export interface AppRole {
  readonly kind: 'approle'
  readonly name: string
  readonly policy: string
  readonly mount: string
  /** Absent: the one that Vault makes. */
  readonly roleId?: string
  readonly tokenTtl: number
  readonly tokenMaxTtl: number
  readonly secretId: { readonly ttl: number; readonly rotateAfter: number; readonly destroyAfter: number }
}
