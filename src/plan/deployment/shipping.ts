import { requirementLine } from '../../airflow/provider.ts'
import type { DeployType } from '../../astro/port.ts'
import type { Finding } from '../../base/finding.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { Consumer } from '../../records/consumer.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

export interface ShippingIntentions {
  readonly deployType: DeployType
  readonly skipUnchanged: boolean
  /** The user's word that the image carries the provider. */
  readonly providerInstalled: boolean
}

/** `astro deploy`, unless it was asked to skip what it shipped last. */
export function planShipping(
  { deployType, skipUnchanged }: ShippingIntentions,
  { deployment, record, project }: ObservedDeployment
): Plan<DeploymentStep> {
  if (deployType === 'none' || project === undefined) return planOf({})
  const findings = [...project.obstacles]
  if (deployType !== 'image-and-dags' && !deployment.dagDeploys) {
    findings.push(
      conflict(
        `Deployment ${deployment.name}`,
        `has DAG-only deploys turned off, so deploy-type ${deployType} cannot work`,
        'Turn them on in Astro, or use deploy-type image-and-dags.'
      )
    )
  }
  const last = record?.deploy
  const same =
    last !== undefined &&
    last.type === deployType &&
    last.tree === project.tree &&
    last.imageTag === deployment.shipped.imageTag &&
    last.dagTarballVersion === deployment.shipped.dagTarballVersion
  if (skipUnchanged && same)
    return told(...findings, note('deploy', 'is skipped (skip-unchanged): the project is what was deployed last'))
  const request = {
    type: deployType,
    projectDir: project.dir,
    description: project.description,
    ...(project.keep === undefined ? {} : { keep: project.keep })
  }
  const provider = deployType === 'dags-only' ? last?.provider === true : project.provider
  return planOf({
    steps: [
      {
        kind: 'deploy',
        request,
        tree: project.tree,
        provider,
        reason: whyShip(last, same)
      }
    ],
    findings
  })
}

function whyShip(last: Consumer['deploy'], same: boolean): string {
  if (last === undefined) return 'this action has not deployed it yet'
  return same ? 'every deploy run ships (skip-unchanged is off)' : 'the project, or what runs, is not what was deployed last'
}

export const shipsProvider = (step: DeploymentStep) =>
  step.kind === 'deploy' && step.request.type !== 'dags-only' && step.provider

export const providerKnown = ({ providerInstalled }: ShippingIntentions, record: Consumer | undefined) =>
  providerInstalled || record?.deploy?.provider === true

/** An image without the provider would stop Airflow from starting, now or as soon as the variable is set. */
export function missingProvider(
  intentions: ShippingIntentions,
  { deployment, record, project }: ObservedDeployment,
  backend: Plan,
  shipping: Plan<DeploymentStep>
): Finding[] {
  if (intentions.providerInstalled) return []
  const line = requirementLine(project?.airflow ?? deployment.airflowVersion)
  if (shipping.steps.some(step => step.kind === 'deploy' && step.request.type !== 'dags-only' && !step.provider)) {
    const unread =
      project?.unread &&
      `; line ${project.unread.number} of ${project.unread.file} was not understood: it ${project.unread.problem}`
    return [
      conflict(
        `${project?.dir}/requirements.txt`,
        `does not install Airflow's hashicorp provider, and without it Airflow would not start${unread ?? ''}`,
        `Add this line: ${line} (or set provider-installed: true if the base image has the provider)`
      )
    ]
  }
  if (backend.steps.length === 0 || providerKnown(intentions, record) || shipping.steps.some(shipsProvider)) return []
  return [
    conflict(
      `Deployment ${deployment.name}`,
      "runs an image that may lack Airflow's hashicorp provider, and without it Airflow would not start",
      `Use a deploy-type with an image and ${line} in requirements.txt; or set provider-installed: true; or deploy the image once with this action.`
    )
  ]
}
