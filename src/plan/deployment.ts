import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS, conflictingVariables } from '../airflow/kwargs.ts'
import { requirementLine } from '../airflow/requirements.ts'
import { type DeployType, isHealthy } from '../astro/port.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import { type Consumer, type Retired, updatedAt } from '../state/consumer.ts'
import type { ObservedDeployment } from './observed.ts'
import { type SettledRecord, settle } from './settle.ts'
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

const ADOPT = 'to take it over, set on-conflict: adopt'

/**
 * From readable secrets to a Deployment that reads them: settle what an earlier run left, secret-id, proof, the two
 * variables, deploy, health, and only then take away what was replaced. Pure.
 */
export function planDeployment(intentions: DeploymentIntentions, observed: ObservedDeployment): Plan {
  const settled = settle(observed)
  const credential = planCredential(intentions, observed, settled.record)
  const shipping = planShipping(intentions, observed)
  const backend = planBackend(observed)

  const issues = credential.steps.some(step => step.kind === 'secret-id')
  const imageFirst = backend.steps.length > 0 && !providerKnown(intentions, observed.record) && shipping.steps.some(shipsProvider)
  const proof = planVerify(intentions, issues ? 'the new secret-id must work before the Deployment learns of it' : undefined)
  const variables = join([credential, proof, backend])
  const changes = join([settled.plan, ...(imageFirst ? [shipping, variables] : [variables, shipping])])

  const touched = changes.steps.some(step => ['kwargs', 'backend', 'deploy'].includes(step.kind))
  const health: Step[] = touched && intentions.waitForHealth ? [{ kind: 'health', reason: 'the Deployment restarts' }] : []
  const seenHealthy = touched ? health.length > 0 : isHealthy(observed.deployment)
  const replaced = credential.steps.flatMap(step => (step.kind === 'secret-id' && step.replaces ? [step.replaces] : []))
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

/** Whether the Deployment holds a secret-id that is good for what it should read. */
function planCredential(
  { manifest, rotateNow, adopt }: DeploymentIntentions,
  observed: ObservedDeployment,
  record: SettledRecord
): Plan {
  const { deployment, now } = observed
  const { holds, retired, variables } = record
  const kwargs = deployment.variables.get(BACKEND_KWARGS)
  if (kwargs !== undefined && holds === undefined && retired.length === 0 && !adopt) {
    return planOf({
      conflicts: [
        `Deployment ${deployment.name} has ${BACKEND_KWARGS} (set ${kwargs.updatedAt}) that this action did not write, and nobody can read it back; ${ADOPT}`
      ]
    })
  }
  const reason = whyIssue(manifest, observed, record, rotateNow)
  if (reason !== undefined) {
    const replaces = holds === undefined ? {} : { replaces: { ...holds, since: now.toISOString() } }
    return planOf({
      steps: [
        { kind: 'secret-id', ...replaces, reason },
        { kind: 'kwargs', reason }
      ]
    })
  }
  const current = updatedAt(deployment)
  const same = Object.keys({ ...variables, ...current }).every(key => variables[key] === current[key])
  if (same) return planOf({})
  return planOf({
    steps: [
      {
        kind: 'record',
        change: { variables: current },
        reason: "the Deployment's variables carry new times, and KWARGS was not touched alone"
      }
    ]
  })
}

function whyIssue(
  { approle }: Manifest,
  observed: ObservedDeployment,
  { holds, variables }: SettledRecord,
  rotateNow: boolean
): string | undefined {
  const { deployment, secretIds, now } = observed
  const kwargs = deployment.variables.get(BACKEND_KWARGS)
  if (holds === undefined)
    return kwargs === undefined ? 'the Deployment has none yet' : 'it is not certain which secret-id the Deployment holds'
  if (kwargs === undefined) return `${BACKEND_KWARGS} is gone from the Deployment`
  if (!kwargs.secret) return `${BACKEND_KWARGS} is not secret in the Deployment, so its secret-id is known to others`
  const facts = secretIds.get(holds.accessor)
  if (facts?.state === 'absent') return 'its secret-id does not exist in Vault any more'
  if (holds.kwargs !== observed.kwargs) return 'what Airflow must know to read from Vault has changed'
  if (movedAlone(variables, deployment.variables)) return `${BACKEND_KWARGS} was changed by somebody else`
  if (rotateNow) return 'rotate: now asks for a new one'
  if (facts?.state !== 'present') return undefined
  const age = (now.getTime() - facts.value.created.getTime()) / 1000
  if (age >= approle.secretId.rotateAfter)
    return `its secret-id is ${Math.floor(age / 3600)} h old, and rotate-after is ${approle.secretId.rotateAfter / 3600} h`
  if (facts.value.expires && (facts.value.expires.getTime() - now.getTime()) / 1000 <= approle.secretId.destroyAfter)
    return `its secret-id expires at ${facts.value.expires.toISOString()}`
  return undefined
}

/** KWARGS carries a new time and the others do not: somebody wrote it. Where all moved, the platform did. */
function movedAlone(recorded: Consumer['variables'], now: ObservedDeployment['deployment']['variables']): boolean {
  const moved = (key: string) => now.get(key)?.updatedAt !== recorded[key]
  const others = Object.keys(recorded).filter(key => key !== BACKEND_KWARGS)
  return moved(BACKEND_KWARGS) && (others.length === 0 || !others.every(moved))
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
  const request = { type: deployType, projectDir: project.dir, description: project.description }
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
