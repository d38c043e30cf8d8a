import { of, on, type Permission } from '../vault/permission.ts'
import type { RoleFields } from '../vault/port.ts'
import { enter, login, loginPath, secretIds } from './approle-login.ts'
import type { AppRole } from './approle-section.ts'
import type { Access, IdentityKind, LoginFacts, Need } from './identity.ts'

/** Airflow logs in with the role-id of an AppRole, which is not a secret, and with a secret-id of its own. */
export const approle: IdentityKind<AppRole> = {
  section: 'approle',
  authType: 'approle',
  roleFields,
  vital: {
    fields: ['token_num_uses', 'secret_id_num_uses'],
    why: 'Airflow logs in and reads many times, so both numbers of uses must be 0.'
  },
  ownLogin: ({ roleId }) => (roleId === undefined ? undefined : { role_id: roleId }),
  login,
  loginPath,
  setLogin: (vault, { authMount, role }, { role_id = '' }) => vault.writeRoleId(authMount, role, role_id),
  destroyAfter: ({ secretId }) => secretId.destroyAfter,
  kwargs: (_, { authMount }, facts) => ({
    auth_type: 'approle',
    ...(authMount === 'approle' ? {} : { auth_mount_point: authMount }),
    ...facts
  }),
  example: { role_id: 'known later', secret_id: 'issued later' },
  credential: secretIds,
  enter,
  asAppRole: settings => settings,
  permissions
}

/** The fields that the vendor's guide names. */
function roleFields({ tokenTtl, tokenMaxTtl, secretId }: AppRole, policy: string): RoleFields {
  return {
    token_policies: [policy],
    token_ttl: tokenTtl,
    token_max_ttl: tokenMaxTtl,
    token_num_uses: 0,
    secret_id_ttl: secretId.ttl,
    secret_id_num_uses: 0
  }
}

/** For the credential of a consumer, and for the one-minute credential of the proof. */
function permissions({ roleId }: AppRole, access: Access, { mode, consumer, proof, role: manages }: Need): Permission[] {
  const path = `auth/${access.authMount}/role/${access.role}`
  const sets = (step: { readonly kind: string; readonly login?: LoginFacts }) => step.kind === 'role' && step.login !== undefined
  const own = on(loginPath(access), [['read'], 'compare its role-id', 'looking'], [['update'], 'set it', sets])
  const known = on(loginPath(access), [['read'], 'read the role-id that Airflow logs in with', 'looking'])
  const issuing = [
    ...on(`${path}/custom-secret-id`, [['update'], 'issue secret-ids', of('credential', 'verify')]),
    ...on(`${path}/secret-id/lookup`, [['update'], 'look up a secret-id whose answer was lost', 'mishap'])
  ]
  const looking = [
    ...on(`${path}/secret-id-accessor/lookup`, [['update'], 'check the age of a secret-id', 'looking']),
    ...on(`${path}/secret-id`, [['list'], 'find secret-ids that a killed run left behind', 'mishap'])
  ]
  const checking = on(`${path}/secret-id-accessor/lookup`, [['update'], 'see whether Deployments can still log in', 'optional'])
  const destroying = on(
    `${path}/secret-id-accessor/destroy`,
    mode === 'deploy'
      ? [['update'], 'destroy replaced secret-ids', of('retire')]
      : [['update'], 'destroy the secret-id of the proof before it expires', 'optional']
  )
  return [
    ...(manages && roleId !== undefined ? own : []),
    ...(consumer || proof ? known : []),
    ...(proof ? issuing : []),
    ...(consumer ? looking : checking),
    ...(proof ? destroying : [])
  ]
}
