import { requirementLine } from '../../airflow/provider.ts'
import { type DEPLOY_TYPES, type DeployType, needsDagDeploys, projectOf, shipsOf } from '../../astro/deploy-types.ts'
import type { Deployment } from '../../astro/port.ts'
import type { Finding } from '../../base/finding.ts'
import type { ObservedDeployment, ObservedProject } from '../../observe/observed.ts'
import type { ConsumerRecord, ShippedPart } from '../../records/consumer.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'
import { type Inferred, infer, runs } from './infer.ts'

export interface DesiredShipping {
  /** `none`: nothing is shipped. */
  readonly deployType: (typeof DEPLOY_TYPES)[number]
  readonly skipUnchanged: boolean
  readonly force: boolean
  readonly environmentFile?: string | undefined
  /** The user's word that the image has the provider. */
  readonly providerInstalled: boolean
}

/** `astro deploy`, unless nothing has changed and nobody asked for it. */
export function planShipping(
  { deployType, skipUnchanged, force, environmentFile }: DesiredShipping,
  { deployment, project }: ObservedDeployment,
  was: ConsumerRecord['shipped']
): Plan<DeploymentStep> {
  if (deployType === 'none' || project === undefined) return planOf({})
  const findings = [...project.obstacles]
  if (deployType !== 'infer' && !deployment.dagDeploys && needsDagDeploys(deployType)) {
    findings.push(
      conflict(
        `Deployment ${deployment.name}`,
        `has DAG-only deploys turned off, so deploy-type ${deployType} cannot work`,
        `Turn them on in Astro${projectOf(deployType) === 'astro' ? ', or use `deploy-type: infer`' : ''}.`
      )
    )
  }
  const { type, reason } =
    deployType === 'infer' ? infer(deployment, project, was) : asAsked(deployType, skipUnchanged, { deployment, project, was })
  if (type === undefined) return told(...findings, note('deploy', `is skipped: ${reason}`))
  findings.push(...remarksOn(type, project))
  const request = {
    type,
    projectDir: project.dir,
    description: project.description,
    ...(project.mountPath === undefined ? {} : { mountPath: project.mountPath }),
    ...(force ? { force } : {}),
    ...(environmentFile === undefined ? {} : { environmentFile }),
    ...(project.imageName !== undefined && shipsOf(type).includes('image') ? { imageName: project.imageName } : {}),
    ...(project.keep === undefined ? {} : { keep: project.keep })
  }
  const parts = Object.fromEntries(
    shipsOf(type).map(part => [
      part,
      { tree: project.trees[part] ?? '', ...(part === 'image' ? { provider: project.provider } : {}) }
    ])
  )
  return planOf({ steps: [{ kind: 'deploy', request, was, parts, reason }], findings })
}

/** Of what stays where it is, nothing is to be said. */
const remarksOn = (type: DeployType, { remarks = [] }: Pick<ObservedProject, 'remarks'>): readonly Finding[] =>
  remarks.flatMap(({ parts, ...finding }) =>
    parts === undefined || shipsOf(type).some(part => parts.includes(part)) ? [finding] : []
  )

interface Compared {
  readonly deployment: Deployment
  readonly project: ObservedProject
  readonly was: ConsumerRecord['shipped']
}

/** A type that was chosen ships in any case, unless the manifest lets an unchanged project pass. */
function asAsked(type: DeployType, skipUnchanged: boolean, { deployment, project, was }: Compared): Inferred {
  // Astro does not tell which version of it a Deployment has.
  if (projectOf(type) === 'dbt')
    return {
      type,
      reason: `deploy-type ${type} always ships${project.mountPath === undefined ? '' : `, to ${project.mountPath}`}`
    }
  const parts = shipsOf(type)
  if (parts.every(part => was[part] === undefined)) return { type, reason: 'this action has not deployed the project yet' }
  const isSame = parts.every(part => {
    const last = was[part]
    return last !== undefined && last.tree === project.trees[part] && runs(last, deployment.shipped[part])
  })
  if (!isSame) return { type, reason: 'the project has changed since the last deploy, or somebody else has deployed' }
  return skipUnchanged
    ? { reason: 'the project has not changed since the last one (astro.skip-unchanged)' }
    : { type, reason: `deploy-type ${type} ships an unchanged project too (astro.skip-unchanged is off)` }
}

/** The deploy among these steps that ships an image. */
const imageOf = (steps: readonly DeploymentStep[]): ShippedPart | undefined =>
  steps.find(step => step.kind === 'deploy')?.parts.image

export const shipsProvider = (steps: readonly DeploymentStep[]): boolean => imageOf(steps)?.provider === true

export const providerKnown = ({ providerInstalled }: DesiredShipping, shipped: ConsumerRecord['shipped']): boolean =>
  providerInstalled || shipped.image?.provider === true

/** An image that would be built without the provider. */
export function noProvider({ dir, unread }: Pick<ObservedProject, 'dir' | 'unread'>, line: string): Finding {
  const why = unread && `; line ${unread.number} of ${unread.file} ${unread.problem}`
  return conflict(
    `${dir}/requirements.txt`,
    `does not install Airflow's hashicorp provider, and without it Airflow would not start${why ?? ''}`,
    `Add the line \`${line}\`, or set \`astro.provider-installed: true\` in the manifest if the base image has the provider.`
  )
}

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
    if (project?.imageName !== undefined)
      return [
        conflict(
          `image ${project.imageName}`,
          "may lack Airflow's hashicorp provider, and without it Airflow would not start",
          `Make sure that it has ${line}, and set \`astro.provider-installed: true\` in the manifest.`
        )
      ]
    return project === undefined ? [] : [noProvider(project, line)]
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
