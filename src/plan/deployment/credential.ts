import { BACKEND_KWARGS } from '../../airflow/kwargs.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import { type Consumer, type Retired, updatedAt } from '../../records/consumer.ts'
import { conflict, type Plan, planOf, told } from '../plan.ts'
import type { DeploymentStep } from '../step.ts'
import type { SettledRecord } from './settle.ts'

export interface CredentialIntentions {
  readonly manifest: Manifest
  readonly adopt: boolean
  readonly rotateNow: boolean
}

/** Between the two parts the new secret-id is tried out. */
export interface CredentialPlan {
  readonly issue: Plan<DeploymentStep>
  /** Gives it to the Deployment; or corrects our record where nothing has to be issued. */
  readonly hand: Plan<DeploymentStep>
  /** Present when a secret-id is issued: the one that it replaces, if any. */
  readonly replaced?: readonly Retired[]
}

/** Whether the Deployment holds a secret-id that is good for what it should read. */
export function planCredential(
  { manifest, rotateNow, adopt }: CredentialIntentions,
  observed: ObservedDeployment,
  record: SettledRecord
): CredentialPlan {
  const { deployment, now } = observed
  const { holds, retired, variables } = record
  const kwargs = deployment.variables.get(BACKEND_KWARGS)
  const subject = `Deployment ${deployment.name}`
  const plan = (part: Partial<CredentialPlan>): CredentialPlan => ({ issue: planOf({}), hand: planOf({}), ...part })
  const owner = holds === undefined && retired.length === 0 ? undefined : observed.record?.manifest
  const isTheirs = owner !== undefined && owner !== manifest.name
  if (isTheirs && !adopt) {
    const hint = 'Deploy it with one of the two manifests only, or set `on-conflict: adopt` to take it over.'
    return plan({ issue: told(conflict(subject, `belongs to manifest ${owner}`, hint)) })
  }
  if (kwargs !== undefined && holds === undefined && retired.length === 0 && !adopt) {
    const set = kwargs.updatedAt === '' ? '' : ` (set ${kwargs.updatedAt})`
    const message = `has a ${BACKEND_KWARGS}${set} that no record on mount ${manifest.vault.mount}/ knows; its value cannot be read back`
    return plan({ issue: told(conflict(subject, message, 'Set `on-conflict: adopt` to replace it.')) })
  }
  const reason = whyIssue(manifest, observed, record, rotateNow)
  if (reason !== undefined) {
    const replaced = holds === undefined ? [] : [{ ...holds, since: now.toISOString() }]
    return {
      issue: planOf({ steps: [{ kind: 'secret-id', replaces: replaced, reason }] }),
      hand: planOf({ steps: [{ kind: 'kwargs', reason }] }),
      replaced
    }
  }
  const facts = holds && observed.secretIds.get(holds.accessor)
  if (facts?.state === 'not-visible') {
    const message = `holds a secret-id whose age cannot be told: ${facts.because}`
    return plan({ issue: told(conflict(subject, message, 'Allow the token of this run to look it up.')) })
  }
  const current = updatedAt(deployment)
  const same = Object.keys({ ...variables, ...current }).every(key => variables[key] === current[key])
  if (isTheirs) {
    const reason = `it belonged to manifest ${owner}`
    return plan({
      hand: planOf({ steps: [{ kind: 'record', change: { manifest: manifest.name, variables: current }, reason }] })
    })
  }
  if (same) return plan({})
  const note = "the Deployment's variables carry new times, and KWARGS was not touched alone"
  return plan({ hand: planOf({ steps: [{ kind: 'record', change: { variables: current }, reason: note }] }) })
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
