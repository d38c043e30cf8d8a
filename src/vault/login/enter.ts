import { Secret } from '../../secret.ts'
import { type Client, textIn } from '../client.ts'
import { explainLogin, type FailedLogin } from './explain.ts'
import type { Login, LoginRequest, Method, TokenSources } from './login.ts'
import { requestFor } from './request.ts'
import { unwrapSecretId } from './wrapped.ts'

/** Where logins are made: a client without a token, in the namespace of the auth method. */
export interface Door {
  readonly anonymous: Client
  readonly namespace?: string | undefined
}

/** Gives a function that logs in anew each time it is called; undefined for a token that was given. */
export async function entrance(login: Login, door: Door, sources: TokenSources): Promise<(() => Promise<Secret>) | undefined> {
  if (login.method === 'token') return undefined
  if (!('wrapped' in login)) return async () => await enter(login.method, login.mount, await requestFor(login, sources), door)
  // A wrapped secret-id is had once, and may be needed again.
  const secretId = await unwrapSecretId(login.wrapped, login.mount, door.anonymous)
  const { method, mount, roleId } = login
  return async () => await enter(method, mount, await requestFor({ method, mount, roleId, secretId }, sources), door)
}

/** Logs in and gives the token. */
async function enter(method: Method, mount: string, { path, body, jwt }: LoginRequest, door: Door): Promise<Secret> {
  const failed: FailedLogin = { method, mount, namespace: door.namespace, jwt }
  const { auth } = await door.anonymous.post(path, body.reveal()).catch(error => {
    throw explainLogin(error, failed)
  })
  return new Secret(textIn(auth, 'client_token', path))
}

/** As Airflow logs in, with the secret-id that we issue. */
export async function appRoleLogin(mount: string, roleId: string, secretId: Secret, door: Door): Promise<Secret> {
  const login = { method: 'approle', mount, roleId, secretId } as const
  const nobody: TokenSources = { idToken: () => Promise.reject(new Error('AppRole needs no token')) }
  return await enter('approle', mount, await requestFor(login, nobody), door)
}
