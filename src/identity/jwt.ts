import { of, on, type Permission } from '../vault/permission.ts'
import type { RoleFields } from '../vault/port.ts'
import { appRoleFrom, section } from './approle-section.ts'
import type { Access, IdentityKind, Need } from './identity.ts'
import { fromPlatform } from './jwt-place.ts'
import type { Jwt } from './jwt-section.ts'
import { differingFields } from './role-fields.ts'

/** Airflow logs in with the token that Kubernetes gives its pods: there is no secret to issue, and nothing to log in with from here. */
export const jwt: IdentityKind<Jwt> = {
  section: 'runtime.jwt',
  authType: 'jwt',
  methodFields,
  roleFields,
  vital: { fields: ['role_type'], why: 'A role of another type accepts no token of a pod.' },
  refusesMore,
  ownLogin: () => undefined,
  login: async () => ({ state: 'present', value: {} }),
  loginPath: ({ authMount, role }) => `auth/${authMount}/role/${role}`,
  setLogin: async () => {},
  destroyAfter: ({ destroyAfter }) => destroyAfter,
  example: {},
  // On such a mount, both send the same request; older providers know the second alone.
  kwargs: ({ tokenPath }, { authMount, role }, _, knowsJwt) =>
    knowsJwt
      ? { auth_type: 'jwt', auth_mount_point: authMount, jwt_role: role, jwt_token_path: tokenPath }
      : { auth_type: 'kubernetes', auth_mount_point: authMount, kubernetes_role: role, kubernetes_jwt_path: tokenPath },
  fromPlatform,
  asAppRole: ({ name, policy }) => ({ ...appRoleFrom(section.parse({})), name, policy }),
  permissions
}

/** One way to the keys, and one issuer. The other way is named as well, so that it counts as a difference. */
function methodFields({ issuer = '', keys }: Jwt): RoleFields {
  return { bound_issuer: issuer, oidc_discovery_url: keys.length > 0 ? '' : issuer, jwt_validation_pubkeys: keys }
}

/** Kubernetes signs both claims, and nobody who may start pods elsewhere can choose them. */
const NAMESPACE = '/kubernetes.io/namespace'
const SERVICE_ACCOUNT = '/kubernetes.io/serviceaccount/name'

/** A claim of which no value is allowed: without the claim, a role lets in every pod of the cluster. */
const NOBODY: readonly string[] = []

/** Batch tokens, because Airflow logs in from many processes: they need no storage. They end by themselves alone. */
function roleFields({ audience, namespaces = NOBODY, serviceAccounts, tokenTtl }: Jwt, policy: string): RoleFields {
  const accounts = serviceAccounts.length === 0 ? {} : { [SERVICE_ACCOUNT]: serviceAccounts }
  return {
    role_type: 'jwt',
    bound_audiences: [audience],
    // Vault would take a pattern of the other type for one.
    bound_claims_type: 'string',
    bound_claims: { [NAMESPACE]: namespaces, ...accounts },
    user_claim: NAMESPACE,
    user_claim_json_pointer: true,
    token_policies: [policy],
    token_ttl: tokenTtl,
    token_type: 'batch'
  }
}

/** Fields of a role and of the method in which any change refuses somebody. */
const STRICT = ['bound_issuer', 'oidc_discovery_url', 'role_type', 'bound_claims_type']

/** And those in which more is wider. */
const LISTS = ['bound_audiences', 'jwt_validation_pubkeys']

function refusesMore(there: RoleFields, wanted: RoleFields): boolean {
  const differing = differingFields(there, wanted)
  const [before, after] = [claimsIn(there), claimsIn(wanted)]
  return (
    differing.some(name => STRICT.includes(name)) ||
    differing.some(name => LISTS.includes(name) && !includes(wanted[name], there[name])) ||
    (differing.includes('bound_claims') &&
      Object.entries(after).some(([claim, values]) => before[claim] === undefined || !includes(values, before[claim])))
  )
}

const claimsIn = ({ bound_claims: claims }: RoleFields): Readonly<Record<string, unknown>> =>
  typeof claims === 'object' && !Array.isArray(claims) ? (claims as Record<string, unknown>) : {}

const includes = (all: unknown, some: unknown): boolean => [some ?? []].flat().every(one => [all].flat().includes(one))

/** The login itself is Airflow's alone. */
function permissions(_: Jwt, { authMount }: Access, { method }: Need): Permission[] {
  if (!method) return []
  return on(
    `auth/${authMount}/config`,
    [['read'], 'compare whom the auth method believes', 'looking'],
    [['update'], 'configure it', of('auth-config')]
  )
}
