import { BACKEND, BACKEND_CLASS, conflictingVariables } from '../airflow/kwargs.ts'
import { requirementLine } from '../airflow/requirements.ts'
import { type DeployType, isHealthy } from '../astro/port.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import type { Consumer, Retired } from '../state/consumer.ts'
import { planCredential } from './credential.ts'
import type { ObservedDeployment } from './observed.ts'
import { settle } from './settle.ts'
import { join, type Note, type Plan, planOf, type Step } from './step.ts'
import { planTighten } from './tighten.ts'
import { planVerify, type VerifyIntentions } from './verify.ts'

export interface DeploymentIntentions extends VerifyIntentions {
  readonly manifest: Manifest
  readonly scope: Scope
  readonly adopt: boolean
  readonly rotateNow: boolean
  readonly deployType: DeployType
  readonly skipUnchanged: boolean
  /** The user's word that the image carries the provider. */
  readonly providerInstalled: boolean
  readonly waitForHealth: boolean
}

/**
 * From readable secrets to a Deployment that reads them: settle what an earlier run left, secret-id, proof, the two
 * variables, deploy, health, and only then take away what was replaced. Pure.
 */
export function planDeployment(intentions: DeploymentIntentions, observed: ObservedDeployment): Plan {
  const settled = settle(observed)
  const credential = planCredential(intentions, observed, settled.record)
  const shipping = planShipping(intentions, observed)
  const backend = planBackend(observed)

  const imageFirst = backend.steps.length > 0 && !providerKnown(intentions, observed.record) && shipping.steps.some(shipsProvider)
  const proof = planVerify(intentions, credential.replaced && 'the new secret-id must work before the Deployment learns of it')
  const variables = [credential.issue, proof, credential.hand, backend]
  const changes = join([settled.plan, ...(imageFirst ? [shipping, ...variables] : [...variables, shipping])])

  const touched = changes.steps.some(step => ['kwargs', 'backend', 'deploy'].includes(step.kind))
  const health = planHealth(intentions, observed, touched)
  const seenHealthy = health.length > 0 || (!touched && isHealthy(observed.deployment))
  const replaced = credential.replaced ?? []
  const retiring = planRetire(intentions, observed, [...settled.record.retired, ...replaced], seenHealthy)
  const gone = new Set(retiring.steps.flatMap(step => (step.kind === 'retire' ? [step.credential.accessor] : [])))
  const remaining = [...settled.record.retired, ...replaced].filter(({ accessor }) => !gone.has(accessor))
  return join([
    changes,
    planOf({ steps: health, conflicts: missingProvider(intentions, observed, backend, shipping) }),
    retiring,
    planOf({
      steps: settled.strays.map(stray => ({
        kind: 'retire',
        credential: stray,
        reason: 'an earlier run issued it and ended before the Deployment had it'
      }))
    }),
    planTighten({ ...intentions, deploymentId: observed.deployment.id, remaining }, observed)
  ])
}

/** What a run has changed must be seen healthy; by the next one, if that run ended before. */
function planHealth({ waitForHealth }: DeploymentIntentions, { record }: ObservedDeployment, touched: boolean): Step[] {
  if (!waitForHealth) return []
  if (touched) return [{ kind: 'health', reason: 'the Deployment restarts' }]
  if (record?.intent?.unsettled) return [{ kind: 'health', reason: 'an earlier run ended before it saw the Deployment healthy' }]
  return []
}

/** The variable that makes Airflow load the backend; a class that the image lacks keeps Airflow from starting. */
function planBackend({ deployment }: ObservedDeployment): Plan {
  const there = deployment.variables.get(BACKEND)
  const conflicts = conflictingVariables([...deployment.variables.keys()]).map(
    key => `Deployment ${deployment.name} has ${key}, which overrides the secrets backend; remove it there first`
  )
  const value = there?.value?.reveal() ?? ''
  if (value === BACKEND_CLASS) return planOf({ conflicts })
  if (there?.secret)
    conflicts.push(`${BACKEND} of Deployment ${deployment.name} is a secret, so its class cannot be seen; remove it there first`)
  else if (value !== '')
    conflicts.push(`Deployment ${deployment.name} has another secrets backend (${BACKEND}=${value}); remove that variable first`)
  return planOf({ conflicts, steps: [{ kind: 'backend', reason: 'Airflow does not ask Vault yet' }] })
}

function planShipping(
  { deployType, skipUnchanged }: DeploymentIntentions,
  { deployment, record, project }: ObservedDeployment
): Plan {
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
    ...(project.dockerignore === undefined ? {} : { dockerignore: project.dockerignore })
  }
  const provider = deployType === 'dags-only' ? last?.provider === true : project.provider
  return planOf({
    steps: [
      {
        kind: 'deploy',
        request,
        tree: project.tree,
        provider,
        reason: same ? 'every deploy run ships (skip-unchanged is off)' : 'the project has changed'
      }
    ],
    conflicts
  })
}

const shipsProvider = (step: Step) => step.kind === 'deploy' && step.request.type !== 'dags-only' && step.provider

const providerKnown = ({ providerInstalled }: DeploymentIntentions, record: Consumer | undefined) =>
  providerInstalled || record?.deploy?.provider === true

/** An image without the provider would stop Airflow from starting, now or as soon as the variable is set. */
function missingProvider(
  intentions: DeploymentIntentions,
  { deployment, record, project }: ObservedDeployment,
  backend: Plan,
  shipping: Plan
): string[] {
  if (intentions.providerInstalled) return []
  const line = requirementLine(deployment.airflowVersion)
  if (shipping.steps.some(step => step.kind === 'deploy' && step.request.type !== 'dags-only' && !step.provider)) {
    return [
      `${project?.dir}/requirements.txt does not bring Airflow's hashicorp provider, without which Airflow would not start; add this line: ${line} (or set provider-installed: true if the base image has it)`
    ]
  }
  if (backend.steps.length === 0 || providerKnown(intentions, record) || shipping.steps.some(shipsProvider)) return []
  return [
    `it is not known whether the image of Deployment ${deployment.name} carries Airflow's hashicorp provider, and Airflow would not start without it; use a deploy-type with an image and ${line} in requirements.txt, or set provider-installed: true, or deploy the image once with this action first`
  ]
}

/** What was replaced goes when a healthy Deployment no longer needs it. */
function planRetire(
  { manifest }: DeploymentIntentions,
  { now }: ObservedDeployment,
  retired: readonly Retired[],
  seenHealthy: boolean
): Plan {
  const steps: Step[] = []
  const notes: Note[] = []
  for (const { since, ...credential } of retired) {
    const due = new Date(new Date(since).getTime() + manifest.approle.secretId.destroyAfter * 1000)
    if (due > now)
      notes.push({
        subject: `secret-id ${credential.accessor}`,
        text: `was replaced and is destroyed by the first deploy run after ${due.toISOString()}`
      })
    else if (!seenHealthy)
      notes.push({
        subject: `secret-id ${credential.accessor}`,
        text: 'was replaced and is destroyed when the Deployment has been seen healthy'
      })
    else steps.push({ kind: 'retire', credential, reason: 'a newer one is in use, and destroy-after has passed' })
  }
  return planOf({ steps, notes })
}
