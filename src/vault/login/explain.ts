import { UserError } from '../../errors.ts'
import type { Secret } from '../../secret.ts'
import { VaultError } from '../errors.ts'
import type { Method } from './login.ts'

export interface FailedLogin {
  readonly method: Method
  readonly mount: string
  readonly namespace?: string | undefined
  /** The token that Vault looked into: its claims are told, the token never. */
  readonly jwt?: Secret | undefined
}

/** A login that Vault refused, with the side that is probably wrong. */
export function explainLogin(error: unknown, login: FailedLogin): unknown {
  if (!(error instanceof VaultError)) return error
  const where = `auth/${login.mount}${login.namespace === undefined ? '' : ` in namespace ${login.namespace}`}`
  const claims = login.jwt === undefined ? '' : `; the token says ${claimsOf(login.jwt)}`
  return new UserError(`login by ${login.method} at ${where} failed: ${error.message}${claims}`, {
    hint: hintFor(error, login, where),
    cause: error
  })
}

function hintFor(error: VaultError, { method }: FailedLogin, where: string): string | undefined {
  if (error.status >= 500 && error.hint !== undefined) return error.hint
  if (error.status === 404 || error.says('no handler for route')) return missing(method, where)
  const [, hint] = HINTS[method].find(([text]) => error.says(text)) ?? []
  if (hint !== undefined) return hint
  return error.status === 403 || error.status === 405 ? missing(method, where) : error.hint
}

const missing = (method: Method, where: string) =>
  `Is the auth method ${method} enabled at ${where}? vault-auth-mount and vault-login-namespace say where it is; a role may also be bound to other addresses than this runner's.`

type Hints = readonly (readonly [text: string, hint: string])[]

const JWT: Hints = [
  ['could not be found', 'There is no such role at this mount: check vault-role and vault-auth-mount.'],
  ['missing role', 'Give the role as vault-role.'],
  [
    'audience',
    "The role's bound_audiences do not have the token's aud: set vault-jwt-audience to one that the role binds, or bind this one."
  ],
  ['issuer', "The mount trusts another issuer: compare the token's iss with bound_issuer and oidc_discovery_url of the mount."],
  ['subject', "The role's bound_subject is another one than the token's sub, which names repository and branch or environment."],
  ['claim', "The role's bound_claims ask for something else than the token says: compare them with its sub."],
  ['signature', 'The mount does not have the key that signed the token: check its jwks_url, oidc_discovery_url or public keys.'],
  ['expired', 'The token has expired: a job can ask for a new one, a given one has to be renewed.']
]

const PASSWORD: Hints = [
  ['invalid username or password', 'Check vault-username and vault-password.'],
  ['ldap operation failed', 'Check vault-username and vault-password; after that, how the mount reaches its directory.'],
  ['user is locked', 'Too many wrong passwords: the user is locked for a while.']
]

const HINTS: Readonly<Record<Method, Hints>> = {
  token: [],
  approle: [
    [
      'invalid role or secret ID',
      'The role-id or the secret-id is wrong, expired or used up (an attempt whose answer was lost uses up a one-time secret-id), or the role lives at another mount: vault-auth-mount says which.'
    ],
    ['CIDR', "The role or the secret-id is bound to other addresses than this runner's."]
  ],
  jwt: JWT,
  kubernetes: [
    ['invalid role name', 'There is no such role at this mount: check vault-role and vault-auth-mount.'],
    ['not authorized', 'The role is bound to another service account or namespace of the cluster than the token says.'],
    ['permission denied', 'The cluster did not accept the token, or Vault may not ask it (token_reviewer_jwt of the mount).'],
    ...JWT
  ],
  ldap: PASSWORD,
  userpass: PASSWORD,
  github: [
    ['organization', 'The owner of the token is not a member of the organization that the mount asks for.'],
    ['', 'Check vault-github-token: it needs the scope read:org.']
  ],
  cert: [
    [
      'client certificate',
      'Give vault-client-certificate and vault-client-key; something in front of Vault may also end TLS itself.'
    ],
    ['no chain matching', 'No role at this mount trusts the authority of vault-client-certificate: check vault-role.'],
    ['', 'No role at this mount accepts vault-client-certificate: check vault-role, and the names that the role allows.']
  ]
}

/** Who the token speaks of and for whom; a token that is none says so. */
function claimsOf(jwt: Secret): string {
  try {
    const payload = JSON.parse(Buffer.from(jwt.reveal().split('.')[1] ?? '', 'base64url').toString())
    return ['iss', 'sub', 'aud']
      .map(name => `${name}=${payload[name] === undefined ? 'none' : [payload[name]].flat().join(',')}`)
      .join(', ')
  } catch {
    return 'nothing, since it is not a JWT'
  }
}
