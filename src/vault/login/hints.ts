import type { Method } from './login.ts'

/** Part of what the server says, and what to do; `{place}` stands for the advice to check where the method is enabled. */
type Hint = readonly [text: string, hint: string]

/** Vault's answer (500) to a login that the method at the mount cannot read. */
const UNREAD = 'failed to determine alias name'

/** AppRole's answer to the login of another method, on OpenBao. */
const APPROLE_THERE: Hint = ['missing role_id', 'AppRole is mounted there. {place}']

const ANOTHER_THERE: Hint = [UNREAD, 'Another method is mounted there. {place}']
const JWT: readonly Hint[] = [
  ['could not be found', 'There is no such role at this mount: check `vault-role` and `vault-auth-mount`.'],
  ['missing role', 'Set `vault-role`.'],
  ['could not load configuration', 'Configure the mount, or check that Vault can reach its jwks_url or oidc_discovery_url.'],
  ['three parts', 'Copy `vault-jwt` again: it is not a JWT.'],
  ['illegal base64', 'Copy `vault-jwt` again: it is not a JWT.'],
  [
    'no audiences bound',
    "The role binds no audience, so it refuses every token that has one: set its bound_audiences to the token's aud."
  ],
  [
    'audience',
    "The role's bound_audiences do not include the token's aud: set `vault-jwt-audience` to one of them, or bind this one."
  ],
  ['issuer', "The mount trusts another issuer: compare the token's iss with the mount's bound_issuer and oidc_discovery_url."],
  ['subject', "The role's bound_subject differs from the token's sub, which names the repository and the branch or environment."],
  ['expired', "The token has expired: renew it, or remove `vault-jwt` to use GitHub's OIDC token, which is new for every login."],
  ['not yet valid', "By Vault's clock the token is not valid yet: compare the clocks of Vault and of the token's issuer."],
  ['claim', "The token does not match the role's bound_claims: compare them with its sub."],
  ['signature', 'The mount lacks the key that signed the token: check its jwks_url, oidc_discovery_url or public keys.']
]

const ODD_NAME = 'Check `vault-username`: it has characters that the method does not accept. {place}'

const PASSWORD: readonly Hint[] = [
  ['unsupported path', ODD_NAME],
  [UNREAD, ODD_NAME],
  [
    'invalid username or password',
    'Check `vault-username` and `vault-password`. After several failed logins Vault locks the user for some minutes.'
  ],
  ['invalid credentials', 'Check `vault-username` and `vault-password`: the directory refused them.'],
  ['failed to bind as user', 'Check `vault-username` and `vault-password`: the directory refused them.'],
  ['error connecting to host', 'Vault cannot reach its directory: check the url of the mount, or ask whoever runs Vault.'],
  ['ldap operation failed', 'Check `vault-username`, then how the mount looks up users in its directory.'],
  ['permission denied', 'After several wrong passwords Vault locks the user for some minutes. {place}']
]

const HINTS: Readonly<Record<Method, readonly Hint[]>> = {
  token: [],
  approle: [
    [
      'invalid role or secret ID',
      'The role-id or the secret-id is wrong, expired or used up, or belongs to another mount. A login whose answer was lost uses up a one-time secret-id too. {place}'
    ],
    ['CIDR', 'The role or the secret-id is bound to addresses that this runner does not have.'],
    ['missing role', 'Another method is mounted there. {place}']
  ],
  jwt: JWT,
  kubernetes: [
    ['invalid role name', 'There is no such role at this mount: check `vault-role` and `vault-auth-mount`.'],
    ['not authorized', "The role is bound to another service account than the token's, or to another namespace of the cluster."],
    ['could not load backend configuration', 'Configure the mount: its kubernetes_host is not set.'],
    [
      'permission denied',
      "The cluster did not accept the token, or Vault could not ask it: check the mount's kubernetes_host, kubernetes_ca_cert and token_reviewer_jwt. {place}"
    ],
    ...JWT
  ],
  ldap: PASSWORD,
  userpass: PASSWORD,
  github: [
    ['required org', 'The owner of `vault-github-token` is not a member of the organization that the mount requires.'],
    ['Bad credentials', 'GitHub does not know `vault-github-token`: it is mistyped, expired or revoked.'],
    ['configuration has not been set', 'Configure the mount: its organization is not set.']
  ],
  cert: [
    [
      'failed to match all constraints',
      'No role here takes `vault-client-certificate`: check the authority and the names that `vault-role` allows, and that there is this role.'
    ],
    [
      'must be supplied',
      'No client certificate reached Vault: something in front of it terminates TLS, or its listener does not ask for one.'
    ],
    [
      'tls connection required',
      'TLS did not reach Vault: `vault-url` starts with http://, or something in front of Vault terminates TLS.'
    ],
    [
      'no chain matching',
      'A role trusts the authority of `vault-client-certificate`, but not the names in it: check `vault-role` and its allowed names.'
    ],
    [
      'invalid certificate',
      'No role here trusts the authority of `vault-client-certificate`, or the role that `vault-role` names does not exist.'
    ]
  ]
}

export const hintsOf = (method: Method): readonly Hint[] => [APPROLE_THERE, ...HINTS[method], ANOTHER_THERE]
