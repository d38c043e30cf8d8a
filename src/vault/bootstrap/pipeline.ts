/** How the pipeline is to log in, and who may: what the administrator binds its role or user to. */
export type BoundLogin =
  | { readonly method: 'token' | 'approle' }
  /** Jobs whose token comes from `issuer`, is meant for `audience`, and has one of the values of each claim. */
  | {
      readonly method: 'jwt'
      readonly issuer: string
      readonly audience: string
      readonly claims: Readonly<Record<string, readonly string[]>>
    }
  | { readonly method: 'kubernetes'; readonly namespace: string; readonly serviceAccount: string }
  | { readonly method: 'userpass' | 'ldap' | 'github'; readonly user: string }
  /** Path of a PEM file. */
  | { readonly method: 'cert'; readonly certificate: string }

/** The identity that a pipeline is to have in Vault. */
export interface Pipeline {
  /** Of its role and of its policy. */
  readonly name: string
  /** In HCL. The first line says whose it is, so that nobody else's is replaced. */
  readonly policy: string
  readonly login: BoundLogin
  /** Mount of the auth method; empty for a token. */
  readonly mount: string
  /** The client that the administrator has. */
  readonly client: 'vault' | 'bao'
  /** Where it logs in; empty for the root namespace; absent: wherever the administrator's client works. */
  readonly namespace?: string
}
