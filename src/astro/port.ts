import type { Secret } from '../base/secret.ts'
import type { DeployType, Part } from './deploy-types.ts'

export interface DeploymentVariable {
  readonly secret: boolean
  /** Absent for secrets: the platform never returns them. */
  readonly value?: Secret
  readonly updatedAt: string
}

/** The version of each part: of what a Deployment runs, or of what one deploy brought. Absent if the platform did not say. */
export type Shipped = Readonly<Partial<Record<Part, string>>>

/** What overrides the schedule by which a Deployment hibernates. */
export interface HibernationOverride {
  /** Whether it hibernates, or is awake. */
  readonly hibernates: boolean
  /** Its end, like 2026-11-20T12:00:00.000Z; absent: until somebody removes it. */
  readonly until?: string
}

/** Where requests of a Deployment come from, as sorted CIDR blocks; or why that is unknown, after the name of the Deployment. */
export type Addresses = { readonly cidrs: readonly string[] } | { readonly unknown: string }

export interface Deployment {
  readonly id: string
  readonly name: string
  readonly workspaceId: string
  readonly status: string
  readonly description?: string
  readonly airflowVersion?: string
  readonly dagDeploys: boolean
  /** Who signs the tokens of its pods, and the namespace that they are in. */
  readonly issuer?: string
  readonly namespace?: string
  /** Present: tasks run on agents of its owner, who sets their environment; absent: in Astro, with the variables of the Deployment. */
  readonly remoteExecution?: true
  /** Absent: its schedule applies, if it has one. */
  readonly override?: HibernationOverride
  readonly variables: ReadonlyMap<string, DeploymentVariable>
  /** Of the last deploys, whether or not it runs them already. */
  readonly shipped: Shipped
  /** The version of the DAGs that it runs by now, if it accepts them apart from the image. */
  readonly runningDags?: string
  readonly addresses: Addresses
}

/** A Deployment that is to be made like another one. */
export interface Copy {
  /** That no Deployment of the Workspace has. */
  readonly name: string
  readonly description: string
  /** How the description ends. It tells this one from any other of that name, and is there as soon as the Deployment is. */
  readonly mark: string
  /** The variables that it gets, all of them not secret. */
  readonly variables: readonly string[]
}

export interface Copied {
  readonly made: Deployment
  /** In what it is not like its base, a key of a Deployment file with both texts each. */
  readonly differs: readonly string[]
}

export type DeploymentRef = { readonly id: string } | { readonly name: string }

export interface DeployRequest {
  readonly type: DeployType
  readonly projectDir: string
  /** Where Airflow finds a dbt project. */
  readonly mountPath?: string
  readonly description: string
  /** Ships uncommitted changes too. */
  readonly force?: boolean
  /** An image that was built elsewhere; without it, one is built. */
  readonly imageName?: string
  /** Variables for the parse that the CLI does by itself, as in `TestRequest`. */
  readonly environmentFile?: string
  /** A file that an image deploy changes, and the text that it must have before and after. */
  readonly keep?: { readonly file: string; readonly text: string }
}

/** What is run on the project before anything is changed. */
export interface TestRequest {
  readonly projectDir: string
  /** Whether all DAGs can be imported. */
  readonly parse: boolean
  /** A file or folder below `tests/`, empty for all of it; absent: none. */
  readonly pytest?: string | undefined
  /** Variables for both, from a file of the project such as `.env`. */
  readonly environmentFile?: string | undefined
  readonly imageName?: string | undefined
  /** How many secrets the build of the image gets. */
  readonly buildSecrets: number
}

/** What this project asks of Astro. One call at a time for one Deployment; deploys wait for each other. */
export interface Astro {
  /** Finds or installs what changes Astro; throws if there is none that fits. Nothing else here needs it, until something is to be changed. */
  ready(): Promise<void>
  find(ref: DeploymentRef): Promise<Deployment>
  /** The same for many, in their order: names are looked up together. Rejects only where none can be found. */
  findAll(refs: readonly DeploymentRef[]): Promise<readonly PromiseSettledResult<Deployment>[]>
  /** Undefined if no Deployment of the Workspace that the token may list has the name. */
  named(name: string): Promise<Deployment | undefined>
  /** Whatever it is called by now; undefined only if Astro says that there is none of this id. */
  withId(id: string): Promise<Deployment | undefined>
  /** Makes a Deployment like the base, or gives one that was begun all that it lacks; throws unless Astro shows it. */
  copy(base: Deployment, copy: Copy): Promise<Copied>
  /** Deletes it; one that is already gone is fine. Throws while Astro still shows it. */
  remove(deployment: Pick<Deployment, 'id' | 'name' | 'workspaceId'>): Promise<void>
  /** Sets one variable and returns the Deployment as it is afterwards; throws unless the platform has confirmed it, and shows it. */
  setVariable(deployment: Deployment, key: string, value: Secret, options: { secret: boolean }): Promise<Deployment>
  /** Sets that override, or with undefined removes it, and returns the Deployment as it is afterwards; throws unless Astro shows it so. */
  setOverride(deployment: Deployment, override: HibernationOverride | undefined): Promise<Deployment>
  /** Throws `Mistakes` unless the tests of the project pass, and a `UserError` where they, or a later build, cannot run here. */
  test(request: TestRequest): Promise<void>
  /** Ships the project under a mark that no other deploy has. Gives what this very deploy brought; throws unless it is known to have arrived. */
  deploy(deployment: Deployment, request: DeployRequest, mark: string): Promise<Shipped>
  /** What an earlier deploy with this mark brought; undefined unless it is known to have arrived. */
  arrived(deployment: Deployment, mark: string): Promise<Shipped | undefined>
}

/** Whether a Deployment is up; a hibernating one is healthy too. */
export const isHealthy = ({ status }: Deployment): boolean => status === 'HEALTHY' || status === 'HIBERNATING'

export const sameOverride = (one: HibernationOverride | undefined, other: HibernationOverride | undefined): boolean =>
  one?.hibernates === other?.hibernates && one?.until === other?.until
