/** What is shipped as a whole and has a version of its own in Astro. */
export const PARTS = ['image', 'dags'] as const

export type Part = (typeof PARTS)[number]

/** The version of each, in what Astro's API tells of a Deployment. */
export const VERSION_OF: Readonly<Record<Part, (told: Readonly<Record<string, string | undefined>>) => string | undefined>> = {
  image: ({ imageTag }) => imageTag,
  // The desired version moves at once, the other when the Deployment has settled.
  dags: ({ desiredDagTarballVersion, dagTarballVersion }) => desiredDagTarballVersion ?? dagTarballVersion
}

/** One value of the input `deploy-type`. */
export interface DeployKind {
  /** The words of the CLI, around the id of the Deployment. */
  argv(deployment: string): readonly string[]
  /** What it ships. A new version of the first part shows that the deploy has arrived. */
  readonly ships: readonly [Part, ...Part[]]
  /** What the CLI prints only after the platform has confirmed the deploy. */
  readonly confirmed: RegExp
  /** Whether it works only if the Deployment accepts DAGs apart from the image. */
  readonly needsDagDeploys: boolean
}

const CONFIRMED = /^\s*Deployed (DAG bundle|Image Tag):/m

export const DEPLOY_KINDS = {
  'image-and-dags': { argv: id => ['deploy', id], ships: ['image', 'dags'], confirmed: CONFIRMED, needsDagDeploys: false },
  'dags-only': { argv: id => ['deploy', id, '--dags'], ships: ['dags'], confirmed: CONFIRMED, needsDagDeploys: true },
  'image-only': { argv: id => ['deploy', id, '--image'], ships: ['image'], confirmed: CONFIRMED, needsDagDeploys: true }
} as const satisfies Readonly<Record<string, DeployKind>>

export type DeployType = keyof typeof DEPLOY_KINDS

export const shipsOf = (type: DeployType): readonly Part[] => DEPLOY_KINDS[type].ships

export const needsDagDeploys = (type: DeployType): boolean => DEPLOY_KINDS[type].needsDagDeploys

/** Every value of the input. `none` ships nothing. */
export const DEPLOY_TYPES = [...(Object.keys(DEPLOY_KINDS) as DeployType[]), 'none'] as const
