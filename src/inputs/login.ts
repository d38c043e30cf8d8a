import { Secret } from '../base/secret.ts'
import { type Login, METHODS, type Method } from '../vault/login/login.ts'
import type { InputName, RawInputs } from './schema.ts'

/** The inputs that each method requires. */
const NEEDS: Readonly<Record<Method, readonly InputName[]>> = {
  token: ['vault-token'],
  approle: ['vault-role-id', 'vault-secret-id'],
  jwt: ['vault-role'],
  kubernetes: ['vault-role'],
  ldap: ['vault-username', 'vault-password'],
  userpass: ['vault-username', 'vault-password'],
  github: ['vault-github-token'],
  cert: ['vault-client-certificate', 'vault-client-key']
}

/** The inputs that a login with the chosen method still lacks. */
export function missingForLogin(raw: RawInputs): readonly InputName[] {
  const wrapped = raw['vault-wrapped-secret-id'] !== ''
  return NEEDS[raw['vault-auth-method']].filter(name => raw[name] === '' && !(name === 'vault-secret-id' && wrapped))
}

/** How to log in, if no input for it is missing. */
export function loginOf(raw: RawInputs): Login {
  const method = raw['vault-auth-method']
  if (method === 'token') return { method, token: new Secret(raw['vault-token']) }
  const mount = raw['vault-auth-mount'] || METHODS[method]
  const [role, username] = [raw['vault-role'], raw['vault-username']]
  switch (method) {
    case 'approle': {
      const [secretId, wrapped] = [raw['vault-secret-id'], raw['vault-wrapped-secret-id']]
      const roleId = raw['vault-role-id']
      return wrapped === ''
        ? { method, mount, roleId, secretId: new Secret(secretId) }
        : { method, mount, roleId, wrapped: new Secret(wrapped) }
    }
    case 'jwt': {
      const [jwt, audience] = [raw['vault-jwt'], raw['vault-jwt-audience']]
      return {
        method,
        mount,
        role,
        ...(jwt === '' ? {} : { jwt: new Secret(jwt) }),
        ...(audience === '' ? {} : { audience })
      }
    }
    case 'kubernetes':
      return { method, mount, role, tokenFile: raw['vault-kubernetes-token-path'] }
    case 'ldap':
    case 'userpass':
      return { method, mount, username, password: new Secret(raw['vault-password']) }
    case 'github':
      return { method, mount, token: new Secret(raw['vault-github-token']) }
    case 'cert':
      return { method, mount, ...(role === '' ? {} : { role }) }
  }
}
