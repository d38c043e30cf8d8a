import { counted } from '../base/counted.ts'
import type { Finding } from '../base/finding.ts'
import type { ObservedDeployment, ObservedVault } from '../observe/observed.ts'
import { type Plan, told, warning } from './plan.ts'
import type { Step } from './step.ts'

const NAMED = 5
const UNTIL = 'until a run restores it'

type Seen = Pick<ObservedVault, 'secrets' | 'ledger'>

/**
 * Warns of what somebody has deleted in Vault, and of what Airflow cannot read while it is gone. `secrets`: how many there should be.
 * A role is missed by the Deployments that cannot log in (`planLogins`).
 */
export function planVaultOutages(steps: readonly Step[], secrets: number, seen: Seen): Plan<never> {
  const all = counted(secrets, 'secret')
  const gone = `is gone: somebody deleted it since the last run${notBefore(writtenByRuns(seen))}, and Airflow can read none of ${all} ${UNTIL}`
  const policies = steps.flatMap(step =>
    step.kind === 'policy' && step.found?.gone ? [warning(`policy ${step.name}`, gone)] : []
  )
  const isDeleted = (step: Step): step is Deleted => step.kind === 'secret' && !step.overwrites && step.found?.by === 'drift'
  return told(...policies, ...ofSecrets(steps.filter(isDeleted)))
}

/** The same of what a Deployment holds. */
export function planDeploymentOutages(
  { deployment: { name }, record }: Pick<ObservedDeployment, 'deployment' | 'record'>,
  steps: readonly Step[]
): Plan<never> {
  const [first] = steps.filter(({ found }) => found?.gone === true)
  if (first === undefined) return told()
  const what = first.kind === 'backend' ? 'does not read from Vault any more' : 'cannot log in to Vault any more'
  // A run that died may have recorded times although something was gone by then.
  const lastRun = record?.lock?.unsettled ? '' : notBefore(Object.values(record?.variables ?? {}))
  return told(warning(`Deployment ${name}`, `${what}: ${first.reason}, since the last run at most${lastRun}`))
}

/** Times of secrets that are as the last run left them: a run writes none before the policy is there. */
const writtenByRuns = ({ secrets, ledger }: Seen): readonly string[] =>
  [...secrets].flatMap(([path, there]) => {
    const entry = ledger.entries.get(path)
    const isOurs = there.state === 'present' && entry?.version === there.version && entry.fingerprint !== ''
    return isOurs ? (there.since ?? []) : []
  })

/**
 * ` (2026-11-20 12:00 UTC or later)`: when the last run was, as far as what it left tells; empty if nothing does. A run that finds
 * everything as it should be writes nothing, so nobody knows the time of that one.
 */
function notBefore(times: readonly string[]): string {
  const known = times.map(time => Date.parse(time)).filter(Number.isFinite)
  const latest = known.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY)
  return known.length === 0 ? '' : ` (${readable(new Date(latest).toISOString())} or later)`
}

/** In UTC, to the minute. */
const readable = (time: string): string => time.replace(/^(\S{10})T(\S{5}).*$/, '$1 $2 UTC')

type Deleted = Extract<Step, { kind: 'secret' }>

/** One warning for all: somebody may have deleted a whole folder. */
function ofSecrets(deleted: readonly Deleted[]): Finding[] {
  const [first, ...others] = deleted
  if (first === undefined) return []
  const since = deleted.flatMap(({ found }) => found?.since ?? []).sort()[0]
  const when = since === undefined ? '' : ` since ${readable(since)}`
  if (others.length === 0) return [warning(first.path, `cannot be read by Airflow${when}, ${UNTIL}: ${first.reason}`)]
  const names = deleted.slice(0, NAMED).map(({ path }) => path)
  const more = deleted.length > NAMED ? `, and ${deleted.length - NAMED} more` : ''
  const message = `cannot be read by Airflow, the first${when}, ${UNTIL}, because they were deleted: ${names.join(', ')}${more}`
  return [warning(counted(deleted.length, 'secret'), message)]
}
