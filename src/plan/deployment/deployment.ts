import { BACKEND, BACKEND_CLASS, conflictingVariables } from '../../airflow/kwargs.ts'
import { isHealthy } from '../../astro/port.ts'
import { identityKind } from '../../identity/identities.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { accessOf, type Scope } from '../../manifest/scope.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { type Credential, sameCredential } from '../../records/consumer.ts'
import { retiring } from '../../records/retired.ts'
import { planDeploymentOutages } from '../outages.ts'
import { conflict, join, type Plan, planOf, told } from '../plan.ts'
import { type DeploymentStep, isRestart } from '../step.ts'
import { planCredential } from './credential.ts'
import { planNarrow } from './narrow.ts'
import { planProvider } from './provider.ts'
import { planRetire } from './retire.ts'
import { settle } from './settle.ts'
import { settleDeploy } from './settle-deploy.ts'
import { type DesiredShipping, missingProvider, planShipping, providerKnown, shipsProvider } from './shipping.ts'
import { type DesiredProof, planVerify } from './verify.ts'
import { type DesiredWake, planWake } from './wake.ts'

export interface DesiredDeployment extends DesiredProof, DesiredShipping, DesiredWake {
  readonly manifest: Manifest
  readonly scope: Scope
  readonly adopt: boolean
  readonly rotateNow: boolean
  /** Whether other Deployments wait until this one is healthy. */
  readonly isAwaited: boolean
}

/**
 * From readable secrets to a Deployment that reads them: settle what an earlier run left, wake it, secret-id, proof, the two
 * variables, deploy, health, let it hibernate again, and only then destroy what was replaced. Pure.
 */
export function planDeployment(desired: DesiredDeployment, observed: ObservedDeployment): Plan<DeploymentStep> {
  const settled = settle(observed)
  const { shipped, plan: recorded } = settleDeploy(observed)
  const credential = planCredential(desired, observed, settled.record)
  const shipping = planShipping(desired, observed, shipped)
  const backend = planBackend(observed)

  const imageFirst = backend.steps.length > 0 && !providerKnown(desired, shipped) && shipsProvider(shipping.steps)
  const proof = planVerify(desired, credential.replaced && 'the new login must work before the Deployment gets it')
  const variables = [credential.issue, proof, credential.hand, backend]
  const changes = join(imageFirst ? [shipping, ...variables] : [...variables, shipping])
  const touched = changes.steps.some(isRestart)
  const { wake, hibernate } = planWake(desired, observed, touched)
  const health = planHealth(desired, observed, touched)
  const seenHealthy = health.length > 0 || (!touched && isHealthy(observed.deployment))
  const replaced = credential.replaced ?? []
  const handed = credential.replaced && loginOf(desired)
  // What it gets again is not over.
  const retired = retiring(settled.record.retired, replaced).filter(one => !handed || !sameCredential(one, handed))
  const holds = credential.replaced === undefined ? settled.record.holds : undefined
  const ending = planRetire(desired.manifest, observed, { retired, holds, seenHealthy })
  const gone = ending.steps.flatMap(step => (step.kind === 'retire' ? [step.credential] : []))
  const remaining = retired.filter(one => !gone.some(other => sameCredential(one, other)))
  return join([
    settled.plan,
    recorded,
    wake,
    changes,
    planOf({ steps: health, findings: missingProvider(desired, observed, shipped, backend, shipping) }),
    hibernate,
    planProvider(observed, shipping),
    planDeploymentOutages(observed, changes.steps),
    ending,
    planNarrow({ ...desired, deploymentId: observed.deployment.id, remaining }, observed)
  ])
}

/** What it logs in with if that needs no credential: whoever gets such kwargs gets the same login each time. */
const loginOf = ({ scope }: DesiredDeployment): Credential | undefined =>
  identityKind(scope).credential === undefined ? { ...accessOf(scope), id: '' } : undefined

/** What a run has changed must be seen healthy; by the next run, if that one ended before. */
function planHealth(
  { waitForHealth, isAwaited }: DesiredDeployment,
  { record, deployment }: ObservedDeployment,
  touched: boolean
): DeploymentStep[] {
  if (!waitForHealth) return []
  if (touched) return [{ kind: 'health', reason: 'these changes restart it' }]
  if (record?.lock?.unsettled) return [{ kind: 'health', reason: 'an earlier run ended before the Deployment was healthy' }]
  if (isAwaited && !isHealthy(deployment)) return [{ kind: 'health', reason: 'it is the canary, for which the others wait' }]
  return []
}

/** The variable that makes Airflow load the backend; a class that the image lacks keeps Airflow from starting. */
export function planBackend({ deployment, record }: Pick<ObservedDeployment, 'deployment' | 'record'>): Plan<DeploymentStep> {
  const there = deployment.variables.get(BACKEND)
  const subject = `Deployment ${deployment.name}`
  const findings = conflictingVariables([...deployment.variables.keys()]).map(key =>
    conflict(subject, `has ${key}, which overrides the secrets backend`, 'Remove that variable in Astro first.')
  )
  const value = there?.value?.reveal() ?? ''
  if (value === BACKEND_CLASS) return told(...findings)
  if (there?.secret)
    findings.push(
      conflict(subject, `has ${BACKEND} marked as secret, so its class cannot be read`, 'Remove that variable in Astro first.')
    )
  else if (value !== '')
    findings.push(conflict(subject, `has another secrets backend (${BACKEND}=${value})`, 'Remove that variable in Astro first.'))
  const wasThere = record?.holds !== undefined && BACKEND in record.variables
  const why = wasThere
    ? { reason: `the Deployment no longer has ${BACKEND}`, found: { by: 'drift', gone: true } as const }
    : { reason: 'Airflow does not use Vault yet' }
  return planOf({ findings, steps: [{ kind: 'backend', ...why }] })
}
