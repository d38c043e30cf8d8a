import { join } from 'node:path'
import type { Environment } from '../base/environment.ts'
import { readIfThere } from '../base/files.ts'
import { type InputSource, modeOf } from '../inputs/inputs.ts'
import type { InputName } from '../inputs/schema.ts'
import type { Method } from '../vault/login/login.ts'

/** Variables that the vault CLI reads, and the input that means the same. */
const VAULT: readonly (readonly [input: InputName, variable: string])[] = [
  ['vault-url', 'VAULT_ADDR'],
  ['vault-namespace', 'VAULT_NAMESPACE'],
  ['vault-ca-certificate', 'VAULT_CACERT_BYTES'],
  ['vault-ca-certificate', 'VAULT_CACERT'],
  ['vault-client-certificate', 'VAULT_CLIENT_CERT'],
  ['vault-client-key', 'VAULT_CLIENT_KEY'],
  ['vault-tls-server-name', 'VAULT_TLS_SERVER_NAME']
]

/**
 * What somebody logs in with, by the method that is chosen, in variables that are called as the inputs: VAULT_ROLE_ID is
 * `vault-role-id`. Of inputs that replace each other, one that was typed is enough.
 */
const LOGINS: ReadonlyMap<string, readonly (readonly InputName[])[]> = new Map<Method, readonly (readonly InputName[])[]>([
  ['token', [['vault-token']]],
  ['approle', [['vault-role-id'], ['vault-secret-id', 'vault-wrapped-secret-id']]],
  ['jwt', [['vault-jwt']]],
  ['ldap', [['vault-username'], ['vault-password']]],
  ['userpass', [['vault-username'], ['vault-password']]],
  ['github', [['vault-github-token']]]
])

const SECRETS: ReadonlySet<InputName> = new Set([...[...LOGINS.values()].flat(2), 'vault-client-key', 'astro-api-token'])

/** The variable in which the value of a login or of Astro is looked for; undefined for any other input. */
export const variableFor = (input: InputName): string | undefined => (SECRETS.has(input) ? variableOf(input) : undefined)

const variableOf = (input: InputName): string => input.toUpperCase().replaceAll('-', '_')

/** Where `vault login` leaves its token. */
const TOKEN_FILE = '.vault-token'

/**
 * What was typed, and for what was not, what users of the vault and the astro CLI have set already. The login of another method than
 * the chosen one is not looked for, and the token of Astro only where a Deployment is chosen.
 */
export function withDefaults(
  source: InputSource,
  { environment, home }: { readonly environment: Environment; readonly home: string }
): InputSource {
  const found = new Map<string, string>()
  const offer = (name: InputName, text: string | undefined) => {
    const value = text?.trim() ?? ''
    if (value !== '' && source.get(name) === '' && !found.has(name)) found.set(name, value)
  }
  for (const [input, variable] of VAULT) offer(input, environment[variable])
  if (isTrue(environment['VAULT_SKIP_VERIFY'])) offer('vault-tls-skip-verify', 'true')
  const method = source.get('vault-auth-method') || 'token'
  for (const inputs of LOGINS.get(method) ?? []) {
    if (inputs.some(input => source.get(input) !== '')) continue
    for (const input of inputs) offer(input, environment[variableOf(input)])
  }
  if (method === 'token' && source.get('vault-token') === '') offer('vault-token', readIfThere(join(home, TOKEN_FILE)))
  const wantsDeployment = modeOf(source) === 'deploy' || source.names.some(name => name.startsWith('deployment'))
  if (wantsDeployment) offer('astro-api-token', environment['ASTRO_API_TOKEN'])
  return { ...source, get: name => source.get(name) || (found.get(name) ?? '') }
}

/** As the vault CLI, which is written in Go, reads it. */
const isTrue = (text = ''): boolean => ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)
