import { UserError } from '../../base/errors.ts'
import { readUtf8, SMALL, Unreadable } from '../../base/files.ts'
import { Secret } from '../../base/secret.ts'
import { apiPath } from '../paths.ts'
import type { Login, LoginOptions, LoginRequest } from './login.ts'

type Mounted = Exclude<Login, { method: 'token' } | { wrapped: Secret }>

/** What each method sends to `auth/<mount>/login`. */
export async function requestFor(login: Mounted, { idToken, hide }: LoginOptions): Promise<LoginRequest> {
  const path = apiPath('auth', login.mount, 'login')
  switch (login.method) {
    case 'approle':
      return appRoleRequest(login.mount, login.roleId, login.secretId)
    case 'jwt': {
      const jwt = login.jwt ?? (await idToken(login.audience))
      return { path, jwt, body: jwt.map(text => ({ role: login.role, jwt: text })) }
    }
    case 'kubernetes': {
      const jwt = serviceAccountToken(login.tokenFile)
      hide(jwt)
      return { path, jwt, body: jwt.map(text => ({ role: login.role, jwt: text })) }
    }
    case 'ldap':
    case 'userpass':
      return { path: apiPath('auth', login.mount, 'login', login.username), body: login.password.map(password => ({ password })) }
    case 'github':
      return { path, body: login.token.map(token => ({ token })) }
    case 'cert':
      return { path, body: new Secret(login.role === undefined ? {} : { name: login.role }) }
  }
}

export const appRoleRequest = (mount: string, roleId: string, secretId: Secret): LoginRequest => ({
  path: apiPath('auth', mount, 'login'),
  body: secretId.map(id => ({ role_id: roleId, secret_id: id }))
})

function serviceAccountToken(file: string): Secret {
  try {
    return new Secret(readUtf8(file, SMALL).trim())
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new UserError(`the service account's token cannot be read from ${file}: ${error.why}`, {
      hint: 'Method kubernetes needs a runner inside a cluster. Set `vault-kubernetes-token-path` to the file where the token is mounted.'
    })
  }
}
