import { closest, distance } from 'fastest-levenshtein'
import { isObject } from './json.ts'

interface Kind {
  readonly is: (value: unknown) => boolean
  readonly what: string
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isPath = (value: unknown): boolean => typeof value === 'string'

const TEXT: Kind = { is: isText, what: 'a non-empty string' }
const TEXT_OR_NULL: Kind = { is: value => value === null || isText(value), what: 'a non-empty string, or null' }
const PATHS: Kind = {
  is: value => value === null || isPath(value) || (Array.isArray(value) && value.length > 0 && value.every(isPath)),
  what: 'a path, a list of paths (provider 4.8.0 or newer), or null'
}
const FLAG: Kind = { is: value => typeof value === 'boolean', what: 'true or false, without quotes' }
const OBJECT_OR_NULL: Kind = { is: value => value === null || isObject(value), what: 'an object, or null' }

/** The constructors' parameters: VaultBackend's own (provider 4.8.4), then hvac's Client and Adapter (2.4.0). */
const KWARGS: ReadonlyMap<string, Kind> = new Map([
  ...['connections_path', 'variables_path', 'config_path'].map(name => [name, PATHS] as const),
  ['auth_type', TEXT],
  ['mount_point', { is: isText, what: 'the name of the mount; without it, Airflow looks up only ids that contain a /' }],
  ['kv_engine_version', { is: value => value === 1 || value === 2, what: 'the number 1 or 2, without quotes' }],
  ['use_team_secrets_path', FLAG],
  ...['global_secrets_path', 'url', 'auth_mount_point', 'token', 'token_path', 'username', 'password'].map(
    name => [name, TEXT_OR_NULL] as const
  ),
  ...['key_id', 'role_id', 'secret_id', 'region', 'kubernetes_role'].map(name => [name, TEXT_OR_NULL] as const),
  ['kubernetes_jwt_path', TEXT],
  ...['gcp_key_path', 'gcp_scopes', 'jwt_role', 'jwt_token', 'jwt_token_path'].map(name => [name, TEXT_OR_NULL] as const),
  ...['azure_tenant_id', 'azure_resource', 'radius_host', 'radius_secret'].map(name => [name, TEXT_OR_NULL] as const),
  ['radius_port', { is: value => value === null || Number.isInteger(value), what: 'a whole number, without quotes' }],
  ...['assume_role_kwargs', 'gcp_keyfile_dict', 'proxies'].map(name => [name, OBJECT_OR_NULL] as const),
  ['namespace', TEXT_OR_NULL],
  [
    'verify',
    { is: value => typeof value === 'boolean' || isText(value), what: 'true, false, or the path of a CA bundle in the image' }
  ],
  [
    'cert',
    {
      is: value => isText(value) || (Array.isArray(value) && value.length === 2 && value.every(isText)),
      what: 'a path, or a list of two paths'
    }
  ],
  [
    'timeout',
    { is: value => Number.isFinite(value) && Number(value) > 0, what: 'a number of seconds greater than 0, without quotes' }
  ],
  ...['allow_redirects', 'ignore_exceptions', 'strict_http', 'request_header'].map(name => [name, FLAG] as const)
])

const NEVER: ReadonlyMap<string, string> = new Map([
  ['cache_approle_token', 'exists in no released provider and makes every lookup fail; remove it'],
  ['session', 'is a Python object, which JSON cannot hold; remove it'],
  ['adapter', 'is a Python object, which JSON cannot hold; remove it']
])

/** What the constructor requires, by `auth_type`: one of each list. An AppRole without a secret-id could not log in. */
const REQUIRED: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['approle', [['role_id'], ['secret_id']]],
  ['aws_iam', []],
  ['gcp', [['gcp_scopes'], ['role_id']]],
  ['github', [['token', 'token_path']]],
  ['jwt', [['jwt_role'], ['jwt_token', 'jwt_token_path']]],
  ['kubernetes', [['kubernetes_role']]],
  ['ldap', []],
  ['token', [['token', 'token_path']]],
  ['userpass', []]
])

/**
 * Everything in these kwargs that would make `VaultBackend` fail, in its constructor (Airflow does not start) or at the first
 * lookup (which Airflow treats as "not found"); empty if there is nothing. Sentences name the kwarg and never quote its value.
 */
export function kwargsProblems(kwargs: Readonly<Record<string, unknown>>): string[] {
  const given = Object.entries(kwargs)
  return [...given.flatMap(([name, value]) => kwargProblem(name, value) ?? []), ...authProblems(new Map(given))]
}

function kwargProblem(name: string, value: unknown): string | undefined {
  const kind = KWARGS.get(name)
  if (kind) return kind.is(value) ? undefined : `\`${name}\` must be ${kind.what}`
  const never = NEVER.get(name)
  if (never) return `\`${name}\` ${never}`
  const guess = closest(name, [...KWARGS.keys()])
  const cure = distance(name, guess) <= 2 ? `write \`${guess}\`` : 'remove it'
  return `\`${name}\` is not a kwarg of VaultBackend or hvac and makes every lookup fail; ${cure}`
}

function authProblems(kwargs: ReadonlyMap<string, unknown>): string[] {
  const type = kwargs.get('auth_type') ?? 'token'
  if (!isText(type)) return []
  if (type === 'azure' || type === 'radius')
    return [`\`auth_type\` ${type} never logs in (the provider configures the method instead); write approle`]
  const required = REQUIRED.get(type)
  if (!required) return [`\`auth_type\` must be one of ${[...REQUIRED.keys()].join(', ')}`]
  const missing = required.filter(names => !names.some(name => kwargs.get(name)))
  return missing.map(names => `${names.map(name => `\`${name}\``).join(' or ')} is missing; \`auth_type\` ${type} needs it`)
}
