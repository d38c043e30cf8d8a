import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Deployment, isHealthy } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import type { Step } from '../plan/step.ts'
import { type ConsumerRecord, withArrived } from '../records/consumer.ts'
import { saveInLock, without } from './lock.ts'
import type { DeploymentContext } from './ports.ts'
import type { Progress } from './progress.ts'

/**
 * Ships the project and records what arrived, so that the next run knows an unchanged tree. The mark is recorded first: if this
 * run dies, the next one finds the deploy by it.
 */
export async function ship(
  { request, parts }: Extract<Step, { kind: 'deploy' }>,
  progress: Progress,
  { astro, lock }: DeploymentContext
): Promise<Progress> {
  const mark = randomBytes(6).toString('hex')
  await saveInLock(lock, lock => ({ ...lock, shipping: { mark, parts } }))
  const shipped = await astro.deploy(progress.deployment, request, mark)
  const arrived = (record: ConsumerRecord) => withArrived(record.shipped, parts, shipped)
  await lock.save(record => ({ ...record, shipped: arrived(record), ...without(record.lock, 'shipping') }))
  return { ...progress, shippedSince: true }
}

/** The first looks come quickly, since a change of variables alone takes seconds; one failed look does not end the wait. */
const FIRST_LOOK_MS = 250
const SLOWEST_LOOK_MS = 10_000

/** Waits until the Deployment is healthy, as it was seen after the last change or is later; ends red after `waitSeconds`. */
export async function awaitHealth({ deployment, shippedSince }: Progress, context: DeploymentContext): Promise<Deployment> {
  if (!shippedSince && isHealthy(deployment)) return deployment
  const hint = 'The changes so far remain in place. Check the Deployment in Astro; if it is only slow, raise `wait-time`.'
  return await lookUntil(deployment, { is: isHealthy, otherwise: 'was not healthy after', hint }, context)
}

/** Looks at the Deployment until it `is` that; ends red after `waitSeconds`. */
export async function lookUntil(
  deployment: Deployment,
  { is, otherwise, hint }: { readonly is: (seen: Deployment) => boolean; readonly otherwise: string; readonly hint: string },
  { astro, waitSeconds, signal, tell }: DeploymentContext
): Promise<Deployment> {
  const end = performance.now() + waitSeconds * 1000
  let last = deployment.status
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, SLOWEST_LOOK_MS)) {
    try {
      const seen = await astro.find({ id: deployment.id })
      if (seen.status !== last) tell({ kind: 'waiting', message: `Deployment ${seen.name} is ${seen.status}` })
      if (is(seen)) return seen
      last = seen.status
    } catch (error) {
      if (signal.aborted) throw error
      last = `unknown (${(error as Error).message})`
    }
    if (performance.now() + pause > end) {
      throw new UserError(`Deployment ${deployment.name} ${otherwise} ${waitSeconds} s; its status is ${last}`, { hint })
    }
    await sleep(pause, undefined, { signal })
  }
}
