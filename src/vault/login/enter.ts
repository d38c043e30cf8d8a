import { Secret } from '../../base/secret.ts'
import { textIn } from '../client.ts'
import { explainLogin, type FailedLogin, needsSecondFactor } from './explain.ts'
import type { Login, LoginOptions, LoginRequest } from './login.ts'
import { appRoleRequest, requestFor } from './request.ts'
import { unwrapSecretId, type Wrapping } from './wrapped.ts'

/** Where logins are made: clients in the namespace of the auth method. */
export interface Door extends Wrapping {
  readonly namespace?: string | undefined
}

type Asked = Exclude<Login, { method: 'token' }>

/** Returns a function that logs in each time it is called. */
export async function entrance(login: Asked, door: Door, surroundings: LoginOptions): Promise<() => Promise<Secret>> {
  const known = 'wrapped' in login ? await unwrapped(login, door, surroundings) : login
  const { method, mount } = known
  return async () => await enter({ method, mount, whose: 'pipeline' }, await requestFor(known, surroundings), door)
}

/** A secret-id can be unwrapped once, and may be needed again. */
async function unwrapped(
  { method, mount, roleId, wrapped }: Extract<Asked, { wrapped: Secret }>,
  door: Door,
  { hide }: LoginOptions
) {
  const secretId = await unwrapSecretId(wrapped, mount, door)
  hide(secretId)
  return { method, mount, roleId, secretId }
}

/** Logs in as Airflow does, with a secret-id that we issued. Returns the token. */
export async function airflowLogin(
  mount: string,
  roleId: string,
  secretId: Secret,
  door: Pick<Door, 'anonymous' | 'namespace'>
): Promise<Secret> {
  return await enter({ method: 'approle', mount, whose: 'Airflow' }, appRoleRequest(mount, roleId, secretId), door)
}

async function enter(
  who: Omit<FailedLogin, 'namespace' | 'jwt'>,
  { path, body, jwt }: LoginRequest,
  { anonymous, namespace }: Pick<Door, 'anonymous' | 'namespace'>
): Promise<Secret> {
  const login = { ...who, namespace, jwt }
  const { auth } = await anonymous.post(path, body.reveal()).catch(error => {
    throw explainLogin(error, login)
  })
  if (auth?.['mfa_requirement'] != null) throw needsSecondFactor(login)
  return new Secret(textIn(auth, 'client_token', path))
}
