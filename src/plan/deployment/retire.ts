import type { Manifest } from '../../manifest/manifest.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { Retired } from '../../records/consumer.ts'
import { type DeploymentStep, type Note, type Plan, planOf } from '../step.ts'

/** What was replaced goes when a healthy Deployment no longer needs it. */
export function planRetire(
  { approle }: Manifest,
  { now }: ObservedDeployment,
  retired: readonly Retired[],
  seenHealthy: boolean
): Plan<DeploymentStep> {
  const steps: DeploymentStep[] = []
  const notes: Note[] = []
  for (const { since, ...credential } of retired) {
    const due = new Date(new Date(since).getTime() + approle.secretId.destroyAfter * 1000)
    if (due > now)
      notes.push({
        subject: `secret-id ${credential.accessor}`,
        text: `is destroyed by the first deploy run after ${due.toISOString()}, when a newer one is in use`
      })
    else if (!seenHealthy)
      notes.push({
        subject: `secret-id ${credential.accessor}`,
        text: 'is destroyed when a newer one is in use and the Deployment has been seen healthy'
      })
    else steps.push({ kind: 'retire', credential, reason: 'a newer one is in use, and destroy-after has passed' })
  }
  return planOf({ steps, notes })
}
