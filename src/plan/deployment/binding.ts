import type { Finding } from '../../base/finding.ts'
import type { ObservedDeployment } from '../../observe/observed.ts'
import type { Credential } from '../../records/consumer.ts'
import { conflict, note, warning } from '../plan.ts'

/** The addresses that a credential works from. */
export interface Binding {
  /** CIDR blocks for the next one; absent: it works from anywhere. */
  readonly boundCidrs?: readonly string[]
  /** Why the one that the Deployment holds must be replaced. */
  readonly why?: string
  /** What to say if one is issued, and if the Deployment keeps the one it holds. */
  readonly onIssue: readonly Finding[]
  readonly onKeep: readonly Finding[]
}

type Observed = Pick<ObservedDeployment, 'deployment' | 'credentials'>

const KEY = 'approle.secret-id-bound-cidrs'
const SILENT = { onIssue: [], onKeep: [] }

/**
 * Widens first: while the Deployment has an address that its credential does not admit, the next one also admits all that the known
 * ones do. Narrows last: what the Deployment no longer has is left out by the replacement after that. Where its addresses are
 * unknown, nothing is issued and nothing replaced.
 */
export function planBinding(isBound: boolean, { deployment, credentials }: Observed, holds: Credential | undefined): Binding {
  const { name, addresses } = deployment
  const admitted = [...credentials].flatMap(([id, facts]) => (facts.state === 'present' ? [{ id, ...facts.value }] : []))
  const held = admitted.find(({ id }) => id === holds?.id)
  const subject = `Deployment ${name}`
  if (!isBound)
    return { ...SILENT, ...(held?.boundCidrs && { why: `it works from some addresses alone, and ${KEY} is not set` }) }
  if ('unknown' in addresses) {
    const hint = `Run again. If Astro still does not show them, remove \`${KEY}\` from the manifest.`
    return {
      onIssue: [conflict(subject, `${addresses.unknown}, so no secret-id can be bound to its addresses (${KEY})`, hint)],
      onKeep: [warning(subject, `${addresses.unknown}; its secret-id stays as it is (${KEY})`, hint)]
    }
  }
  const { cidrs } = addresses
  const missing = cidrs.filter(cidr => !held?.boundCidrs?.includes(cidr))
  const before = admitted.flatMap(({ boundCidrs }) => boundCidrs ?? [])
  const boundCidrs = missing.length === 0 ? cidrs : [...new Set([...cidrs, ...before])].sort()
  return {
    boundCidrs,
    ...(held && missing.length > 0 && { why: whyReplace(held.boundCidrs, missing) }),
    onIssue: [note(subject, worth(boundCidrs))],
    onKeep: superfluous(subject, cidrs, held?.boundCidrs ?? [])
  }
}

const whyReplace = (bound: readonly string[] | undefined, missing: readonly string[]): string =>
  bound === undefined
    ? `it works from anywhere, and ${KEY} is set`
    : `it does not work from ${missing.join(', ')}, and the Deployment has other addresses than before`

const worth = (cidrs: readonly string[]): string =>
  `gets a secret-id that works only from ${cidrs.join(', ')}. These are the addresses of its whole cluster: on a shared cluster, other customers have them too. If Airflow reaches Vault from another address, as over a private connection, it cannot log in`

function superfluous(subject: string, cidrs: readonly string[], bound: readonly string[]): Finding[] {
  const old = bound.filter(cidr => !cidrs.includes(cidr))
  const message = `holds a secret-id that still works from ${old.join(', ')}, which it no longer has, until that is replaced`
  return old.length === 0 ? [] : [note(subject, message, 'To replace it now, run mode `deploy` with `rotate: now`.')]
}
