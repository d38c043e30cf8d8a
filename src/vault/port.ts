import type { Secret } from '../base/secret.ts'
import type { ServerVersion } from './advisories.ts'

/** What an observation saw; a 403 means only that this token may not look. */
export type Visible<T> =
  | { readonly state: 'present'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'not-visible'; readonly because: string }

export interface Mount {
  readonly type: string
  /** KV: "1" or "2". */
  readonly version: string
}

type Scalar = string | number | boolean | readonly string[]

/**
 * Fields of a role of an auth method, or of the settings of the method itself, by Vault's names; durations in seconds. What a write of a
 * role does not name is left as it is.
 */
export type RoleFields = Readonly<Record<string, Scalar | Readonly<Record<string, Scalar>>>>

export type KvData = Readonly<Record<string, unknown>>

/**
 * `version` is what a check-and-set write must name: 0 if nothing was ever written, N after a soft delete. `since`: when that
 * version was written, or deleted; in UTC, as RFC 3339 has it. `until`: when Vault deletes it by itself, as `delete_version_after`
 * of its mount or key said when it was written; absent: it stays.
 */
export type KvRead =
  | {
      readonly state: 'present'
      readonly data: Secret<KvData>
      readonly version: number
      readonly since?: string
      readonly until?: string
    }
  | { readonly state: 'absent'; readonly version: number; readonly since?: string }
  | { readonly state: 'not-visible'; readonly because: string }

/** Who wrote a version and who deleted it, by the name that Vault has for their login: `ldap-alice`, `approle`. */
export interface Authors {
  readonly wrote?: string
  readonly deleted?: string
}

/** `until`: as in `KvRead`. */
export interface ListedVersion {
  readonly version: number
  readonly deleted: boolean
  readonly until?: string
}

export interface SecretIdRequest {
  /** Called with the secret-id when it is drawn, before the server or anybody else sees it. */
  readonly hide: (secretId: Secret) => void
  readonly metadata: Readonly<Record<string, string>>
  /** Seconds; absent: the role's. */
  readonly ttl?: number
  /** CIDR blocks: from nowhere else can anybody log in with it, or use the token. Absent: from anywhere that the role allows. */
  readonly boundCidrs?: readonly string[]
}

export interface IssuedSecretId {
  readonly secretId: Secret
  readonly accessor: string
}

export interface SecretIdFacts {
  readonly created: Date
  /** Absent: it does not expire. */
  readonly expires?: Date
  readonly metadata: Readonly<Record<string, string>>
  /** As in `SecretIdRequest`. */
  readonly boundCidrs?: readonly string[]
}

/** How many calls to make at once: as many as a distant server can use. The transport limits those in flight further. */
export const AT_ONCE = 64

/** Vault as the runtime identity sees it: only what Airflow itself can do. */
export interface Runtime {
  /** Path in the API → capabilities of this identity. */
  capabilities(paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  read(mount: string, path: string): Promise<KvRead>
  /** Ends the login. */
  leave(): Promise<void>
}

/** What this project asks of Vault or OpenBao. A call that fails names its path. */
export interface Vault {
  /**
   * Path in the API → what this identity may do there; undefined if its policies do not let it ask. A token that the server
   * does not accept ends the run.
   */
  capabilities(paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]> | undefined>
  /** The names of the policies of this token, `default` among them, whether or not they exist. */
  ownPolicies(): Promise<Visible<readonly string[]>>
  /** The server's own clock; the runner's is not used for anything that is kept. */
  now(): Promise<Date>
  /** What cannot be asked is unknown, and no error. */
  server(): Promise<ServerVersion>
  /** The type of the auth method at `path`. */
  authMethod(path: string): Promise<Visible<string>>
  /** `type`: such as approle. Accepts one of that type that another run has enabled meanwhile; then it gives false. */
  enableAuth(path: string, type: string): Promise<boolean>
  /** The settings of the auth method at `path`; absent: it has none yet. */
  authConfig(path: string): Promise<Visible<RoleFields>>
  /** What is not named stays as it is. */
  configureAuth(path: string, fields: RoleFields): Promise<void>
  mount(path: string): Promise<Visible<Mount>>
  /** Enables KV v2 and waits until it serves. Accepts a KV v2 mount that another run has made meanwhile; then it gives false. */
  enableKv2(path: string): Promise<boolean>
  policy(name: string): Promise<Visible<string>>
  writePolicy(name: string, text: string): Promise<void>
  /** One that is already gone is fine. */
  deletePolicy(name: string): Promise<void>
  role(authMount: string, name: string): Promise<Visible<RoleFields>>
  roleId(authMount: string, name: string): Promise<Visible<string>>
  writeRole(authMount: string, name: string, fields: RoleFields): Promise<void>
  /** With all its secret-ids. One that is already gone is fine. */
  deleteRole(authMount: string, name: string): Promise<void>
  writeRoleId(authMount: string, name: string, roleId: string): Promise<void>
  read(mount: string, path: string): Promise<KvRead>
  /**
   * Check-and-set; returns the new version. A mismatch that an earlier attempt of this same write explains counts as done. Throws
   * if Vault will delete by itself what it has written.
   */
  write(mount: string, path: string, data: Secret<KvData>, expected: number): Promise<number>
  /** One version of a secret; a deleted or destroyed one is absent. */
  readVersion(mount: string, path: string, version: number): Promise<KvRead>
  /** Undefined where the server does not tell, or not to us. */
  authors(mount: string, path: string, version: number): Promise<Authors | undefined>
  /** Soft delete: the versions can be restored. */
  deleteVersions(mount: string, path: string, versions: readonly number[]): Promise<void>
  undeleteVersions(mount: string, path: string, versions: readonly number[]): Promise<void>
  /** All versions, for good: only for records of this action. One that is already gone is fine. */
  forget(mount: string, path: string): Promise<void>
  /** The current version of every secret in a folder; undefined if the server cannot list them, or not to us. */
  versions(mount: string, folder: string): Promise<ReadonlyMap<string, ListedVersion> | undefined>
  /** Names in a folder, sub-folders with `/` at the end; undefined if listing is not allowed. */
  list(mount: string, folder: string): Promise<ReadonlySet<string> | undefined>
  /** Creates exactly one secret-id, however many attempts that takes. */
  issueSecretId(authMount: string, role: string, request: SecretIdRequest): Promise<IssuedSecretId>
  secretIds(authMount: string, role: string): Promise<readonly string[]>
  secretId(authMount: string, role: string, accessor: string): Promise<Visible<SecretIdFacts>>
  /** A secret-id that is already gone is fine. */
  destroySecretId(authMount: string, role: string, accessor: string): Promise<void>
  /** Logs in as Airflow will. */
  runtime(authMount: string, roleId: string, secretId: Secret): Promise<Runtime>
}
