import { requirementLine } from '../../airflow/provider.ts'
import { type DeployType, needsDagDeploys, shipsOf } from '../../astro/deploy-types.ts'
import type { Finding } from '../../base/finding.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { ConsumerRecord, ShippedPart } from '../../records/consumer.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

export interface DesiredShipping {
  /** `none`: nothing is shipped. */
  readonly deployType: DeployType | 'none'
  readonly skipUnchanged: boolean
  /** The user's word that the image has the provider. */
  readonly providerInstalled: boolean
}

/** `astro deploy`, unless it was asked to skip what it shipped last. */
export function planShipping(
  { deployType, skipUnchanged }: DesiredShipping,
  { deployment, project }: ObservedDeployment,
  was: ConsumerRecord['shipped']
): Plan<DeploymentStep> {
  if (deployType === 'none' || project === undefined) return planOf({})
  const findings = [...project.obstacles]
  if (!deployment.dagDeploys && needsDagDeploys(deployType)) {
    findings.push(
      conflict(
        `Deployment ${deployment.name}`,
        `has DAG-only deploys turned off, so deploy-type ${deployType} cannot work`,
        'Turn them on in Astro, or use `deploy-type: image-and-dags`.'
      )
    )
  }
  const ships = shipsOf(deployType)
  const same = ships.every(part => isSame(was[part], project.trees[part], deployment.shipped[part]))
  if (skipUnchanged && same)
    return told(...findings, note('deploy', 'is skipped: the project has not changed since the last one (astro.skip-unchanged)'))
  const request = {
    type: deployType,
    projectDir: project.dir,
    description: project.description,
    ...(project.keep === undefined ? {} : { keep: project.keep })
  }
  const parts = Object.fromEntries(
    ships.map(part => [part, { tree: project.trees[part] ?? '', ...(part === 'image' ? { provider: project.provider } : {}) }])
  )
  const isFirst = ships.every(part => was[part] === undefined)
  return planOf({ steps: [{ kind: 'deploy', request, was, parts, reason: whyShip(isFirst, same) }], findings })
}

/** Whether our files are the last that were shipped, and nobody has shipped others since. Without a version nobody can tell. */
const isSame = (was: ShippedPart | undefined, tree: string | undefined, version: string | undefined): boolean =>
  was?.version !== undefined && was.tree === tree && was.version === version

function whyShip(isFirst: boolean, same: boolean): string {
  if (isFirst) return 'this action has not deployed the project yet'
  return same
    ? 'astro.skip-unchanged is off, so every deploy run ships the project'
    : 'the project has changed since the last deploy, or somebody else has deployed'
}

/** The deploy among these steps that ships an image. */
const imageOf = (steps: readonly DeploymentStep[]): ShippedPart | undefined =>
  steps.find(step => step.kind === 'deploy')?.parts.image

export const shipsProvider = (steps: readonly DeploymentStep[]): boolean => imageOf(steps)?.provider === true

export const providerKnown = ({ providerInstalled }: DesiredShipping, shipped: ConsumerRecord['shipped']): boolean =>
  providerInstalled || shipped.image?.provider === true

/** An image without the provider would stop Airflow from starting, now or as soon as the variable is set. */
export function missingProvider(
  desired: DesiredShipping,
  { deployment, project }: ObservedDeployment,
  shipped: ConsumerRecord['shipped'],
  backend: Plan,
  shipping: Plan<DeploymentStep>
): Finding[] {
  if (desired.providerInstalled) return []
  const line = requirementLine(project?.airflow ?? deployment.airflowVersion)
  if (imageOf(shipping.steps)?.provider === false) {
    const unread = project?.unread && `; line ${project.unread.number} of ${project.unread.file} ${project.unread.problem}`
    return [
      conflict(
        `${project?.dir}/requirements.txt`,
        `does not install Airflow's hashicorp provider, and without it Airflow would not start${unread ?? ''}`,
        `Add the line \`${line}\`, or set \`astro.provider-installed: true\` in the manifest if the base image has the provider.`
      )
    ]
  }
  if (backend.steps.length === 0 || providerKnown(desired, shipped) || shipsProvider(shipping.steps)) return []
  return [
    conflict(
      `Deployment ${deployment.name}`,
      "runs an image that may lack Airflow's hashicorp provider, and without it Airflow would not start",
      `Deploy an image with this action once, with ${line} in requirements.txt; or set \`astro.provider-installed: true\` in the manifest.`
    )
  ]
}
