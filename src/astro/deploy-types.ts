import * as z from 'zod/mini'

/** The parts of an Astro project: each is shipped as a whole, compared with what was shipped last, and has a version in Astro. */
export const PARTS = ['image', 'dags'] as const

export type Part = (typeof PARTS)[number]

/** What Astro's API says about versions, of a Deployment and of a deploy alike. */
export const versions = z.object({
  imageTag: z.nullish(z.string()),
  dagTarballVersion: z.nullish(z.string()),
  /** Moves at once; the other moves when the Deployment has settled. A deploy has none. */
  desiredDagTarballVersion: z.nullish(z.string()),
  isDagDeployEnabled: z.boolean()
})

type Versions = z.output<typeof versions>

const VERSION_OF: Readonly<Record<Part, (told: Versions) => string | null | undefined>> = {
  image: ({ imageTag }) => imageTag,
  // Without DAG deploys the DAGs are in the image.
  dags: ({ isDagDeployEnabled, desiredDagTarballVersion, dagTarballVersion, imageTag }) =>
    isDagDeployEnabled ? (desiredDagTarballVersion ?? dagTarballVersion) : imageTag
}

/** The version of each part; absent if the platform did not say. */
export const versionsOf = (told: Versions): Partial<Record<Part, string>> =>
  Object.fromEntries(PARTS.map(part => [part, VERSION_OF[part](told)]).filter(([, version]) => version))

/** What a deploy ships: parts of an Astro project, or a dbt project as a whole, which nobody compares. */
type Shipment =
  | { readonly project: 'astro'; readonly parts: readonly [Part, ...Part[]] }
  | { readonly project: 'dbt'; readonly parts: readonly [] }

/** One value of the input `deploy-type`. */
export interface DeployKind {
  /** The words of the CLI, around the id of the Deployment. */
  argv(deployment: string): readonly string[]
  readonly ships: Shipment
  /** What the CLI prints, with a version, when the platform has accepted the deploy. A build may print the same. */
  readonly accepted: RegExp
  /** Whether it works only if the Deployment accepts DAGs apart from the image. */
  readonly needsDagDeploys: boolean
}

const astro = (...parts: readonly [Part, ...Part[]]): Shipment => ({ project: 'astro', parts })
const ACCEPTED = /^Deployed (?:DAG bundle|Image Tag): +(\S+)\s*$/gm

export const DEPLOY_KINDS = {
  'image-and-dags': { argv: id => ['deploy', id], ships: astro('image', 'dags'), accepted: ACCEPTED, needsDagDeploys: false },
  'dags-only': { argv: id => ['deploy', id, '--dags'], ships: astro('dags'), accepted: ACCEPTED, needsDagDeploys: true },
  'image-only': { argv: id => ['deploy', id, '--image'], ships: astro('image'), accepted: ACCEPTED, needsDagDeploys: true },
  dbt: {
    argv: id => ['dbt', 'deploy', id],
    ships: { project: 'dbt', parts: [] },
    accepted: /^Successfully uploaded bundle with version (\S+) to Astro\.$/gm,
    needsDagDeploys: true
  }
} as const satisfies Readonly<Record<string, DeployKind>>

export type DeployType = keyof typeof DEPLOY_KINDS

export const projectOf = (type: DeployType): Shipment['project'] => DEPLOY_KINDS[type].ships.project

/** The parts of the Astro project that it ships. */
export const shipsOf = (type: DeployType): readonly Part[] => DEPLOY_KINDS[type].ships.parts

export const needsDagDeploys = (type: DeployType): boolean => DEPLOY_KINDS[type].needsDagDeploys

/** Every value of the input. `infer` ships what has changed, `none` nothing. */
export const DEPLOY_TYPES = ['infer', ...(Object.keys(DEPLOY_KINDS) as DeployType[]), 'none'] as const

/** The parts of the Astro project that are compared, or asked for. */
export const partsOf = (type: (typeof DEPLOY_TYPES)[number]): readonly Part[] =>
  type === 'infer' ? PARTS : type === 'none' ? [] : shipsOf(type)
