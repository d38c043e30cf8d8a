import { sameOverride } from '../../astro/port.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { type Plan, planOf, told, warning } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

export interface DesiredWake {
  readonly wake: boolean
  /** How long a run may take: it cannot need the Deployment for longer. */
  readonly runSeconds: number
  readonly waitForHealth: boolean
}

/** Before the first change, and after the Deployment has been seen healthy. */
export interface Waking {
  readonly wake: Plan<DeploymentStep>
  readonly hibernate: Plan<DeploymentStep>
}

const NOTHING: Waking = { wake: planOf({}), hibernate: planOf({}) }

/** A hibernating Deployment is awake while it is changed, so that its health says something about the change. */
export function planWake(
  { wake, runSeconds, waitForHealth }: DesiredWake,
  { deployment, record }: ObservedDeployment,
  isChanged: boolean
): Waking {
  const woken = record?.lock?.woken
  // Whoever has overridden it since an earlier run woke it is not undone.
  const isAwakeForUs = woken !== undefined && sameOverride(deployment.override, { hibernates: false, until: woken.until })
  const was = isAwakeForUs || deployment.override === undefined ? woken?.was : deployment.override
  const before = was === undefined ? {} : { was }
  const sleeps = isAwakeForUs || deployment.status === 'HIBERNATING'

  if (wake && isChanged && sleeps && waitForHealth)
    return {
      wake: planOf({ steps: [{ kind: 'wake', seconds: runSeconds, ...before, reason: 'it is hibernating (astro.wake)' }] }),
      hibernate: planOf({ steps: [{ kind: 'hibernate', ...before, reason: 'it is awake for this run only' }] })
    }
  const hibernate: Plan<DeploymentStep> =
    woken === undefined
      ? NOTHING.hibernate
      : planOf({ steps: [{ kind: 'hibernate', ...before, reason: 'an earlier run woke it and ended before that' }] })
  if (!wake || !isChanged || !sleeps) return { ...NOTHING, hibernate }
  const message = 'is hibernating and is not woken (astro.wake), because this run does not wait for it'
  return { hibernate, wake: told(warning(`Deployment ${deployment.name}`, message, 'Set `wait-time` to more than 0.')) }
}
