import { z } from 'zod'
import { DEPLOY_TYPES, type DeployType } from './astro/port.ts'
import { readToken } from './astro/token.ts'
import { Problems, UserError } from './errors.ts'
import { seconds } from './manifest/duration.ts'
import { suggestion } from './manifest/problems.ts'
import { Secret } from './secret.ts'
import { readCertificate } from './vault/certificate.ts'
import type { Login } from './vault/login.ts'

export interface VaultInputs {
  readonly url: string
  readonly namespace?: string
  /** PEM. */
  readonly ca?: string
  readonly login: Login
}

export interface AstroInputs {
  readonly token: Secret
  readonly workspace: string
  readonly domain: string
  readonly apiUrl?: string
}

/** Which Deployment: by id, by name in Astro, or by its key under `deployments:` in the manifest. */
export type Selection = { readonly id: string } | { readonly name: string } | { readonly entry: string }

export interface Inputs {
  readonly mode: 'plan' | 'sync' | 'deploy'
  readonly manifest: string
  /** Absent only in plan mode: Vault is then not compared. */
  readonly vault?: VaultInputs
  /** Absent in sync mode, and in plan mode without a token. */
  readonly astro?: AstroInputs
  readonly selection?: Selection
  readonly projectDir: string
  readonly deployType: DeployType
  readonly skipUnchanged: boolean
  readonly providerInstalled: boolean
  readonly adopt: boolean
  readonly rotateNow: boolean
  readonly wait: boolean
  readonly waitSeconds: number
  readonly description: string
  readonly runSeconds: number
}

const flag = (fallback: boolean) =>
  z.enum(['true', 'false', ''], { error: 'must be true or false' }).transform(text => (text === '' ? fallback : text === 'true'))
const oneOf = <T extends string>(values: readonly [T, ...T[]], fallback: T) =>
  z
    .enum(['', ...values] as [string, ...string[]], { error: `must be one of ${values.join(', ')}` })
    .transform(text => (text === '' ? fallback : text) as T)
const duration = (fallback: string) =>
  z.string().transform((text, context) => {
    const parsed = seconds(text === '' ? fallback : text)
    if (parsed === undefined)
      context.issues.push({ code: 'custom', message: 'must be a duration such as 90s, 10m or 1h', input: text })
    return parsed ?? 0
  })
const url = z
  .string()
  .refine(text => text === '' || /^https?:\/\/[^/]/.test(text), { message: 'must begin with https:// (or http://)' })
  .transform(text => text.replace(/\/+$/, ''))
const text = z.string()

/** Every input by its name in action.yml; an input that is not given is the empty text. */
export const SCHEMA = z.object({
  mode: oneOf(['plan', 'sync', 'deploy'], 'deploy'),
  manifest: text.transform(path => path || 'airflow-secrets.yaml'),
  'vault-url': url,
  'vault-namespace': text,
  'vault-ca-certificate': text,
  'vault-auth-method': oneOf(['token', 'approle'], 'token'),
  'vault-auth-mount': text,
  'vault-token': text,
  'vault-role-id': text,
  'vault-secret-id': text,
  'astro-api-token': text,
  'workspace-id': text,
  'deployment-id': text,
  'deployment-name': text,
  deployment: text,
  'project-dir': text.transform(path => path || '.'),
  'deploy-type': oneOf(DEPLOY_TYPES, 'image-and-dags'),
  'skip-unchanged': flag(false),
  'provider-installed': flag(false),
  'on-conflict': oneOf(['fail', 'adopt'], 'fail'),
  rotate: oneOf(['auto', 'now'], 'auto'),
  wait: flag(true),
  'wait-time': duration('10m'),
  description: text,
  'run-timeout': duration('30m'),
  'astro-domain': text.transform(domain => domain || 'astronomer.io'),
  'astro-api-url': url
})

type Raw = z.output<typeof SCHEMA>

export const INPUT_NAMES = Object.keys(SCHEMA.shape) as (keyof Raw)[]

export interface InputSource {
  /** The trimmed text of one input, empty where it is not given. */
  get(name: string): string
  /** The names of all inputs that the step was given. */
  readonly names: readonly string[]
  readonly now: Date
}

/** Reads every input once, hides the secret ones, and throws `Problems` with all mistakes. */
export function readInputs(source: InputSource, mask: (secret: Secret) => void): Inputs {
  const given = Object.fromEntries(INPUT_NAMES.map(name => [name, source.get(name)]))
  for (const name of ['vault-token', 'vault-secret-id', 'astro-api-token']) if (given[name]) mask(new Secret(given[name]))

  const problems = source.names
    .filter(name => !(INPUT_NAMES as string[]).includes(name))
    .map(name => ({ message: `input ${name} is not known${suggestion(name, INPUT_NAMES)}` }))
  const parsed = SCHEMA.safeParse(given)
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(issue => ({ message: `input ${issue.path.join('.')} ${issue.message}` })))
  if (problems.length > 0 || !parsed.success) throw new Problems(problems)

  const raw = parsed.data
  const mistakes = combinationMistakes(raw)
  if (mistakes.length > 0) throw new Problems(mistakes.map(message => ({ message })))
  const vault = vaultInputs(raw)
  const astro = raw.mode === 'sync' ? undefined : astroInputs(raw, source.now)
  const selection = selectionOf(raw)
  return {
    mode: raw.mode,
    manifest: raw.manifest,
    projectDir: raw['project-dir'],
    deployType: raw['deploy-type'],
    skipUnchanged: raw['skip-unchanged'],
    providerInstalled: raw['provider-installed'],
    adopt: raw['on-conflict'] === 'adopt',
    rotateNow: raw.rotate === 'now',
    wait: raw.wait,
    waitSeconds: raw['wait-time'],
    description: raw.description,
    runSeconds: raw['run-timeout'],
    ...(vault === undefined ? {} : { vault }),
    ...(astro === undefined ? {} : { astro }),
    ...(selection === undefined ? {} : { selection })
  }
}

/** What a mode needs, and what excludes what. Plan works with nothing at all: it compares what it may see. */
function combinationMistakes(raw: Raw): string[] {
  const mistakes: string[] = []
  const need = (name: keyof Raw, why: string) => {
    if (raw[name] === '')
      mistakes.push(`input ${name} is missing or empty (an undefined GitHub secret arrives as an empty text); ${why}`)
  }
  if (raw.mode !== 'plan') {
    need('vault-url', 'it says where Vault is, such as https://vault.example.com:8200')
    if (raw['vault-auth-method'] === 'token') need('vault-token', 'vault-auth-method token needs it')
    else for (const name of ['vault-role-id', 'vault-secret-id'] as const) need(name, 'vault-auth-method approle needs it')
  }
  const selectors = (['deployment-id', 'deployment-name', 'deployment'] as const).filter(name => raw[name] !== '')
  if (selectors.length > 1) mistakes.push(`inputs ${selectors.join(' and ')} exclude each other: each names the Deployment`)
  if (raw.mode === 'deploy') {
    need('astro-api-token', 'mode deploy changes a Deployment')
    if (selectors.length === 0)
      mistakes.push(
        'mode deploy needs one of the inputs deployment-id, deployment-name and deployment (a name from the manifest)'
      )
  }
  if (raw['astro-api-url'] !== '' && raw['astro-domain'] !== 'localhost')
    mistakes.push('input astro-api-url is for tests, and only goes together with astro-domain: localhost')
  return mistakes
}

function vaultInputs(raw: Raw): VaultInputs | undefined {
  const login = loginOf(raw)
  if (raw['vault-url'] === '' || login === undefined) return undefined
  const ca = raw['vault-ca-certificate']
  return {
    url: raw['vault-url'],
    login,
    ...(raw['vault-namespace'] === '' ? {} : { namespace: raw['vault-namespace'] }),
    ...(ca === '' ? {} : { ca: readCertificate(ca) })
  }
}

function loginOf(raw: Raw): Login | undefined {
  if (raw['vault-auth-method'] === 'token')
    return raw['vault-token'] === '' ? undefined : { method: 'token', token: new Secret(raw['vault-token']) }
  const roleId = raw['vault-role-id']
  const secretId = raw['vault-secret-id']
  if (roleId === '' || secretId === '') return undefined
  return { method: 'approle', mount: raw['vault-auth-mount'] || 'approle', roleId, secretId: new Secret(secretId) }
}

function astroInputs(raw: Raw, now: Date): AstroInputs | undefined {
  const token = raw['astro-api-token']
  if (token === '') return undefined
  const claims = readToken(token, now)
  const workspace = raw['workspace-id'] || claims.workspace
  if (workspace === undefined)
    throw new UserError('astro-api-token belongs to an Organization and names no Workspace', {
      hint: 'Give the Workspace of the Deployment as workspace-id.'
    })
  if (claims.workspace !== undefined && claims.workspace !== workspace) {
    throw new UserError(`astro-api-token belongs to Workspace ${claims.workspace}, and workspace-id names ${workspace}`, {
      hint: 'Leave workspace-id out, or use a token of that Workspace.'
    })
  }
  const apiUrl = raw['astro-api-url']
  return { token: new Secret(token), workspace, domain: raw['astro-domain'], ...(apiUrl === '' ? {} : { apiUrl }) }
}

function selectionOf(raw: Raw): Selection | undefined {
  if (raw['deployment-id'] !== '') return { id: raw['deployment-id'] }
  if (raw['deployment-name'] !== '') return { name: raw['deployment-name'] }
  return raw.deployment === '' ? undefined : { entry: raw.deployment }
}
