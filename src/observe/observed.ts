import type { KeyObject } from 'node:crypto'
import type { Deployment } from '../astro/port.ts'
import type { Finding } from '../base/finding.ts'
import type { CredentialFacts, LoginFacts } from '../identity/identity.ts'
import type { Project } from '../project/project.ts'
import type { ConsumerRecord, Credential } from '../records/consumer.ts'
import type { SecretChange } from '../records/history.ts'
import type { Ledger } from '../records/ledger.ts'
import type { KvRead, Mount, RoleFields, Visible } from '../vault/port.ts'

/** The record of a Deployment, and the mount that it lies on if that is not the one of the scope. */
export type SeenConsumer = ConsumerRecord & { readonly otherMount?: string }

/** `trusted`: not read, since the ledger knows the version that is there, or (without a list of versions) the value. */
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
  /** Of the fingerprints in the ledger; undefined where none was made yet. */
  readonly key: KeyObject | undefined
  /** Path → the other manifest that has claimed it; undefined where the records may not be listed. */
  readonly claims: ReadonlyMap<string, string> | undefined
  /** By path below the mount, for every wanted secret whose value is known. */
  readonly secrets: ReadonlyMap<string, SeenSecret>
  /** Whether changes by hand would not be seen: `check: ledger` on a server that lists no versions. */
  readonly blind: boolean
  /** What the ledger names and the manifest does not name any more: with `prune` below this scope, and always where no scope is. */
  readonly orphans: ReadonlyMap<string, KvRead>
  /** Every recorded consumer of the mount; undefined where they may not be listed. */
  readonly consumers: readonly SeenConsumer[] | undefined
  /** A finding for each record that cannot be read: what its consumer holds is unknown. Absent: there is none. */
  readonly unreadable?: readonly Finding[]
}

/** A Deployment as it was found, together with what Vault knows of it. */
export interface ObservedDeployment {
  readonly deployment: Deployment
  readonly record: ConsumerRecord | undefined
  /** By id: the credentials that the record names. */
  readonly credentials: ReadonlyMap<string, Visible<CredentialFacts>>
  /** Credentials issued for this Deployment that no record names; looked for only after a run that ended badly. */
  readonly strays: readonly Credential[]
  /** Fingerprint of the kwargs that the Deployment should have; undefined where the role does not exist yet. */
  readonly kwargs: string | undefined
  readonly policy: Visible<string>
  /** Every recorded consumer, where the policy allows more than this Deployment needs; undefined where they may not be listed. */
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
  /** Of the fingerprints; undefined where none was made yet. */
  readonly key: KeyObject | undefined
  /** The latest first. */
  readonly changes: readonly SecretChange[]
  readonly now: ReadonlyMap<string, KvRead>
  /** The version from before the run, where there was one. */
  readonly before: ReadonlyMap<string, KvRead>
  /** The version that the run left, where a later one lies there now. */
  readonly left: ReadonlyMap<string, KvRead>
  /** Path → the other manifest that has claimed it since; undefined where the records may not be listed. */
  readonly claims: ReadonlyMap<string, string> | undefined
}
