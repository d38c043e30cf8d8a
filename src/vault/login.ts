import { UserError } from '../errors.ts'
import { Secret } from '../secret.ts'
import { type Client, textIn } from './client.ts'
import { VaultError } from './errors.ts'
import { apiPath } from './paths.ts'

/** How the pipeline itself gets its token. A new method is a new kind here and a case in `login`. */
export type Login =
  | { readonly method: 'token'; readonly token: Secret }
  | { readonly method: 'approle'; readonly mount: string; readonly roleId: string; readonly secretId: Secret }

export interface Session {
  readonly token: Secret
  /** A token that we got by logging in is revoked at the end; one that was given is left alone. */
  readonly own: boolean
}

export async function login(how: Login, anonymous: Client): Promise<Session> {
  switch (how.method) {
    case 'token':
      return { token: how.token, own: false }
    case 'approle':
      return { token: await appRoleLogin(anonymous, how.mount, how.roleId, how.secretId), own: true }
  }
}

/** Logs in and gives the token. Airflow does the same with the secret-id that we issue. */
export async function appRoleLogin(anonymous: Client, mount: string, roleId: string, secretId: Secret): Promise<Secret> {
  const path = apiPath('auth', mount, 'login')
  try {
    const { auth } = await anonymous.post(path, { role_id: roleId, secret_id: secretId.reveal() }, 'unsafe')
    return new Secret(textIn(auth, 'client_token', path))
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    throw new UserError(`AppRole login at ${mount} failed: ${error.message}`, { hint: loginHint(error, mount), cause: error })
  }
}

function loginHint(error: VaultError, mount: string): string | undefined {
  if (error.says('invalid role or secret ID')) {
    return `The role-id or the secret-id is wrong, expired or used up, or the role lives at another mount than auth/${mount}.`
  }
  if (error.status === 403 || error.status === 404) return `Is AppRole enabled at auth/${mount}, and in this namespace?`
  return error.hint
}
