import { BACKEND_KWARGS } from '../../airflow/kwargs.ts'
import { identityKind, type RuntimeIdentity } from '../../identity/identities.ts'
import type { CredentialFacts, CredentialKind } from '../../identity/identity.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { Credential, Retired } from '../../records/consumer.ts'
import { updatedAt } from '../../records/consumer-shape.ts'
import { conflict, note, type Plan, planOf, told, warning } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'
import { type Binding, planBinding } from './binding.ts'
import { mayBeChanged, SOMEBODY, whoChanged } from './kwargs-there.ts'
import type { SettledRecord } from './settle.ts'

export interface DesiredCredential {
  readonly manifest: Manifest
  readonly adopt: boolean
  readonly rotateNow: boolean
}

/** Between its two parts, the new credential is verified. */
export interface CredentialPlan {
  readonly issue: Plan<DeploymentStep>
  /** Gives it to the Deployment; or corrects our record if nothing has to be issued. */
  readonly hand: Plan<DeploymentStep>
  /** Present when the Deployment gets other kwargs: what those replace, if anything. */
  readonly replaced?: readonly Retired[]
}

/** Whether the Deployment holds kwargs that let it read what it should. */
export function planCredential(
  { manifest, rotateNow, adopt }: DesiredCredential,
  observed: ObservedDeployment,
  record: SettledRecord
): CredentialPlan {
  const { deployment, now } = observed
  const { holds, variables } = record
  // Nobody knows whether the Deployment ever had a stray.
  const retired = record.retired.filter(({ stray }) => !stray)
  const kwargs = deployment.variables.get(BACKEND_KWARGS)
  const subject = `Deployment ${deployment.name}`
  const plan = (part: Partial<CredentialPlan>): CredentialPlan => ({ issue: planOf({}), hand: planOf({}), ...part })
  const owner = holds === undefined && retired.length === 0 ? undefined : observed.record?.manifest
  const isTheirs = owner !== undefined && owner !== manifest.name
  if (isTheirs && !adopt) {
    const hint = 'Deploy it with only one of the two manifests, or set `on-conflict: adopt` to take it over.'
    return plan({ issue: told(conflict(subject, `belongs to manifest ${owner}`, hint)) })
  }
  if (kwargs !== undefined && holds === undefined && retired.length === 0 && !adopt) {
    const set = kwargs.updatedAt === '' ? '' : ` (set at ${kwargs.updatedAt})`
    const unread = kwargs.value === undefined ? '; its value cannot be read back' : ''
    const message = `has an ${BACKEND_KWARGS}${set} that no record on mount ${manifest.vault.mount}/ accounts for${unread}`
    return plan({ issue: told(conflict(subject, message, 'Set `on-conflict: adopt` to replace it.')) })
  }
  const { credential: kind } = identityKind(manifest.identity)
  const binding = planBinding(kind?.isBound(manifest.identity) ?? false, observed, holds)
  const why = whyIssue(manifest, observed, record, rotateNow, binding)
  if (why !== undefined) {
    const replaced = mayHold(observed, record).map(credential => ({ ...credential, since: now.toISOString() }))
    const handed = kind === undefined ? why : { reason: `it contains the new ${kind.noun}` }
    const { boundCidrs, onIssue } = binding
    const bound = boundCidrs === undefined ? {} : { boundCidrs }
    const step = kind && { kind: 'credential' as const, noun: kind.noun, replaces: replaced, ...bound, ...why }
    return {
      issue: planOf({ steps: step === undefined ? [] : [step], findings: onIssue }),
      hand: planOf({
        steps: [{ kind: 'kwargs', overwrites: kwargs !== undefined, replaces: replaced, ...handed }]
      }),
      replaced
    }
  }
  const facts = holds && observed.credentials.get(holds.id)
  if (facts?.state === 'not-visible') {
    const message = `holds a ${kind?.noun ?? 'credential'} whose age is unknown: ${facts.because}`
    return plan({ issue: told(conflict(subject, message, 'Allow the token of this run to look the credential up.')) })
  }
  const current = updatedAt(deployment)
  const findings = [
    ...binding.onKeep,
    ...(mayBeChanged(record, observed) ? [movedTimes(subject, kind !== undefined)] : []),
    ...(rotateNow && kind === undefined
      ? [note(subject, 'logs in without a credential, so `rotate: now` has nothing to replace')]
      : [])
  ]
  const same = Object.keys({ ...variables, ...current }).every(key => variables[key] === current[key])
  if (isTheirs) {
    const reason = `it belonged to manifest ${owner}`
    return plan({
      hand: planOf({ steps: [{ kind: 'record', change: { manifest: manifest.name, variables: current }, reason }], findings })
    })
  }
  if (same) return plan({ hand: planOf({ findings }) })
  const reason = 'the variables changed after they were recorded'
  return plan({ hand: planOf({ steps: [{ kind: 'record', change: { variables: current }, reason }], findings }) })
}

/** Said once: the next run compares with the times that this one records. */
function movedTimes(subject: string, hasCredential: boolean) {
  const message = `has new times on all its variables since the last run, so somebody may have changed ${BACKEND_KWARGS}; nobody can read that back`
  const cure = hasCredential
    ? 'run mode `deploy` with `rotate: now`'
    : `delete ${BACKEND_KWARGS} in Astro and run mode \`deploy\``
  const hint = `If nobody of you changed the Deployment, or if Airflow cannot log in to Vault, ${cure}.`
  return { ...warning(subject, message, hint), topic: 'drift' as const }
}

/** What it may hold now: if somebody else may have written the kwargs, anything that it was ever given, or was about to get. */
function mayHold(observed: ObservedDeployment, record: SettledRecord): readonly Credential[] {
  const { holds, retired } = record
  if (holds !== undefined && whoChanged(record, observed) === undefined) return [holds]
  return [...retired, ...(holds === undefined ? [] : [holds])]
}

/** Why the Deployment needs other kwargs than it has; undefined if those are good. */
function whyIssue(
  { identity }: Manifest,
  observed: ObservedDeployment,
  record: SettledRecord,
  rotateNow: boolean,
  binding: Binding
): Pick<DeploymentStep, 'reason' | 'found'> | undefined {
  const { deployment, now } = observed
  const { holds } = record
  const { credential: kind } = identityKind(identity)
  const kwargs = deployment.variables.get(BACKEND_KWARGS)
  if (holds === undefined)
    return { reason: kwargs === undefined ? 'the Deployment has none yet' : 'it is unknown which one the Deployment holds' }
  if (kwargs === undefined) return goneBySomebody(`the Deployment no longer has ${BACKEND_KWARGS}`)
  // Without an id there was no credential in it.
  if (kind !== undefined && holds.id !== '' && !kwargs.secret)
    return bySomebody(`${BACKEND_KWARGS} is not marked as secret, so others may know its ${kind.noun}`)
  const facts = observed.credentials.get(holds.id)
  if (facts?.state === 'absent') return goneBySomebody(`its ${kind?.noun ?? 'login'} no longer exists in Vault`)
  if (holds.kwargs !== observed.kwargs) return { reason: 'the settings with which Airflow reads from Vault have changed' }
  const other = whoChanged(record, observed)
  if (other !== undefined) return { reason: `${other} changed ${BACKEND_KWARGS}`, ...(other === SOMEBODY && DRIFT) }
  if (kind === undefined) return undefined
  if (binding.why !== undefined) return { reason: binding.why }
  if (rotateNow) return { reason: '`rotate: now` asks for a new one' }
  const reason = facts?.state === 'present' ? whyRotate(identity, kind, facts.value, now) : undefined
  return reason === undefined ? undefined : { reason }
}

const DRIFT = { found: { by: 'drift' } } as const
const bySomebody = (reason: string) => ({ reason, ...DRIFT })
const goneBySomebody = (reason: string) => ({ reason, found: { by: 'drift', gone: true } as const })

function whyRotate(
  identity: RuntimeIdentity,
  kind: CredentialKind<RuntimeIdentity>,
  { created, expires }: CredentialFacts,
  now: Date
): string | undefined {
  const rotateAfter = kind.rotateAfter(identity)
  const age = (now.getTime() - created.getTime()) / 1000
  if (age >= rotateAfter)
    return `its ${kind.noun} is ${Math.floor(age / 3600)} h old, and rotate-after is ${rotateAfter / 3600} h`
  const left = expires && (expires.getTime() - now.getTime()) / 1000
  if (left === undefined || left > identityKind(identity).destroyAfter(identity)) return undefined
  return `its ${kind.noun} expires at ${expires?.toISOString()}`
}
