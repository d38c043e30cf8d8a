import { UserError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import type { Permission } from '../vault/permission.ts'
import type { ReadPlace } from '../vault/policy.ts'
import type { RoleFields, Runtime, Vault, Visible } from '../vault/port.ts'
import type { AppRole } from './approle-section.ts'

/** The names of all kinds: rows of `identity/identities.ts`, and sections of the manifest. */
export const IDENTITIES = ['approle', 'jwt'] as const

export type IdentityName = (typeof IDENTITIES)[number]

/** Which Vault role a consumer logs in with, and where the secrets are that it reads. */
export interface Access extends ReadPlace {
  readonly kind: IdentityName
  readonly authMount: string
  readonly role: string
}

/** Airflow kwargs that only Vault knows, such as the role-id of an AppRole. */
export type LoginFacts = Readonly<Record<string, string>>

/** Some of the arguments of `VaultBackend`. */
export type AuthKwargs = Readonly<Record<string, string>>

/** What Vault says about a credential. */
export interface CredentialFacts {
  readonly created: Date
  /** Absent: it does not expire. */
  readonly expires?: Date
  /** The id of the Deployment that this action issued it for; absent if Vault does not say. */
  readonly deployment?: string
  /** CIDR blocks that it works from; absent: from anywhere. */
  readonly boundCidrs?: readonly string[]
}

/** A credential that was just issued; nobody but this process has it yet. */
export interface Issued {
  /** What Vault, and our record, know it by. */
  readonly id: string
  /** It works from the addresses of its consumer alone. */
  readonly isBound?: true
  readonly kwargs: Secret<AuthKwargs>
}

/** A login as Airflow's own. `forget` destroys what was created for it alone. */
export interface Entered {
  readonly runtime: Runtime
  forget(): Promise<void>
}

export interface EnterOptions {
  /** Just issued. Absent, or bound to addresses: a temporary credential is created, which expires within a minute. */
  readonly issued?: { readonly facts: LoginFacts; readonly credential: Issued }
  /** Those of the role, if they are known. */
  readonly facts?: LoginFacts
  readonly mask: (secret: Secret) => void
  /** Called with what could not be destroyed, and why that does no harm. */
  readonly note: (message: string) => void
}

export interface CredentialRequest {
  readonly metadata: Readonly<Record<string, string>>
  /** CIDR blocks that it is to work from; absent: from anywhere. */
  readonly boundCidrs?: readonly string[]
  /** Called with what is secret in it, before anybody else sees that. */
  readonly hide: (secret: Secret) => void
}

/** Roles whose login needs a credential that the consumer holds. */
export interface CredentialKind<Settings> {
  /** What a plan calls one: `secret-id`. */
  readonly noun: string
  /** Age in seconds at which it is replaced. */
  rotateAfter(settings: Settings): number
  facts(vault: Vault, access: Access, id: string): Promise<Visible<CredentialFacts>>
  /** Ids of those that were issued for this Deployment, except the `known` ones. */
  issuedFor(vault: Vault, access: Access, deployment: string, known: ReadonlySet<string>): Promise<readonly string[]>
  /** Whether each one works from the addresses of its consumer alone. */
  isBound(settings: Settings): boolean
  issue(vault: Vault, access: Access, request: CredentialRequest): Promise<Issued>
  /** Succeeds if it is already gone. */
  destroy(vault: Vault, access: Access, id: string): Promise<void>
}

/** Where the pods of a consumer run, as far as its platform says so. */
export interface Place {
  /** Of the consumer. */
  readonly name: string
  /** Who signs the tokens of its pods. */
  readonly issuer?: string
  readonly namespace?: string
  /** Its tasks run in a cluster of which the platform knows nothing. */
  readonly isElsewhere?: boolean
}

/** How consumers prove to Vault who they are. One row of `identity/identities.ts`; `Settings` is its section of the manifest. */
export interface IdentityKind<Settings> {
  /** Its section of the manifest, by its keys from the top: `approle`. */
  readonly section: string
  /** The type of its auth method, as `sys/auth` names it. */
  readonly authType: string
  /** The settings of its auth method that this project sets. Absent: it needs none. */
  methodFields?(settings: Settings): RoleFields
  /** The fields of the role that this project sets; all others stay as they are. */
  roleFields(settings: Settings, policy: string): RoleFields
  /** Those that every consumer depends on, even if others manage the role, and why. */
  readonly vital: { readonly fields: readonly string[]; readonly why: string }
  /** Whether a role with the fields `wanted` refuses somebody whom it accepts now. Absent: none does. */
  refusesMore?(there: RoleFields, wanted: RoleFields): boolean
  /** The `LoginFacts` that the manifest itself sets, if any. */
  ownLogin(settings: Settings): LoginFacts | undefined
  login(vault: Vault, access: Access): Promise<Visible<LoginFacts>>
  /** Where Vault keeps them. */
  loginPath(access: Access): string
  setLogin(vault: Vault, access: Access, facts: LoginFacts): Promise<void>
  /** Seconds for which workers may keep using what was replaced. */
  destroyAfter(settings: Settings): number
  /** What the kwargs of a login look like before anything is known or issued. */
  readonly example: AuthKwargs
  /** The kwargs of a login, without the credential. `knowsJwt`: whether the provider is known to have `auth_type: jwt`. */
  kwargs(settings: Settings, access: Access, facts: LoginFacts, knowsJwt: boolean): AuthKwargs
  /** Absent: the consumer proves who it is with what its platform gives it, and there is nothing to issue or rotate. */
  readonly credential?: CredentialKind<Settings>
  /** Logs in as the consumer will, to prove that it can read. Absent: that cannot be proved from here. */
  enter?(vault: Vault, access: Access, options: EnterOptions): Promise<Entered>
  /** Takes what the manifest leaves to the platform from where the consumers run. Absent, or undefined: it leaves nothing. */
  fromPlatform?(settings: Settings): ((places: readonly Place[]) => Settings) | undefined
  /** What stands in for it where no platform vouches for the consumer, or not yet: an AppRole with its names. */
  asAppRole(settings: Settings): AppRole
  /** What the pipeline's own login needs besides the role itself. */
  permissions(settings: Settings, access: Access, need: Need): readonly Permission[]
}

/** What a run does with the logins of its consumers. */
export interface Need {
  readonly mode: 'plan' | 'sync' | 'deploy'
  /** A consumer is observed. */
  readonly consumer: boolean
  /** A login is verified, or a credential issued. */
  readonly proof: boolean
  /** This action may change the role. */
  readonly role: boolean
  /** And its auth method. */
  readonly method: boolean
}

/** The login facts of a role that must exist by now; `path` is where Vault keeps them. Throws if they cannot be read. */
export function required(facts: Visible<LoginFacts>, path: string): LoginFacts {
  if (facts.state === 'present') return facts.value
  if (facts.state === 'absent') throw new UserError(`${path} cannot be read: the role does not exist`)
  throw new UserError(`${path} cannot be read: ${facts.because}`, { hint: `The token of this run needs read on ${path}.` })
}
