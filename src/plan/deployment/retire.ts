import type { Finding } from '../../base/finding.ts'
import { identityKind } from '../../identity/identities.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { type Credential, nameOf, type Retired, sameCredential } from '../../records/consumer.ts'
import { besides, whoMayUse } from '../../records/readers.ts'
import { note, type Plan, planOf } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'

/** What is about to be retired, and what speaks against it. */
export interface Retiring {
  readonly retired: readonly Retired[]
  /** What the Deployment holds once all steps before these are done. */
  readonly holds: Credential | undefined
  /** Whether the Deployment is healthy, or this run waits until it is; if it then cannot tell, nothing is destroyed. */
  readonly seenHealthy: boolean
}

type Observed = Pick<ObservedDeployment, 'now' | 'readers' | 'record' | 'deployment' | 'credentials' | 'strays'>

/**
 * A replaced credential is destroyed when its time is over, its Deployment is healthy without it, nobody holds it by any record,
 * and Vault says that it was issued for this Deployment: whoever can write records can name any credential in one.
 */
export function planRetire(
  { identity }: Manifest,
  observed: Observed,
  { retired, holds, seenHealthy }: Retiring
): Plan<DeploymentStep> {
  const { now } = observed
  const steps: DeploymentStep[] = []
  const findings: Finding[] = []
  const destroyAfter = identityKind(identity).destroyAfter(identity)
  for (const { since, stray, ...credential } of retired) {
    const subject = `${nounOf(credential)} ${nameOf(credential)}`
    const end = credential.id === '' ? 'forgotten' : 'destroyed'
    const due = new Date(new Date(since).getTime() + destroyAfter * 1000)
    if (observed.credentials.get(credential.id)?.state === 'absent') {
      // Whoever logged in with it before may still read where it says, so the record keeps it as long.
      if (due <= now) steps.push({ ...destroying(credential, 'it no longer exists in Vault'), isGone: true })
      continue
    }
    const isHeld = holds !== undefined && sameCredential(holds, credential)
    const kept = isHeld ? 'the Deployment holds it' : (whoElse(credential, observed) ?? whyNotOurs(credential, observed))
    if (kept !== undefined) findings.push(note(subject, `is kept: ${kept}`))
    // What cannot be compared is not due.
    else if (!(due <= now))
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

/** Which other records name it. */
function whoElse(credential: Credential, { readers, record }: Observed): string | undefined {
  const others = record === undefined ? readers : besides(readers, credential.mount, record.consumer.id)
  const { uses } = whoMayUse({ kind: 'credential', credential }, others)
  if (uses.length === 0) return undefined
  return `the record of Deployment ${uses.map(({ who, mount }) => `${who.name} on mount ${mount}/`).join(', ')} names it as well`
}

/** Why nothing shows that this action issued it for this Deployment. */
function whyNotOurs(credential: Credential, { deployment, credentials, strays }: Observed): string | undefined {
  if (credential.id === '' || strays.some(one => sameCredential(one, credential))) return undefined
  const facts = credentials.get(credential.id)
  if (facts?.state === 'not-visible') return `it cannot be looked up: ${facts.because}`
  if (facts?.state === 'present' && facts.value.deployment === deployment.id) return undefined
  return 'Vault does not say that it was issued for this Deployment'
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
