import type { Copy, Deployment, DeployRequest, HibernationOverride } from '../astro/port.ts'
import type { Secret } from '../base/secret.ts'
import type { Access, LoginFacts } from '../identity/identity.ts'
import type { ConsumerRecord, Credential, Retired } from '../records/consumer.ts'
import type { Generated } from '../records/generated-shard.ts'
import type { ClaimedRole, LedgerEntry } from '../records/shard.ts'
import type { KvData, RoleFields } from '../vault/port.ts'

/** What others have left there. `drift`: what this action wrote is changed or gone. `foreign`: it never wrote it. */
export interface Found {
  readonly by: 'drift' | 'foreign'
  /** When that was written or deleted, as far as Vault says so. */
  readonly since?: string
  /** Somebody used it while it was there, and cannot now. */
  readonly gone?: true
}

interface About {
  /** Why, for a person: what follows the colon after action and target. */
  readonly reason: string
  /** Absent where the manifest asks for something new, or nobody knows who changed it. */
  readonly found?: Found
}

/** One change, as plain data. A new capability is a new kind, with a planner and an applier of its own. */
export type Step = About &
  (
    | { readonly kind: 'auth-method'; readonly path: string; readonly type: string }
    /** `was`: what differs, as it is; empty if the auth method has no settings yet. */
    | { readonly kind: 'auth-config'; readonly path: string; readonly was: RoleFields; readonly fields: RoleFields }
    | { readonly kind: 'mount'; readonly path: string }
    | {
        readonly kind: 'claim'
        readonly manifest: string
        /** Entries of all paths that this run takes or changes, without fingerprint: nobody trusts them until the run is over. */
        readonly entries: ReadonlyMap<string, LedgerEntry>
        /** What this manifest asks of each. */
        readonly roles: ReadonlyMap<string, ClaimedRole>
        readonly policies: ReadonlySet<string>
        /** Paths that must not be claimed by anybody else. */
        readonly added: ReadonlySet<string>
        /** Path → the manifest that it is taken over from. */
        readonly takenFrom: ReadonlyMap<string, string>
        /** What this run changes: recorded, so that it can be undone. */
        readonly changing: readonly SecretStep[]
        /** Of these, what somebody else has made. */
        readonly foreign?: ReadonlySet<string>
      }
    /** `seen`: its text when this was planned; absent if there was none. */
    | { readonly kind: 'policy'; readonly name: string; readonly text: string; readonly seen?: string }
    | {
        readonly kind: 'role'
        /** It does not exist yet: creating it takes another capability in Vault than updating it. */
        readonly isNew?: true
        readonly access: Access
        /** Those that differ, as they are: 0 or empty if the server does not mention them. Empty for a new role. */
        readonly was: RoleFields
        readonly fields?: RoleFields
        /** What Airflow logs in with, if the manifest itself says so. */
        readonly login?: LoginFacts
      }
    | {
        readonly kind: 'secret'
        readonly path: string
        readonly data: Secret<KvData>
        /** The version that is there: 0 if nothing was ever written, N also after a soft delete. */
        readonly expected: number
        readonly overwrites: boolean
        /** Which of its keys differ from what is there, such as `password`, `extra.sslmode`; absent if that is unknown. */
        readonly keys?: readonly string[]
        /** Of what is new, what the manifest itself spells out: key → text. */
        readonly constants?: Readonly<Record<string, string>>
      }
    | { readonly kind: 'generate'; readonly manifest: string; readonly drawn: ReadonlyMap<string, Generated> }
    | { readonly kind: 'delete' | 'undelete'; readonly path: string; readonly version: number }
    | {
        readonly kind: 'ledger'
        readonly manifest: string
        /** What already matches the manifest; what this run writes comes on top. */
        readonly known: ReadonlyMap<string, { readonly version: number; readonly data: Secret<KvData> }>
        /** What the ledger names and somebody else has deleted. */
        readonly gone: ReadonlySet<string>
        /** What leaves the ledger once this run has given it back. */
        readonly released?: ReadonlySet<string>
      }
    | { readonly kind: 'record'; readonly change: { readonly [K in keyof ConsumerRecord]?: ConsumerRecord[K] | undefined } }
    | {
        readonly kind: 'credential'
        /** What such a credential is called. */
        readonly noun: string
        readonly replaces: readonly Retired[]
        /** CIDR blocks that it works from; absent: from anywhere. */
        readonly boundCidrs?: readonly string[]
      }
    /** Paths below the mount. `of`: how many these stand for, if they are a sample. */
    | { readonly kind: 'verify'; readonly paths: readonly string[]; readonly reads: readonly string[]; readonly of?: number }
    /** `overwrites`: the Deployment has some, even if nobody knows which. */
    | { readonly kind: 'kwargs'; readonly overwrites: boolean; readonly replaces: readonly Retired[] }
    | { readonly kind: 'backend' }
    | {
        readonly kind: 'deploy'
        readonly request: DeployRequest
        /** What was shipped last and what will be, by part; Astro assigns the versions. */
        readonly was: ConsumerRecord['shipped']
        readonly parts: ConsumerRecord['shipped']
      }
    /** `seconds`: for how long at most. `was`: what overrode its schedule, and is put back. */
    | { readonly kind: 'wake'; readonly seconds: number; readonly was?: HibernationOverride }
    | { readonly kind: 'health' }
    /** Undoes `wake`, also after a step that failed. */
    | { readonly kind: 'hibernate'; readonly was?: HibernationOverride }
    /** `isGone`: somebody else has destroyed it already. */
    | { readonly kind: 'retire'; readonly noun: string; readonly credential: Credential; readonly isGone?: true }
    /** The description gets a mark when it is made. `base`: its name in Astro. */
    | { readonly kind: 'create'; readonly base: string; readonly copy: Omit<Copy, 'mark'> }
    /** Takes role and policy from a preview, and with the role all its secret-ids. Absent: it is gone already. */
    | { readonly kind: 'revoke'; readonly access: Access; readonly role?: string; readonly policy?: string }
    | { readonly kind: 'remove'; readonly deployment: Pick<Deployment, 'id' | 'name' | 'workspaceId'> }
    /** Its records, the one that says what else there is last. `deployments`: ids of the records of its Deployment, and of those that it had before. */
    | {
        readonly kind: 'forget'
        readonly preview: string
        readonly deployments: readonly string[]
        readonly roles: readonly string[]
        readonly policies: readonly string[]
        readonly paths: ReadonlySet<string>
      }
    | { readonly kind: 'narrow'; readonly name: string; readonly text: string; readonly seen: string }
  )

/** Whether it restarts the Deployment. */
export const isRestart = ({ kind }: Pick<Step, 'kind'>): boolean => kind === 'kwargs' || kind === 'backend' || kind === 'deploy'

/** Whether the step restores what somebody has changed or deleted. */
export const isDrift = ({ found }: Step): boolean => found?.by === 'drift'

/** Changes in Vault that need no lock: each is safe to repeat. */
export type VaultStep = Extract<
  Step,
  {
    kind:
      | 'auth-method'
      | 'auth-config'
      | 'mount'
      | 'claim'
      | 'generate'
      | 'policy'
      | 'role'
      | 'secret'
      | 'delete'
      | 'undelete'
      | 'ledger'
  }
>

/** A change of one secret. */
export type SecretStep = Extract<Step, { kind: 'secret' | 'delete' | 'undelete' }>

export const isSecretStep = (step: Step): step is SecretStep =>
  step.kind === 'secret' || step.kind === 'delete' || step.kind === 'undelete'

/** What makes a preview, under the lock of the preview. */
export type CreateStep = Extract<Step, { kind: 'create' }>

/** What ends one, likewise. Its secrets are deleted as any others. */
export type RemovalStep = Extract<Step, { kind: 'revoke' | 'delete' | 'undelete' | 'remove' | 'forget' }>

/** What concerns one Deployment, and is done under its lock. */
export type DeploymentStep = Exclude<Step, VaultStep | CreateStep | RemovalStep>
