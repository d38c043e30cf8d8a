import * as z from 'zod/mini'
import { DEPLOY_TYPES } from '../astro/deploy-types.ts'
import { seconds } from '../base/duration.ts'
import { isServerUrl, NO_SERVER_URL } from '../vault/address.ts'
import { METHODS, type Method } from '../vault/login/login.ts'

/** An input as `read` makes it of its text; where that is nothing, `message` says what it must be. */
const readBy = <T>(read: (text: string) => T | undefined, message: string) =>
  z.pipe(
    z.string(),
    z.transform((text, context): T => {
      const value = read(text)
      if (value === undefined) context.issues.push({ code: 'custom', message, input: text })
      return value as T
    })
  )

const FLAGS = new Map([
  ['true', true],
  ['false', false]
])
const flag = (fallback: boolean) => readBy(text => (text === '' ? fallback : FLAGS.get(text)), 'must be true or false')
const oneOf = <T extends string>(values: readonly T[], fallback: T) =>
  readBy(text => (text === '' ? fallback : values.find(value => value === text)), `must be one of ${values.join(', ')}`)

/** Longer than any job may run; a timer of Node ends at 24 days. */
const LONGEST = 5 * 86_400

const duration = (fallback: string) =>
  readBy(text => {
    const parsed = seconds(text === '' ? fallback : text)
    return parsed === undefined || parsed > LONGEST ? undefined : parsed
  }, 'must be a duration such as 90s, 10m or 1h, at most 5d')
const percent = (fallback: number) =>
  readBy(text => {
    const parsed = Number(/^(\d{1,3}) ?%?$/.exec(text === '' ? String(fallback) : text)?.[1])
    return parsed <= 100 ? parsed / 100 : undefined
  }, 'must be a percentage from 0 to 100, such as 20')
const url = readBy(text => (text === '' || isServerUrl(text) ? text.replace(/\/+$/, '') : undefined), NO_SERVER_URL)
const text = z.string()
/** A header of HTTP takes nothing else. */
const forHeader = readBy(text => (/^[\x20-\x7e]*$/.test(text) ? text : undefined), 'must be one line of ASCII')
const textOr = (fallback: string) => readBy(text => text || fallback, '')

/** Every input by its name in action.yml; an input that is not given is the empty text. */
export const SCHEMA = z.object({
  mode: oneOf(['plan', 'sync', 'deploy'], 'deploy'),
  manifest: textOr('airflow-secrets.yaml'),
  'vault-url': url,
  'vault-namespace': forHeader,
  'vault-login-namespace': forHeader,
  'vault-extra-headers': text,
  'vault-ca-certificate': text,
  'vault-client-certificate': text,
  'vault-client-key': text,
  'vault-tls-server-name': text,
  'vault-tls-skip-verify': flag(false),
  'vault-auth-method': oneOf(Object.keys(METHODS) as Method[], 'token'),
  'vault-auth-mount': readBy(text => {
    const mount = text.replace(/^(auth)?\/+|\/+$/g, '')
    return mount === '' || mount.split('/').every(part => !/^\.{0,2}$/.test(part)) ? mount : undefined
  }, 'must be the path of an auth method, such as ci/approle'),
  'vault-token': forHeader,
  'vault-role': text,
  'vault-role-id': text,
  'vault-secret-id': text,
  'vault-wrapped-secret-id': forHeader,
  'vault-jwt': text,
  'vault-jwt-audience': text,
  'vault-kubernetes-token-path': textOr('/var/run/secrets/kubernetes.io/serviceaccount/token'),
  'vault-username': text,
  'vault-password': text,
  'vault-github-token': text,
  'astro-api-token': text,
  'workspace-id': text,
  'deployment-id': text,
  'deployment-name': text,
  deployment: text,
  'project-dir': textOr('.'),
  'deploy-type': oneOf(DEPLOY_TYPES, 'image-and-dags'),
  'skip-unchanged': flag(false),
  'provider-installed': flag(false),
  'on-conflict': oneOf(['fail', 'adopt'], 'fail'),
  check: oneOf(['full', 'ledger'], 'full'),
  coverage: oneOf(['warn', 'fail', 'off'], 'warn'),
  prune: oneOf(['off', 'plan', 'apply'], 'off'),
  'prune-limit': percent(20),
  undo: text,
  'allow-commands': flag(false),
  rotate: oneOf(['auto', 'now'], 'auto'),
  wait: flag(true),
  'wait-time': duration('10m'),
  description: text,
  'run-timeout': duration('30m'),
  'astro-domain': textOr('astronomer.io'),
  'astro-api-url': url
})

export type Raw = z.output<typeof SCHEMA>

export const INPUT_NAMES = Object.keys(SCHEMA.shape) as (keyof Raw)[]

/** Which inputs the method cannot do without. */
const NEEDS: Readonly<Record<Method, readonly (keyof Raw)[]>> = {
  token: ['vault-token'],
  approle: ['vault-role-id', 'vault-secret-id'],
  jwt: ['vault-role'],
  kubernetes: ['vault-role'],
  ldap: ['vault-username', 'vault-password'],
  userpass: ['vault-username', 'vault-password'],
  github: ['vault-github-token'],
  cert: ['vault-client-certificate', 'vault-client-key']
}

/** The inputs that a login with the chosen method still lacks. */
export function missingForLogin(raw: Raw): readonly (keyof Raw)[] {
  const wrapped = raw['vault-wrapped-secret-id'] !== ''
  return NEEDS[raw['vault-auth-method']].filter(name => raw[name] === '' && !(name === 'vault-secret-id' && wrapped))
}

/** Inputs that are secrets. */
export const SECRET_INPUTS: readonly (keyof Raw)[] = [
  'vault-token',
  'vault-secret-id',
  'vault-wrapped-secret-id',
  'vault-jwt',
  'vault-password',
  'vault-github-token',
  'vault-client-key',
  'astro-api-token'
]

/** What a mode needs, and what excludes what. Plan works with nothing at all: it compares what it may see. */
export function combinationMistakes(raw: Raw): string[] {
  const mistakes: string[] = []
  const need = (name: keyof Raw, why: string) => {
    if (raw[name] === '')
      mistakes.push(`input ${name} is missing or empty (an undefined GitHub secret arrives as an empty text); ${why}`)
  }
  if (raw.mode !== 'plan') {
    need('vault-url', 'it says where Vault is, such as https://vault.example.com:8200')
    for (const name of missingForLogin(raw)) need(name, `vault-auth-method ${raw['vault-auth-method']} needs it`)
  }
  if (raw['vault-secret-id'] !== '' && raw['vault-wrapped-secret-id'] !== '')
    mistakes.push('inputs vault-secret-id and vault-wrapped-secret-id exclude each other')
  if ((raw['vault-client-certificate'] === '') !== (raw['vault-client-key'] === ''))
    mistakes.push('inputs vault-client-certificate and vault-client-key belong together')
  const selectors = (['deployment-id', 'deployment-name', 'deployment'] as const).filter(name => raw[name] !== '')
  if (selectors.length > 1) mistakes.push(`inputs ${selectors.join(' and ')} exclude each other: each names the Deployment`)
  if (raw.mode === 'deploy') {
    need('astro-api-token', 'mode deploy changes a Deployment')
    if (selectors.length === 0)
      mistakes.push(
        'mode deploy needs one of the inputs deployment-id, deployment-name and deployment (a name from the manifest)'
      )
  }
  if (raw.undo !== '' && raw.mode === 'deploy')
    mistakes.push('input undo goes together with mode plan or sync; it changes secrets alone, and Airflow reads them anew')
  if (raw.undo !== '' && raw.prune === 'apply') mistakes.push('inputs undo and prune: apply exclude each other')
  if (raw['astro-api-url'] !== '' && raw['astro-domain'] !== 'localhost')
    mistakes.push('input astro-api-url is for tests, and only goes together with astro-domain: localhost')
  return mistakes
}
