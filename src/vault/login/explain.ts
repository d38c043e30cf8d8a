import { UserError } from '../../base/errors.ts'
import type { Secret } from '../../base/secret.ts'
import { VaultError } from '../errors.ts'
import { hintsOf } from './hints.ts'
import type { Method } from './login.ts'

export interface FailedLogin {
  readonly method: Method
  readonly mount: string
  readonly namespace?: string | undefined
  /** The manifest says where Airflow logs in, the inputs say where the pipeline does. */
  readonly whose: 'pipeline' | 'Airflow'
  /** The token that Vault examined: its claims are quoted, the token never. */
  readonly jwt?: Secret | undefined
}

/** Explains a login that Vault refused, and which side is probably wrong. Returns any other error as it is. */
export function explainLogin(error: unknown, login: FailedLogin): unknown {
  if (!(error instanceof VaultError)) return error
  const claims = login.jwt === undefined ? '' : `; the token has ${claimsOf(login.jwt)}`
  return new UserError(`${nameOf(login)} failed: ${error.message}${claims}`, { hint: hintFor(error, login), cause: error })
}

/** A login that Vault would accept after a second factor (login MFA), which nobody can enter here. */
export const needsSecondFactor = (login: FailedLogin): UserError =>
  new UserError(`${nameOf(login)} needs a second factor: Vault enforces login MFA there`, {
    hint: `Exempt auth/${login.mount} or this identity from the login enforcement (\`vault list identity/mfa/login-enforcement\`).`
  })

function nameOf({ method, mount, namespace, whose }: FailedLogin): string {
  const who = whose === 'Airflow' ? "Airflow's login" : 'login'
  return `${who} with ${method} at auth/${mount} (${namespace === undefined ? 'no namespace' : `namespace ${namespace}`})`
}

const SETTINGS = {
  pipeline: '`vault-auth-mount` and `vault-login-namespace`',
  Airflow: '`approle.mount` in the manifest and `vault-namespace`'
} as const

function hintFor(error: VaultError, { method, mount, whose }: FailedLogin): string | undefined {
  const place = `Check that ${method} is enabled at auth/${mount} in this namespace (${SETTINGS[whose]}).`
  if (error.says('namespace not found')) return 'There is no such namespace: check `vault-login-namespace` and `vault-namespace`.'
  const hint = hintsOf(method).find(([text]) => error.says(text))?.[1]
  if (hint !== undefined) return hint.replace('{place}', place)
  if (error.status === 403) return `${place} The role may also be bound to other addresses, or locked for a while.`
  return error.status === 404 || error.status === 405 ? place : error.hint
}

/** Issuer, subject and audience of a token, or that it is not a JWT. */
function claimsOf(jwt: Secret): string {
  try {
    const payload = JSON.parse(Buffer.from(jwt.reveal().split('.')[1] ?? '', 'base64url').toString())
    return ['iss', 'sub', 'aud']
      .map(name => `${name}=${payload[name] === undefined ? 'none' : [payload[name]].flat().join(',')}`)
      .join(', ')
  } catch {
    return 'no claims, because it is not a JWT'
  }
}
