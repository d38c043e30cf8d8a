import { dump } from 'js-yaml'
import { OWNER } from '../init/workflows.ts'
import type { InputSource } from '../inputs/inputs.ts'
import { INPUT_NAMES } from '../inputs/schema.ts'
import type { BoundLogin } from '../vault/bootstrap/pipeline.ts'
import type { LeastPolicy } from './offline.ts'

const variable = (name: string): string => `\${{ vars.${name} }}`
const secret = (name: string): string => `\${{ secrets.${name} }}`

interface Subject extends Pick<LeastPolicy, 'mode' | 'prepared'> {
  readonly source: InputSource
  readonly login: BoundLogin
  readonly name: string
  /** The account on GitHub that hosts the action, if it is known. */
  readonly owner?: string | undefined
}

/** Lines of YAML: what a job needs, with its step. Secrets are named as the manifest names them in the environment. */
export function stepFor({ mode, prepared, source, login, name, owner = OWNER }: Subject): readonly string[] {
  const typed = INPUT_NAMES.filter(input => PASSED.has(input) && source.get(input) !== '').map(
    input => [input, source.get(input)] as const
  )
  const inputs = {
    ...(mode === 'deploy' ? {} : { mode }),
    'vault-url': variable('VAULT_URL'),
    'vault-auth-method': login.method,
    ...loginInputs(login, name),
    ...(mode === 'deploy' && !typed.some(([input]) => input.startsWith('deployment'))
      ? { 'deployment-id': variable('ASTRO_DEPLOYMENT_ID') }
      : {}),
    ...(mode === 'deploy' ? { 'astro-api-token': secret('ASTRO_API_TOKEN') } : {}),
    ...Object.fromEntries(typed)
  }
  const names = prepared.scopes.flatMap(({ places }) =>
    places.flatMap(({ source: from }) => (from.from === 'env' ? [from.name] : []))
  )
  const env = Object.fromEntries(names.map(one => [one, secret(one)]))
  const step = { uses: `${owner}/astro-vault-action@v1`, with: inputs, ...(names.length === 0 ? {} : { env }) }
  const [environment] = login.method === 'jwt' ? (login.claims['environment'] ?? []) : []
  const job = {
    permissions: { contents: 'read', ...(login.method === 'jwt' ? { 'id-token': 'write' } : {}) },
    ...(environment === undefined ? {} : { environment }),
    steps: [{ uses: 'actions/checkout@v6' }, step]
  }
  return dump(job, { lineWidth: -1 }).trimEnd().split('\n')
}

/** What was typed for the policy and is the same in the step. */
const PASSED: ReadonlySet<string> = new Set([
  ...['manifest', 'vault-namespace', 'vault-login-namespace', 'vault-auth-mount', 'vault-jwt-audience', 'check', 'prune', 'undo'],
  ...['deployment-id', 'deployment', 'deployment-name', 'deployments', 'preview', 'preview-for', 'preview-isolate']
])

function loginInputs(login: BoundLogin, name: string): Readonly<Record<string, string>> {
  switch (login.method) {
    case 'token':
      return { 'vault-token': secret('VAULT_TOKEN') }
    case 'approle':
      return { 'vault-role-id': variable('VAULT_ROLE_ID'), 'vault-secret-id': secret('VAULT_SECRET_ID') }
    case 'jwt':
    case 'kubernetes':
      return { 'vault-role': name }
    case 'userpass':
    case 'ldap':
      return { 'vault-username': login.user, 'vault-password': secret('VAULT_PASSWORD') }
    case 'github':
      return { 'vault-github-token': secret('VAULT_GITHUB_TOKEN') }
    case 'cert':
      return {
        'vault-role': name,
        'vault-client-certificate': variable('VAULT_CLIENT_CERTIFICATE'),
        'vault-client-key': secret('VAULT_CLIENT_KEY')
      }
  }
}
