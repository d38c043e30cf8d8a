import { UserError } from '../../base/errors.ts'
import type { Secret } from '../../base/secret.ts'
import { VaultError } from '../errors.ts'
import { hintsOf } from './hints.ts'
import type { Method } from './login.ts'

export interface FailedLogin {
  readonly method: Method
  readonly mount: string
  readonly namespace?: string | undefined
  /** Airflow's place is named in the manifest, that of the pipeline in the inputs. */
  readonly whose: 'pipeline' | 'Airflow'
  /** The token that Vault looked into: its claims are told, the token never. */
  readonly jwt?: Secret | undefined
}

/** A login that Vault refused, with the side that is probably wrong. What is no answer of Vault comes back as it is. */
export function explainLogin(error: unknown, login: FailedLogin): unknown {
  if (!(error instanceof VaultError)) return error
  const claims = login.jwt === undefined ? '' : `; the token says ${claimsOf(login.jwt)}`
  return new UserError(`${nameOf(login)} failed: ${error.message}${claims}`, { hint: hintFor(error, login), cause: error })
}

/** A login that Vault would let in after a second factor (login MFA), which nobody can give here. */
export const needsSecondFactor = (login: FailedLogin): UserError =>
  new UserError(`${nameOf(login)} needs a second factor: Vault enforces login MFA there`, {
    hint: `Exempt auth/${login.mount} or this identity from the login enforcement (\`vault list identity/mfa/login-enforcement\`).`
  })

function nameOf({ method, mount, namespace, whose }: FailedLogin): string {
  const who = whose === 'Airflow' ? "Airflow's login" : 'login'
  return `${who} by ${method} at auth/${mount} (${namespace === undefined ? 'no namespace' : `namespace ${namespace}`})`
}

const SETTINGS = {
  pipeline: 'vault-auth-mount and vault-login-namespace',
  Airflow: 'approle.mount of the manifest and vault-namespace'
} as const

function hintFor(error: VaultError, { method, mount, whose }: FailedLogin): string | undefined {
  const place = `Is ${method} enabled at auth/${mount} in this namespace? ${SETTINGS[whose]} say where it is.`
  if (error.says('namespace not found')) return 'There is no such namespace: check vault-login-namespace and vault-namespace.'
  const hint = hintsOf(method).find(([text]) => error.says(text))?.[1]
  if (hint !== undefined) return hint.replace('{place}', place)
  if (error.status === 403) return `${place} A role may also let in other addresses only, or be locked for a while.`
  return error.status === 404 || error.status === 405 ? place : error.hint
}

/** Who the token speaks of and for whom; a token that is none says so. */
function claimsOf(jwt: Secret): string {
  try {
    const payload = JSON.parse(Buffer.from(jwt.reveal().split('.')[1] ?? '', 'base64url').toString())
    return ['iss', 'sub', 'aud']
      .map(name => `${name}=${payload[name] === undefined ? 'none' : [payload[name]].flat().join(',')}`)
      .join(', ')
  } catch {
    return 'nothing, since it is not a JWT'
  }
}
