import type { KeyObject } from 'node:crypto'
import type { Deployment, Shipped } from '../astro/port.ts'
import type { Finding } from '../base/finding.ts'
import type { CredentialFacts, LoginFacts } from '../identity/identity.ts'
import type { Project } from '../project/project.ts'
import type { ConsumerRecord, Credential } from '../records/consumer.ts'
import type { SecretChange } from '../records/history.ts'
import type { Ledger } from '../records/ledger.ts'
import type { KvRead, Mount, RoleFields, Visible } from '../vault/port.ts'

/** The record of a Deployment, and its mount if that is not the scope's. */
export type SeenConsumer = ConsumerRecord & { readonly otherMount?: string }

/** `trusted`: not read, because the ledger knows the version that is there, or (without a list of versions) the value. */
export type SeenSecret = KvRead | { readonly state: 'trusted'; readonly version: number }

/** Vault as it was found, for the names of one scope. */
export interface ObservedVault {
  readonly authMethod: Visible<string>
  readonly mount: Visible<Mount>
  readonly policy: Visible<string>
  readonly role: Visible<RoleFields>
  /** What Airflow must know to log in with that role. */
  readonly login: Visible<LoginFacts>
  readonly ledger: Ledger
  /** Of the fingerprints in the ledger; undefined if there is none yet. */
  readonly key: KeyObject | undefined
  /** Path → the other manifest that has claimed it; undefined if the records may not be listed. */
  readonly claims: ReadonlyMap<string, string> | undefined
  /** By path below the mount, for every wanted secret whose value is known. */
  readonly secrets: ReadonlyMap<string, SeenSecret>
  /** Whether changes by hand go unseen: `check: ledger` on a server that lists no versions. */
  readonly blind: boolean
  /** What the ledger names and the manifest no longer does: below this scope with `prune`, and always outside every scope. */
  readonly orphans: ReadonlyMap<string, KvRead>
  /** Every recorded consumer of the mount; undefined if they may not be listed. */
  readonly consumers: readonly SeenConsumer[] | undefined
  /** A finding for each record that cannot be read: what its consumer holds is unknown. Absent: there is none. */
  readonly unreadable?: readonly Finding[]
}

/** A Deployment as it was found, together with what Vault knows about it. */
export interface ObservedDeployment {
  readonly deployment: Deployment
  readonly record: ConsumerRecord | undefined
  /** By id: the credentials that the record names. */
  readonly credentials: ReadonlyMap<string, Visible<CredentialFacts>>
  /** The versions that the deploy in the record's lock brought; absent if there is none, or it is not known to have arrived. */
  readonly arrived?: Shipped
  /** Credentials issued for this Deployment that no record names; looked for only after a run that was interrupted. */
  readonly strays: readonly Credential[]
  /** Fingerprint of the kwargs that the Deployment should have; undefined if the role does not exist yet. */
  readonly kwargs: string | undefined
  readonly policy: Visible<string>
  /** Every recorded consumer, if the policy allows more than this Deployment needs; undefined if they may not be listed. */
  readonly consumers: readonly SeenConsumer[] | undefined
  /** As in `ObservedVault`. */
  readonly unreadable?: readonly Finding[]
  /** Absent for deploy-type none. */
  readonly project?: Project
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
  /** Path → the other manifest that has claimed it since; undefined if the records may not be listed. */
  readonly claims: ReadonlyMap<string, string> | undefined
}
