import { withoutEnds } from '../base/ends.ts'
import { Mistakes } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import type { Tls } from '../http/agents.ts'
import { isHeaderValue } from '../http/header.ts'
import type { Address } from '../vault/address.ts'
import type { Login } from '../vault/login/login.ts'
import { readCertificates, readClient } from '../vault/tls.ts'
import { loginOf, missingForLogin } from './login.ts'
import { mistake } from './mistake.ts'
import type { RawInputs } from './schema.ts'

export interface VaultInputs extends Address {
  readonly login: Login
}

/**
 * How to reach Vault and how to log in; undefined if something for that is missing. `offersIdToken`: GitHub or whoever runs this
 * offers an OIDC token.
 */
export function vaultInputs(raw: RawInputs, offersIdToken: boolean): VaultInputs | undefined {
  if (raw['vault-url'] === '' || missingForLogin(raw).length > 0) return undefined
  const login = loginOf(raw)
  // A pull request from a fork gets no token: a plan then works without Vault. What is about Vault alone finds out why.
  const isAboutVault = raw.mode !== 'plan' || raw.drift !== 'report' || raw.undo !== ''
  if (!isAboutVault && login.method === 'jwt' && login.jwt === undefined && !offersIdToken) return undefined
  return { ...addressOf(raw), login }
}

export function addressOf(raw: RawInputs): Address {
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
export function namespaceOf(text: string): string | undefined {
  const name = withoutEnds(text, '/')
  return name === '' || name === 'root' ? undefined : name
}

function tlsOf(raw: RawInputs): Tls {
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

/** Headers that the action sets itself. */
const OURS = /^(x-vault-(token|namespace|request|wrap-ttl)|host|content-.*|transfer-encoding|connection)$/i

/** Lines of `Name: value`. */
function headersOf(text: string): Address['headers'] {
  const headers: Record<string, Secret> = {}
  const wrong: Finding[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const at = `on line ${index + 1}`
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, Math.max(0, colon)).trim(), line.slice(colon + 1).trim()]
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || value === '' || !isHeaderValue(value))
      wrong.push(mistake('vault-extra-headers', `has no valid header ${at}`, 'Write one `Name: value` per line.'))
    else if (OURS.test(name))
      wrong.push(mistake('vault-extra-headers', `sets ${name} ${at}, which only the action may set`, 'Remove that line.'))
    else headers[name] = new Secret(value)
  }
  if (wrong.length > 0) throw new Mistakes(wrong)
  return headers
}
