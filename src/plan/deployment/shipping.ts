import { requirementLine } from '../../airflow/provider.ts'
import type { DeployType } from '../../astro/port.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { Consumer } from '../../records/consumer.ts'
import { type DeploymentStep, type Plan, planOf } from '../step.ts'

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
  const conflicts = [...project.obstacles]
  if (deployType !== 'image-and-dags' && !deployment.dagDeploys) {
    conflicts.push(
      `Deployment ${deployment.name} has DAG-only deploys turned off, so deploy-type ${deployType} cannot work; turn them on in Astro or use image-and-dags`
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
    return planOf({
      notes: [{ subject: 'deploy', text: 'the project is as it was deployed last; skipped (skip-unchanged)' }],
      conflicts
    })
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
    conflicts
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
): string[] {
  if (intentions.providerInstalled) return []
  const line = requirementLine(project?.airflow ?? deployment.airflowVersion)
  if (shipping.steps.some(step => step.kind === 'deploy' && step.request.type !== 'dags-only' && !step.provider)) {
    const unread =
      project?.unread &&
      `; line ${project.unread.number} of ${project.unread.file} was not understood: it ${project.unread.problem}`
    return [
      `${project?.dir}/requirements.txt does not bring Airflow's hashicorp provider, without which Airflow would not start; add this line: ${line} (or set provider-installed: true if the base image has it)${unread ?? ''}`
    ]
  }
  if (backend.steps.length === 0 || providerKnown(intentions, record) || shipping.steps.some(shipsProvider)) return []
  return [
    `it is not known whether the image of Deployment ${deployment.name} carries Airflow's hashicorp provider, and Airflow would not start without it; use a deploy-type with an image and ${line} in requirements.txt, or set provider-installed: true, or deploy the image once with this action first`
  ]
}
