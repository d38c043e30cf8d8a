import { UserError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import type { Permission } from '../vault/permission.ts'
import type { ReadPlace } from '../vault/policy.ts'
import type { RoleFields, Runtime, Vault, Visible } from '../vault/port.ts'

/** The names of all kinds: rows of `identity/identities.ts`, and sections of the manifest. */
export const IDENTITIES = ['approle'] as const

export type IdentityName = (typeof IDENTITIES)[number]

/** Which role of Vault somebody logs in with, and where the secrets lie that it reads. */
export interface Access extends ReadPlace {
  readonly kind: IdentityName
  readonly authMount: string
  readonly role: string
}

/** Kwargs of Airflow that only Vault knows: of an AppRole its role-id. */
export type LoginFacts = Readonly<Record<string, string>>

/** Part of what `VaultBackend` is called with. */
export type AuthKwargs = Readonly<Record<string, string>>

/** What Vault tells of a credential. */
export interface CredentialFacts {
  readonly created: Date
  /** Absent: it does not expire. */
  readonly expires?: Date
}

/** A credential that was just issued; nobody but this process has it yet. */
export interface Issued {
  /** What Vault, and our record, know it by. */
  readonly id: string
  readonly kwargs: Secret<AuthKwargs>
}

/** A login as Airflow's. `forget` takes back what was made for it alone. */
export interface Entered {
  readonly runtime: Runtime
  forget(): Promise<void>
}

export interface EnterOptions {
  /** Just issued; absent: a credential is made that lives until we are logged in, a minute at most. */
  readonly issued?: { readonly facts: LoginFacts; readonly credential: Issued }
  readonly mask: (secret: Secret) => void
  /** Told what could not be taken back, and why it does no harm. */
  readonly note: (message: string) => void
}

/** Roles whose login needs a credential that the consumer holds. */
export interface CredentialKind<Settings> {
  /** As a plan names one: `secret-id`. */
  readonly noun: string
  /** Age in seconds at which it is replaced. */
  rotateAfter(settings: Settings): number
  facts(vault: Vault, access: Access, id: string): Promise<Visible<CredentialFacts>>
  /** Ids of those that were issued for this Deployment, but for the `known` ones. */
  issuedFor(vault: Vault, access: Access, deployment: string, known: ReadonlySet<string>): Promise<readonly string[]>
  /** `hide` is given what is secret in it, before anybody else sees that. */
  issue(vault: Vault, access: Access, metadata: Readonly<Record<string, string>>, hide: (secret: Secret) => void): Promise<Issued>
  /** One that is gone already is fine. */
  destroy(vault: Vault, access: Access, id: string): Promise<void>
}

/** How consumers prove to Vault who they are. One row of `identity/identities.ts`; `Settings` is its section of the manifest. */
export interface IdentityKind<Settings> {
  /** The type of its auth method, as `sys/auth` names it. */
  readonly authType: string
  /** The fields of the role that this project sets; all others stay as they are. */
  roleFields(settings: Settings, policy: string): RoleFields
  /** Those of them that no consumer can do without, also where others keep the role, and why. */
  readonly vital: { readonly fields: readonly string[]; readonly why: string }
  /** What the manifest itself says of `LoginFacts`, if anything. */
  ownLogin(settings: Settings): LoginFacts | undefined
  login(vault: Vault, access: Access): Promise<Visible<LoginFacts>>
  /** Where Vault keeps them. */
  loginPath(access: Access): string
  setLogin(vault: Vault, access: Access, facts: LoginFacts): Promise<void>
  /** Seconds for which workers may go on with what was replaced. */
  destroyAfter(settings: Settings): number
  /** What the kwargs of a login look like before anything is known or issued. */
  readonly example: AuthKwargs
  /** The kwargs of a login, without the credential. */
  kwargs(settings: Settings, access: Access, facts: LoginFacts): AuthKwargs
  /** Absent: the consumer proves itself by what its platform gives it, and there is nothing to issue or to rotate. */
  readonly credential?: CredentialKind<Settings>
  /** Logs in as the consumer will, to prove that it can read. Absent: that cannot be proved from here. */
  enter?(vault: Vault, access: Access, options: EnterOptions): Promise<Entered>
  /** What the pipeline's own identity needs besides the role itself. */
  permissions(settings: Settings, access: Access, need: Need): readonly Permission[]
}

/** What a run does with the logins of its consumers. */
export interface Need {
  readonly mode: 'plan' | 'sync' | 'deploy'
  /** A consumer is looked at. */
  readonly consumer: boolean
  /** A login is tried out, or issued. */
  readonly proof: boolean
  /** The role is this action's to change. */
  readonly role: boolean
}

/** The facts of a role that exists by the time that they are asked for; `path` is where Vault keeps them. */
export function required(facts: Visible<LoginFacts>, path: string): LoginFacts {
  if (facts.state === 'present') return facts.value
  const why = facts.state === 'absent' ? 'the role does not exist' : facts.because
  throw new UserError(`${path} cannot be read: ${why}`, { hint: `The token of this run needs read on ${path}.` })
}
