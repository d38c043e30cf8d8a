import type { Method } from './login.ts'

/** Part of what the server says, and what that means; `{place}` asks whether the method is there at all. */
type Hint = readonly [text: string, hint: string]

/** AppRole's answer to the login of another method. */
const ELSEWHERE: Hint = ['missing role_id', 'AppRole is what is mounted there. {place}']

const JWT: readonly Hint[] = [
  ['could not be found', 'There is no such role at this mount: check vault-role and vault-auth-mount.'],
  ['missing role', 'Give the role as vault-role.'],
  ['could not load configuration', 'The mount is not configured, or cannot reach its jwks_url or oidc_discovery_url.'],
  ['three parts', 'Copy vault-jwt again: what arrived is not a JWT.'],
  ['illegal base64', 'Copy vault-jwt again: what arrived is not a JWT.'],
  [
    'no audiences bound',
    "The role binds no audience, which refuses every token that has one: set its bound_audiences to the token's aud."
  ],
  [
    'audience',
    "The role's bound_audiences do not have the token's aud: set vault-jwt-audience to one that the role binds, or bind this one."
  ],
  ['issuer', "The mount trusts another issuer: compare the token's iss with bound_issuer and oidc_discovery_url of the mount."],
  ['subject', "The role's bound_subject is another one than the token's sub, which names repository and branch or environment."],
  ['expired', 'The token has expired. A job can ask GitHub for a new one; a given one has to be renewed.'],
  ['not yet valid', 'By the clock of Vault the token is not valid yet: compare the clocks.'],
  ['claim', "The role's bound_claims ask for something else than the token says: compare them with its sub."],
  ['signature', 'The mount does not have the key that signed the token: check its jwks_url, oidc_discovery_url or public keys.']
]

const PASSWORD: readonly Hint[] = [
  ['unsupported path', 'Check vault-username: it has characters that the method does not take. {place}'],
  [
    'invalid username or password',
    'Check vault-username and vault-password. After several wrong ones Vault locks the user for some minutes.'
  ],
  ['failed to bind as user', 'The directory refused vault-username with vault-password.'],
  [
    'error connecting to host',
    'Vault does not reach its directory: that is for whoever runs Vault, or check the url of the mount.'
  ],
  ['ldap operation failed', 'Check vault-username; after that, how the mount looks for users in its directory.'],
  ['permission denied', 'After several wrong passwords Vault locks a user for some minutes. If that is not it: {place}']
]

const HINTS: Readonly<Record<Method, readonly Hint[]>> = {
  token: [],
  approle: [
    [
      'invalid role or secret ID',
      'The role-id or the secret-id is wrong, expired or used up (an attempt whose answer was lost uses up a one-time secret-id), or they belong to another mount. {place}'
    ],
    ['CIDR', "The role or the secret-id is bound to other addresses than this runner's."],
    ['missing role', 'Another method is mounted there. {place}']
  ],
  jwt: JWT,
  kubernetes: [
    ['invalid role name', 'There is no such role at this mount: check vault-role and vault-auth-mount.'],
    [
      'not authorized',
      'The role is bound to another service account, or to another namespace of the cluster, than the token says.'
    ],
    ['could not load backend configuration', 'The mount is not configured (kubernetes_host).'],
    [
      'permission denied',
      'The cluster did not accept the token, or Vault could not ask it (kubernetes_host, kubernetes_ca_cert, token_reviewer_jwt of the mount). If that is not it: {place}'
    ],
    ...JWT
  ],
  ldap: PASSWORD,
  userpass: PASSWORD,
  github: [
    ['required org', 'The owner of vault-github-token is not a member of the organization that the mount asks for.'],
    ['Bad credentials', 'GitHub does not know vault-github-token: it is misspelt, expired or revoked.'],
    ['configuration has not been set', 'The mount is not configured (organization).']
  ],
  cert: [
    [
      'must be supplied',
      'No certificate arrived: something in front of Vault ends TLS itself, or the listener does not ask for one.'
    ],
    ['tls connection required', 'No TLS arrived: vault-url begins with http://, or something in front of Vault ends TLS itself.'],
    [
      'no chain matching',
      'A role trusts the authority of vault-client-certificate, but not the names in it: check vault-role and its allowed names.'
    ],
    ['invalid certificate', 'No role here trusts the authority of vault-client-certificate, or there is no role vault-role.']
  ]
}

export const hintsOf = (method: Method): readonly Hint[] => [ELSEWHERE, ...HINTS[method]]
