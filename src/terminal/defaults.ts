import { join } from 'node:path'
import type { Environment } from '../base/environment.ts'
import { readIfThere } from '../base/files.ts'
import { type InputSource, modeOf } from '../inputs/inputs.ts'
import type { InputName } from '../inputs/schema.ts'

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

/** Where `vault login` leaves its token. */
const TOKEN_FILE = '.vault-token'

/**
 * What was typed, and for what was not, what users of the vault and the astro CLI have set already. The token of a method other than
 * `token` is not looked for, and that of Astro only where a Deployment is chosen.
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
  if ((source.get('vault-auth-method') || 'token') === 'token' && source.get('vault-token') === '')
    offer('vault-token', environment['VAULT_TOKEN'] || readIfThere(join(home, TOKEN_FILE)))
  const wantsDeployment = modeOf(source) === 'deploy' || source.names.some(name => name.startsWith('deployment'))
  if (wantsDeployment) offer('astro-api-token', environment['ASTRO_API_TOKEN'])
  return { ...source, get: name => source.get(name) || (found.get(name) ?? '') }
}

/** As the vault CLI, which is written in Go, reads it. */
const isTrue = (text = ''): boolean => ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)
