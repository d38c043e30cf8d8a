import type { DeployType } from '../astro/deploy-types.ts'
import { readToken } from '../astro/token.ts'
import { Mistakes, UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import { suggestion } from '../base/suggestion.ts'
import type { Address } from '../vault/address.ts'
import { combinationMistakes, INPUT_NAMES, type Raw, SCHEMA, SECRET_INPUTS } from './schema.ts'
import { addressOf, type VaultInputs, vaultInputs } from './vault.ts'

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
  readonly deployType: DeployType | 'none'
  readonly skipUnchanged: boolean
  readonly providerInstalled: boolean
  readonly adopt: boolean
  readonly check: 'full' | 'ledger'
  /** What comes of names that DAGs ask for and the manifest lacks. */
  readonly coverage: 'warn' | 'fail' | 'off'
  readonly prune: { readonly mode: 'off' | 'plan' | 'apply'; readonly limit: number }
  /** The run whose changes are taken back instead of everything else; empty: none. */
  readonly undo: string
  /** Whether the manifest may name programs that give values. */
  readonly allowCommands: boolean
  readonly rotateNow: boolean
  readonly wait: boolean
  readonly waitSeconds: number
  readonly description: string
  readonly runSeconds: number
}

export interface InputSource {
  /** The trimmed text of one input, empty where it is not given. */
  get(name: string): string
  /** The names of all inputs that the step was given. */
  readonly names: readonly string[]
  readonly now: Date
  /** Whether GitHub gives this job an OIDC token on demand. */
  readonly offersIdToken: boolean
}

/** Reads every input once, hides the secret ones, and throws `Mistakes` with all mistakes. */
export function readInputs(source: InputSource, mask: (secret: Secret) => void): Inputs {
  const given = Object.fromEntries(INPUT_NAMES.map(name => [name, source.get(name)]))
  for (const name of SECRET_INPUTS) if (given[name]) mask(new Secret(given[name]))

  const findings = source.names
    .filter(name => !(INPUT_NAMES as string[]).includes(name))
    .map(name => mistake(`input ${name}`, `is not known${suggestion(name, INPUT_NAMES)}`))
  const parsed = SCHEMA.safeParse(given)
  if (!parsed.success) findings.push(...parsed.error.issues.map(issue => mistake(`input ${issue.path.join('.')}`, issue.message)))
  if (findings.length > 0 || !parsed.success) throw new Mistakes(findings)

  const raw = parsed.data
  const mistakes = combinationMistakes(raw)
  if (mistakes.length > 0) throw new Mistakes(mistakes.map(message => ({ severity: 'error', message })))
  const vault = vaultInputs(raw, source.offersIdToken)
  for (const header of Object.values(vault?.headers ?? {})) mask(header)
  if (vault?.tls.client !== undefined) mask(vault.tls.client.key)
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
    check: raw.check,
    coverage: raw.coverage,
    prune: { mode: raw.prune, limit: raw['prune-limit'] },
    undo: raw.undo,
    allowCommands: raw['allow-commands'],
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

const mistake = (subject: string, message: string): Finding => ({ severity: 'error', subject, message })

/** How to reach Vault, for whoever needs nothing else. */
export function readAddress(source: Pick<InputSource, 'get'>): Address {
  return addressOf(SCHEMA.parse(Object.fromEntries(INPUT_NAMES.map(name => [name, source.get(name)]))))
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
