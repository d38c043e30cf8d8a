import type { Secret } from '../../base/secret.ts'

/** The methods by which the pipeline itself can log in, each with its default mount. */
export const METHODS = {
  token: '',
  approle: 'approle',
  jwt: 'jwt',
  kubernetes: 'kubernetes',
  ldap: 'ldap',
  userpass: 'userpass',
  github: 'github',
  cert: 'cert'
} as const

export type Method = keyof typeof METHODS

/** How to log in. A new method is a new kind here and a case in `requestFor`. */
export type Login =
  | { readonly method: 'token'; readonly token: Secret }
  | ({ readonly mount: string } & (
      | { readonly method: 'approle'; readonly roleId: string; readonly secretId: Secret }
      | { readonly method: 'approle'; readonly roleId: string; readonly wrapped: Secret }
      /** Without `jwt`: the token that GitHub gives to a job, for `audience`. */
      | { readonly method: 'jwt'; readonly role: string; readonly jwt?: Secret; readonly audience?: string }
      | { readonly method: 'kubernetes'; readonly role: string; readonly tokenFile: string }
      | { readonly method: 'ldap' | 'userpass'; readonly username: string; readonly password: Secret }
      | { readonly method: 'github'; readonly token: Secret }
      /** The TLS connection presents the certificate; without `role`, any role that trusts it will do. */
      | { readonly method: 'cert'; readonly role?: string }
    ))

/** Where a login is sent, and with what. `jwt` and `kubernetes` get a fresh token for every login. */
export interface LoginRequest {
  /** Encoded. */
  readonly path: string
  readonly body: Secret<Readonly<Record<string, unknown>>>
  /** The token that Vault will examine, if the method sends one. */
  readonly jwt?: Secret
}

/** What a login needs from outside Vault. */
export interface LoginOptions {
  /** GitHub's token for this job. */
  idToken(audience: string | undefined): Promise<Secret>
  /** Masks a secret that was found on the way. */
  hide(secret: Secret): void
}
