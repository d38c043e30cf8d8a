import type { Finding } from '../../base/finding.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { Retired } from '../../records/consumer.ts'
import { note, type Plan, planOf } from '../plan.ts'
import type { DeploymentStep, Note } from '../step.ts'

/** What was replaced goes when a healthy Deployment no longer needs it. */
export function planRetire(
  { approle }: Manifest,
  { now }: ObservedDeployment,
  retired: readonly Retired[],
  seenHealthy: boolean
): Plan<DeploymentStep> {
  const steps: DeploymentStep[] = []
  const findings: Finding[] = []
  for (const { since, ...credential } of retired) {
    const due = new Date(new Date(since).getTime() + approle.secretId.destroyAfter * 1000)
    if (due > now)
      findings.push(
        note(
          `secret-id ${credential.accessor}`,
          `will be destroyed by the first deploy run after ${due.toISOString()}, once a newer one is in use`
        )
      )
    else if (!seenHealthy)
      findings.push(
        note(
          `secret-id ${credential.accessor}`,
          'will be destroyed once a newer one is in use and the Deployment has been seen healthy'
        )
      )
    else steps.push({ kind: 'retire', credential, reason: 'a newer one is in use, and destroy-after has passed' })
  }
  return planOf({ steps, findings })
}
