import { readFile } from 'node:fs/promises'
import { UserError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { apiPath } from '../paths.ts'
import type { Login, LoginRequest, TokenSources } from './login.ts'

type Mounted = Exclude<Login, { method: 'token' } | { wrapped: Secret }>

/** What each method sends to `auth/<mount>/login`. */
export async function requestFor(login: Mounted, sources: TokenSources): Promise<LoginRequest> {
  const path = apiPath('auth', login.mount, 'login')
  switch (login.method) {
    case 'approle':
      return { path, body: login.secretId.map(id => ({ role_id: login.roleId, secret_id: id })) }
    case 'jwt': {
      const jwt = login.jwt ?? (await sources.idToken(login.audience))
      return { path, jwt, body: jwt.map(text => ({ role: login.role, jwt: text })) }
    }
    case 'kubernetes': {
      const jwt = await serviceAccountToken(login.tokenFile)
      return { path, jwt, body: jwt.map(text => ({ role: login.role, jwt: text })) }
    }
    case 'ldap':
    case 'userpass':
      return { path: `${path}/${encodeURIComponent(login.username)}`, body: login.password.map(password => ({ password })) }
    case 'github':
      return { path, body: login.token.map(token => ({ token })) }
    case 'cert':
      return { path, body: new Secret(login.role === undefined ? {} : { name: login.role }) }
  }
}

async function serviceAccountToken(file: string): Promise<Secret> {
  try {
    return new Secret((await readFile(file, 'utf8')).trim())
  } catch (error) {
    throw new UserError(`the service account's token cannot be read from ${file}: ${(error as NodeJS.ErrnoException).code}`, {
      hint: 'vault-auth-method kubernetes works on a runner inside a cluster; vault-kubernetes-token-path says where the token is mounted.'
    })
  }
}
