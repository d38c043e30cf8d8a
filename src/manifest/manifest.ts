import type { Finding } from '../base/finding.ts'
import type { RuntimeIdentity } from '../identity/identities.ts'
import type { NamedSource } from '../sources/source.ts'
import type { Pattern } from './pattern.ts'
import type { COVERAGES, MANAGED } from './schema.ts'
import type { Settings } from './settings.ts'

export type Managed = (typeof MANAGED)[number]

/** A constant, a source or a structure. Only `resolve` turns it into a value. */
export type Value =
  | { readonly kind: 'constant'; readonly text: string }
  | ({ readonly kind: 'source' } & NamedSource)
  /** `tree` is plain data with leaves such as `{ $env: NAME }`. */
  | { readonly kind: 'json'; readonly tree: unknown }

/** How a connection is stored in Vault. */
export type Format = 'uri' | 'fields'

interface Stored {
  readonly id: string
  readonly format: Format
}

export type ConnectionEntry = Stored &
  (
    | { readonly form: 'uri' | 'json'; readonly text: Value }
    | {
        readonly form: 'fields'
        readonly connType: string
        readonly description?: string
        readonly fields: Readonly<Partial<Record<'host' | 'port' | 'schema' | 'login' | 'password' | 'extra', Value>>>
      }
  )

export interface DeploymentEntry {
  readonly id?: string
  readonly name?: string
  readonly isolate: boolean
  /** Only with `isolate`: in addition to the shared ones, or instead of them. */
  readonly variables: ReadonlyMap<string, Value>
  readonly connections: readonly ConnectionEntry[]
}

/** The parsed file: constants and descriptions of sources, no value from outside. Durations in seconds. */
export interface Manifest {
  readonly name: string
  readonly vault: {
    readonly mount: string
    readonly variablesPath: string
    readonly connectionsPath: string
    /** How connections are stored, unless one says otherwise. */
    readonly format: Format
    readonly airflowUrl?: string
    readonly airflowCa?: string
    readonly airflowTimeout: number
  }
  /** What Airflow logs in with. */
  readonly identity: RuntimeIdentity
  readonly manage: ReadonlySet<Managed>
  readonly astro: {
    /** Ship nothing if the project equals what was shipped last. */
    readonly skipUnchanged: boolean
    /** The user declares that the image contains Airflow's hashicorp provider. */
    readonly providerInstalled: boolean
    /** Whether a run wakes a hibernating Deployment that it changes. */
    readonly wake: boolean
    /** Whether all DAGs must parse before anything is changed. */
    readonly parse: boolean
    /** What pytest must pass: a file or folder below `tests/`, empty for all of it; absent for none. */
    readonly pytest?: string
    /** A file of the project with variables for both. */
    readonly environmentFile?: string
  }
  /** What to do about names that DAGs ask for and the manifest lacks. */
  readonly coverage: (typeof COVERAGES)[number]
  readonly variables: ReadonlyMap<string, Value>
  readonly connections: readonly ConnectionEntry[]
  /** Files with more variables and connections; `file` is relative to the manifest. */
  readonly imports: readonly { readonly file: string; readonly rename: ReadonlyMap<string, string> }[]
  /** Parts of the environment with more variables and connections. */
  readonly patterns: readonly Pattern[]
  readonly deployments: ReadonlyMap<string, DeploymentEntry>
  /** All of the above but variables, connections and imports, as the file has it. */
  readonly settings: Settings
  /** The mistake `message` about the value at `path`, with file, line and column. */
  findingAt(path: readonly string[], message: string): Finding
}
