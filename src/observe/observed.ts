import type { KeyObject } from 'node:crypto'
import type { Deployment, Shipped } from '../astro/port.ts'
import type { CredentialFacts, LoginFacts } from '../identity/identity.ts'
import type { Project } from '../project/project.ts'
import type { Claims } from '../records/claims.ts'
import type { ConsumerRecord, Credential } from '../records/consumer.ts'
import type { Ledger } from '../records/ledger.ts'
import type { Readers } from '../records/readers.ts'
import type { SecretChange } from '../records/secret-changes.ts'
import type { ClaimedRole } from '../records/shard.ts'
import type { KvRead, Mount, RoleFields, Visible } from '../vault/port.ts'

/** `trusted`: not read, because the ledger knows the version that is there, or (without a list of versions) the value. */
export type SeenSecret = KvRead | { readonly state: 'trusted'; readonly version: number }

/** Vault as it was found, for the names of one scope. */
export interface ObservedVault {
  readonly authMethod: Visible<string>
  /** Its settings; absent also where the identity needs none. */
  readonly authConfig: Visible<RoleFields>
  readonly mount: Visible<Mount>
  readonly policy: Visible<string>
  readonly role: Visible<RoleFields>
  /** What Airflow must know to log in with that role. */
  readonly login: Visible<LoginFacts>
  readonly ledger: Ledger
  /** Of the fingerprints in the ledger; undefined if there is none yet. */
  readonly key: KeyObject | undefined
  /** Of other manifests; undefined if the records may not be listed. */
  readonly claims: Claims | undefined
  /**
   * Manifest → what it asks of the role, for each other one that has claimed it; undefined if not all records can be read. Looked for
   * only where the role is not as this manifest wants it.
   */
  readonly roleClaims: ReadonlyMap<string, ClaimedRole> | undefined
  /** By path below the mount, for every wanted secret whose value is known. */
  readonly secrets: ReadonlyMap<string, SeenSecret>
  /** Who changed or deleted by hand what this action wrote, by path, as far as Vault tells. */
  readonly authors: ReadonlyMap<string, string>
  /** Whether changes by hand go unseen: `check: ledger` on a server that lists no versions. */
  readonly blind: boolean
  /** What the ledger names and the manifest no longer does: below this scope with `prune`, and always outside every scope. */
  readonly orphans: ReadonlyMap<string, KvRead>
  /** Observed only if something may be taken away or replaced, or if logins are checked. */
  readonly readers: Readers
  /** By id: the credentials that the readers of this role hold, if logins are checked. */
  readonly held: ReadonlyMap<string, Visible<CredentialFacts>>
}

/** What would be shipped. */
export type ObservedProject = Project

/** A Deployment as it was found, together with what Vault knows about it. */
export interface ObservedDeployment {
  readonly deployment: Deployment
  readonly record: ConsumerRecord | undefined
  /** By id: the credentials that the record names, replaced ones included. */
  readonly credentials: ReadonlyMap<string, Visible<CredentialFacts>>
  /** The versions that the deploy in the record's lock brought; absent if there is none, or it is not known to have arrived. */
  readonly arrived?: Shipped
  /** Credentials issued for this Deployment that no record names; looked for only after a run that was interrupted. */
  readonly strays: readonly Credential[]
  /**
   * Fingerprint of the kwargs that the Deployment should have, of two forms that say the same the one that it holds; undefined if the
   * role does not exist yet.
   */
  readonly kwargs: string | undefined
  /** Fingerprint of those that it shows; absent if it has none, or none that can be read. */
  readonly shownKwargs?: string
  readonly policy: Visible<string>
  /** Observed only if something may be taken away. */
  readonly readers: Readers
  /** Absent for deploy-type none. */
  readonly project?: ObservedProject
  /** Vault's clock. */
  readonly now: Date
}

/** What a run changed, and how it looks now. */
export interface ObservedUndo {
  readonly ledger: Ledger
  /** Of the fingerprints; undefined if there is none yet. */
  readonly key: KeyObject | undefined
  /** The latest first. */
  readonly changes: readonly SecretChange[]
  readonly now: ReadonlyMap<string, KvRead>
  /** The version from before the run, if there was one. */
  readonly before: ReadonlyMap<string, KvRead>
  /** The version that the run left, if there is a later one now. */
  readonly left: ReadonlyMap<string, KvRead>
  /** What other manifests have claimed since; undefined as in `ObservedVault`. */
  readonly claims: Claims | undefined
  /** Observed only if the undo may delete something. */
  readonly readers: Readers
}
