import { type HibernationOverride, sameOverride } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import { carryOut } from '../plan/event.ts'
import type { DeploymentStep, Step } from '../plan/step.ts'
import { lookUntil } from './health.ts'
import { saveInLock, without } from './lock.ts'
import type { DeploymentContext } from './ports.ts'
import type { Progress } from './progress.ts'

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>

/**
 * Wakes the Deployment by an override with an end, so that nothing stays awake if this run dies. What is to be put back is
 * recorded first.
 */
export async function wake({ seconds, was }: Of<'wake'>, progress: Progress, context: DeploymentContext): Promise<Progress> {
  const { astro, vault, lock } = context
  // Astro takes whole seconds.
  const end = Math.ceil((await vault.now()).getTime() / 1000) + seconds
  const until = new Date(end * 1000).toISOString()
  await saveInLock(lock, lock => ({ ...lock, woken: { until, ...(was === undefined ? {} : { was }) } }))
  const woken = await astro.setOverride(progress.deployment, { hibernates: false, until })
  const hint = 'The Deployment was not changed. Check the Deployment in Astro; if it is only slow, raise `wait-time`.'
  const isAwake = ({ status }: typeof woken) => status !== 'HIBERNATING'
  const deployment = isAwake(woken)
    ? woken
    : await lookUntil(woken, { is: isAwake, otherwise: 'was not awake after', hint }, context)
  return { ...progress, deployment }
}

/** Puts back what overrode its schedule, or nothing. `lost`: somebody else has overridden it since, and that stays. */
export async function hibernate({ was }: Of<'hibernate'>, context: DeploymentContext): Promise<'done' | 'lost'> {
  const { astro, vault, lock } = context
  const woken = lock.record.lock?.woken
  const seen = await astro.find({ id: lock.record.consumer.id })
  const now = (await vault.now()).toISOString()
  const isOurs = seen.override?.hibernates === false && seen.override.until === woken?.until
  const isOver = seen.override === undefined && woken !== undefined && woken.until <= now
  const back = isPast(was, now) ? undefined : was
  const isBack = sameOverride(seen.override, back)
  if (!isBack && (isOurs || isOver)) await astro.setOverride(seen, back)
  await lock.save(record => ({ ...record, ...without(record.lock, 'woken') }))
  return isBack || isOurs || isOver ? 'done' : 'lost'
}

const isPast = (override: HibernationOverride | undefined, now: string) => override?.until !== undefined && override.until <= now

/** After a step that failed: whatever is awake for this run alone hibernates again. The run has its own error to report. */
export async function hibernateAfterFailure(steps: readonly DeploymentStep[], context: DeploymentContext): Promise<void> {
  const step = steps.find(({ kind }) => kind === 'hibernate')
  if (step?.kind !== 'hibernate' || context.lock.record.lock?.woken === undefined || context.signal.aborted) return
  try {
    await context.lock.check()
    await carryOut(step, context.tell, () => hibernate(step, context))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const subject = `Deployment ${context.lock.record.consumer.name}`
    const message = `may stay awake until ${context.lock.record.lock.woken.until}: ${error.message}`
    context.tell({ kind: 'found', finding: { severity: 'warning', subject, message } })
  }
}
