import type { DEPLOY_TYPES } from '../astro/deploy-types.ts'
import { Mistakes, UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import type { Address } from '../vault/address.ts'
import { type AstroInputs, astroInputs, type Selection, selectionOf } from './astro.ts'
import { buildSecrets } from './build-secrets.ts'
import { combinationMistakes, thatCount } from './combinations.ts'
import { isInput, mistake, whyNoInput } from './mistake.ts'
import { INPUT_NAMES, type InputName, type RawInputs, SCHEMA, SECRET_INPUTS } from './schema.ts'
import { addressOf, type VaultInputs, vaultInputs } from './vault.ts'

/** Where this run works, as whom, and what it may do. What is the same in every run is in the manifest. */
export interface Inputs {
  readonly mode: 'plan' | 'sync' | 'deploy'
  readonly manifest: string
  /** Absent only in plan mode: Vault is then not compared. */
  readonly vault?: VaultInputs
  /** Absent in sync mode, and in plan mode without a token. */
  readonly astro?: AstroInputs
  readonly selection?: Selection
  /** Absent: the run is about the selected Deployment itself, and not about a preview of it. */
  readonly preview?: PreviewInputs
  /** The run is about a workstation, and not about a Deployment. No input says so, but the command `local`. */
  readonly local?: LocalInputs
  /** How many Deployments change at the same time. */
  readonly maxParallel: number
  /** The key of the one that goes first; empty if none does. */
  readonly canary: string
  readonly projectDir: string
  readonly deployType: (typeof DEPLOY_TYPES)[number]
  /** For deploy-type dbt: its folder, and where Airflow finds it; empty for the default of the CLI. */
  readonly dbt?: { readonly dir: string; readonly mountPath: string }
  /** An image that was built elsewhere; empty to build one. */
  readonly imageName: string
  /** As docker's `--secret` takes them. */
  readonly buildSecrets: readonly string[]
  /** Whether uncommitted changes are deployed. */
  readonly force: boolean
  readonly adopt: boolean
  readonly check: 'full' | 'ledger'
  readonly prune: { readonly mode: 'off' | 'plan' | 'apply'; readonly limit: number }
  /** When the run began, by the clock of the runner: for reminders alone. */
  readonly now: Date
  /** Whether a plan that finds drift ends the run red. */
  readonly failOnDrift: boolean
  /** A key under `deployments:`, or the path of a manifest, that a plan compares with; empty for none. */
  readonly compareWith: string
  /** The run to undo, instead of doing anything else; empty for none. */
  readonly undo: string
  /** Whether the manifest may run programs to get values. */
  readonly allowCommands: boolean
  readonly rotateNow: boolean
  /** How long to wait for another run's lock, and for a healthy Deployment. 0: not at all. */
  readonly waitSeconds: number
  readonly description: string
  readonly runSeconds: number
}

/** A project on a workstation, in place of a Deployment. */
export interface LocalInputs {
  /** Of its record in Vault. */
  readonly id: string
  /** Vault as the Airflow on the workstation reaches it. */
  readonly airflowUrl: string
  /** Whether values that are missing are made up. */
  readonly isFake: boolean
}

export interface PreviewInputs {
  readonly ends: boolean
  /** A branch, or the number of a pull request. */
  readonly of: string
  readonly isolated: boolean
  /** Seconds. */
  readonly ttl: number
}

/** Whoever starts a run: the step of a workflow, or a terminal. */
export interface InputSource {
  /** The trimmed text of one input; empty if it is not given. */
  get(name: string): string
  /** The names of everything that was given. */
  readonly names: readonly string[]
  readonly now: Date
  /** Whether it gives the run an OIDC token on demand. */
  readonly offersIdToken: boolean
  /** Whether a path leads out of the folder that the run may work in; absent where there is no such folder. */
  readonly isOutside?: (path: string) => boolean
  /** Why an input may be empty although it was given, and what to do about it. */
  readonly whenEmpty?: string
}

/** Reads every input once, masks the secret ones, and throws `Mistakes` with all mistakes. */
export function readInputs(source: InputSource, mask: (secret: Secret) => void): Inputs {
  const given = textsOf(source)
  for (const name of SECRET_INPUTS) if (given[name]) mask(new Secret(given[name]))
  const raw = thatCount(parse(given, source))
  const wrong = [...combinationMistakes(raw, source.whenEmpty), ...outside(raw, source)]
  if (wrong.length > 0) throw new Mistakes(wrong)

  const { vault, astro } = together({
    vault: () => vaultInputs(raw, source.offersIdToken),
    astro: () => astroInputs(raw, source.now)
  })
  for (const header of Object.values(vault?.headers ?? {})) mask(header)
  if (vault?.tls.client !== undefined) mask(vault.tls.client.key)
  const selection = selectionOf(raw)
  return {
    // Doctor asks the planners what a run would change.
    mode: raw.mode === 'doctor' ? 'plan' : raw.mode,
    maxParallel: raw['max-parallel'],
    canary: raw.canary,
    manifest: raw.manifest,
    projectDir: raw['project-dir'],
    deployType: raw['deploy-type'],
    imageName: raw['image-name'],
    buildSecrets: buildSecrets(raw),
    force: raw.force,
    adopt: raw['on-conflict'] === 'adopt',
    check: raw.check,
    prune: { mode: raw.prune, limit: raw['prune-limit'] },
    now: source.now,
    failOnDrift: raw.drift === 'fail',
    compareWith: raw['compare-with'],
    undo: raw.undo,
    allowCommands: raw['allow-commands'],
    rotateNow: raw.rotate === 'now',
    waitSeconds: raw['wait-time'],
    description: raw.description,
    runSeconds: raw['run-timeout'],
    ...(raw['deploy-type'] === 'dbt' ? { dbt: { dir: raw['dbt-project'], mountPath: raw['mount-path'] } } : {}),
    ...(vault === undefined ? {} : { vault }),
    ...(astro === undefined ? {} : { astro }),
    ...(selection === undefined ? {} : { selection }),
    ...previewInputs(raw)
  }
}

function previewInputs(raw: RawInputs): Pick<Inputs, 'preview'> {
  if (raw.preview === 'off') return {}
  const { preview, 'preview-for': of, 'preview-isolate': isolated, 'preview-ttl': ttl } = raw
  return { preview: { ends: preview === 'delete', of, isolated, ttl } }
}

/** The mode of the run; undefined if there is no such mode, or if it is `doctor`, which is no run. */
export function modeOf({ get }: Pick<InputSource, 'get'>): Inputs['mode'] | undefined {
  const mode = SCHEMA.shape.mode.safeParse(get('mode')).data
  return mode === 'doctor' ? undefined : mode
}

/** The preview that was asked for; undefined if none was, or if its inputs have a mistake. */
export function previewOf({ get }: Pick<InputSource, 'get'>): { readonly ends: boolean; readonly of: string } | undefined {
  const preview = SCHEMA.shape.preview.safeParse(get('preview')).data ?? 'off'
  const of = SCHEMA.shape['preview-for'].safeParse(get('preview-for')).data ?? ''
  return preview === 'off' || of === '' ? undefined : { ends: preview === 'delete', of }
}

/** What a run is started for, before its inputs are checked. */
export function aboutOf({ get }: Pick<InputSource, 'get'>): {
  readonly manifest: string
  readonly deployment?: string
  readonly preview?: string
} {
  const several = SCHEMA.shape.deployments.safeParse(get('deployments')).data ?? ''
  const deployment = get('deployment') || get('deployment-id') || get('deployment-name') || [several].flat().join(', ')
  const preview = previewOf({ get })
  return {
    manifest: SCHEMA.shape.manifest.parse(get('manifest')),
    ...(deployment === '' ? {} : { deployment }),
    ...(preview === undefined ? {} : { preview: preview.of })
  }
}

/** How to reach Vault, for whoever needs nothing else. */
export function readAddress(source: Pick<InputSource, 'get'>): Address {
  return addressOf(SCHEMA.parse(textsOf(source)))
}

const FOLDERS = [
  ['project-dir', 'the Astro project'],
  ['dbt-project', 'the dbt project']
] as const

const outside = (raw: RawInputs, { isOutside }: InputSource): readonly Finding[] =>
  FOLDERS.filter(([name]) => raw[name] !== '' && isOutside?.(raw[name])).map(([name, what]) =>
    mistake(name, 'leads out of the workspace', `Set it to the folder of ${what} in the checkout.`)
  )

type Texts = Readonly<Record<InputName, string>>

const textsOf = ({ get }: Pick<InputSource, 'get'>) => Object.fromEntries(INPUT_NAMES.map(name => [name, get(name)])) as Texts

/** Each input by itself. */
function parse(given: Texts, { names }: InputSource): RawInputs {
  const unknown: Finding[] = names
    .filter(name => !isInput(name))
    .map(name => ({ severity: 'error', subject: `input ${name}`, message: whyNoInput(name) }))
  const parsed = SCHEMA.safeParse(given)
  const wrong = parsed.error?.issues.map(({ path, message }) => mistake(path[0] as InputName, message)) ?? []
  if (!parsed.success || unknown.length > 0) throw new Mistakes([...unknown, ...wrong])
  return parsed.data
}

/** Calls all parts, and throws `Mistakes` with what any of them throws. */
function together<T extends Record<string, unknown>>(parts: { readonly [K in keyof T]: () => T[K] }): T {
  const wrong: Finding[] = []
  const results = Object.entries<() => unknown>(parts).map(([name, part]) => {
    try {
      return [name, part()]
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      wrong.push(...error.findings)
      return [name, undefined]
    }
  })
  if (wrong.length > 0) throw new Mistakes(wrong)
  return Object.fromEntries(results) as T
}
