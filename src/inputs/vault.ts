import { validateHeaderValue } from 'node:http'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import type { Address, Tls } from '../vault/address.ts'
import { readCertificates, readClient } from '../vault/http/tls.ts'
import { type Login, METHODS } from '../vault/login/login.ts'
import { missingForLogin, type Raw } from './schema.ts'

export interface VaultInputs extends Address {
  readonly login: Login
}

/** How to reach Vault, and who this run is there; undefined where something for it is missing. `offersIdToken`: GitHub does. */
export function vaultInputs(raw: Raw, offersIdToken: boolean): VaultInputs | undefined {
  if (raw['vault-url'] === '' || missingForLogin(raw).length > 0) return undefined
  const login = loginOf(raw)
  // A pull request from a fork gets no token: plan then works without Vault.
  if (raw.mode === 'plan' && login.method === 'jwt' && login.jwt === undefined && !offersIdToken) return undefined
  return { ...addressOf(raw), login }
}

export function addressOf(raw: Raw): Address {
  const namespace = namespaceOf(raw['vault-namespace'])
  const loginNamespace = raw['vault-login-namespace'] === '' ? namespace : namespaceOf(raw['vault-login-namespace'])
  return {
    url: raw['vault-url'],
    headers: headersOf(raw['vault-extra-headers']),
    tls: tlsOf(raw),
    ...(namespace === undefined ? {} : { namespace }),
    ...(loginNamespace === undefined ? {} : { loginNamespace })
  }
}

/** `root` and `/` are the root namespace, which has no name on the wire. */
function namespaceOf(text: string): string | undefined {
  const name = text.replace(/^\/+|\/+$/g, '')
  return name === '' || name === 'root' ? undefined : name
}

function loginOf(raw: Raw): Login {
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

function tlsOf(raw: Raw): Tls {
  const ca = raw['vault-ca-certificate']
  const certificate = raw['vault-client-certificate']
  const serverName = raw['vault-tls-server-name']
  return {
    skipVerify: raw['vault-tls-skip-verify'],
    ...(ca === '' ? {} : { ca: readCertificates(ca, 'vault-ca-certificate') }),
    ...(certificate === '' ? {} : { client: readClient(certificate, new Secret(raw['vault-client-key'])) }),
    ...(serverName === '' ? {} : { serverName })
  }
}

/** Headers that the requests have already. */
const OURS = /^(x-vault-(token|namespace|request|wrap-ttl)|host|content-.*|transfer-encoding|connection)$/i

/** Lines of `Name: value`. */
function headersOf(text: string): Address['headers'] {
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '')
  return Object.fromEntries(
    lines.map((line, index) => {
      const [, name, value] = /^\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*:\s*(\S.*?)\s*$/.exec(line) ?? []
      if (name === undefined || value === undefined || !isHeaderValue(value))
        throw new UserError(`line ${index + 1} of vault-extra-headers is not a header`, {
          hint: 'Write one `Name: value` a line.'
        })
      if (OURS.test(name))
        throw new UserError(`vault-extra-headers cannot set ${name}: this action does`, { hint: 'Take that line out.' })
      return [name, new Secret(value)]
    })
  )
}

function isHeaderValue(text: string): boolean {
  try {
    validateHeaderValue('any', text)
    return true
  } catch {
    return false
  }
}
