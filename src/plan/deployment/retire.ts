import type { Finding } from '../../base/finding.ts'
import { identityKind } from '../../identity/identities.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { type Credential, nameOf, type Retired } from '../../records/consumer.ts'
import { note, type Plan, planOf } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

/** What was replaced is destroyed when a healthy Deployment no longer needs it. */
export function planRetire(
  { identity }: Manifest,
  { now }: ObservedDeployment,
  retired: readonly Retired[],
  seenHealthy: boolean
): Plan<DeploymentStep> {
  const steps: DeploymentStep[] = []
  const findings: Finding[] = []
  const destroyAfter = identityKind(identity).destroyAfter(identity)
  for (const { since, ...credential } of retired) {
    const subject = `${nounOf(credential)} ${nameOf(credential)}`
    const end = credential.id === '' ? 'forgotten' : 'destroyed'
    const due = new Date(new Date(since).getTime() + destroyAfter * 1000)
    if (due > now)
      findings.push(
        note(subject, `will be ${end} by the first deploy run after ${due.toISOString()}, once a newer one is in use`)
      )
    else if (!seenHealthy)
      findings.push(note(subject, `will be ${end} once a newer one is in use and the Deployment has been seen healthy`))
    else steps.push(destroying(credential, 'a newer one is in use, and destroy-after has passed'))
  }
  return planOf({ steps, findings })
}

/** The step that ends a credential. */
export const destroying = (credential: Credential, reason: string): DeploymentStep => ({
  kind: 'retire',
  noun: nounOf(credential),
  credential,
  reason
})

/** What people call such a credential. */
const nounOf = (credential: Credential): string =>
  credential.id === '' ? 'login' : (identityKind(credential).credential?.noun ?? 'login')
