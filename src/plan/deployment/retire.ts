import type { Finding } from '../../base/finding.ts'
import { identityKind } from '../../identity/identities.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { type Credential, nameOf, type Retired } from '../../records/consumer.ts'
import { besides, whoMayUse } from '../../records/readers.ts'
import { note, type Plan, planOf } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

/** A replaced credential is destroyed when its time is over, its Deployment is healthy without it, and no other record names it. */
export function planRetire(
  { identity }: Manifest,
  { now, readers, record, credentials }: Pick<ObservedDeployment, 'now' | 'readers' | 'record' | 'credentials'>,
  retired: readonly Retired[],
  seenHealthy: boolean
): Plan<DeploymentStep> {
  const steps: DeploymentStep[] = []
  const findings: Finding[] = []
  const destroyAfter = identityKind(identity).destroyAfter(identity)
  const others = (mount: string) => (record === undefined ? readers : besides(readers, mount, record.consumer.id))
  for (const { since, stray, ...credential } of retired) {
    const subject = `${nounOf(credential)} ${nameOf(credential)}`
    const end = credential.id === '' ? 'forgotten' : 'destroyed'
    const due = new Date(new Date(since).getTime() + destroyAfter * 1000)
    if (credentials.get(credential.id)?.state === 'absent') {
      // Whoever logged in with it before may still read where it says, so the record keeps it as long.
      if (due <= now) steps.push({ ...destroying(credential, 'it no longer exists in Vault'), isGone: true })
      continue
    }
    const { uses } = whoMayUse({ kind: 'credential', credential }, others(credential.mount))
    if (uses.length > 0) {
      const records = uses.map(({ who, mount }) => `${who.name} on mount ${mount}/`).join(', ')
      findings.push(note(subject, `is kept: the record of Deployment ${records} names it as well`))
    } else if (due > now)
      findings.push(
        note(subject, `will be ${end} by the first deploy run after ${due.toISOString()}, once a newer one is in use`)
      )
    else if (!seenHealthy)
      findings.push(note(subject, `will be ${end} once a newer one is in use and the Deployment has been seen healthy`))
    else {
      const why = stray ? 'an earlier run issued it and ended before the Deployment got it' : 'a newer one is in use'
      steps.push(destroying(credential, `${why}, and destroy-after has passed`))
    }
  }
  return planOf({ steps, findings })
}

/** The step that ends a credential. */
const destroying = (credential: Credential, reason: string): Extract<DeploymentStep, { kind: 'retire' }> => ({
  kind: 'retire',
  noun: nounOf(credential),
  credential,
  reason
})

/** What people call such a credential. */
const nounOf = (credential: Credential): string =>
  credential.id === '' ? 'login' : (identityKind(credential).credential?.noun ?? 'login')
