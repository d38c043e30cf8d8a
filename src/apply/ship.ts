import { randomBytes } from 'node:crypto'
import { shipsOf } from '../astro/deploy-types.ts'
import type { Step } from '../plan/step.ts'
import { type ConsumerRecord, withArrived } from '../records/consumer.ts'
import { unshownDeploy } from './health.ts'
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
  context: DeploymentContext
): Promise<Progress> {
  const { astro, lock } = context
  const mark = randomBytes(6).toString('hex')
  await saveInLock(lock, lock => ({ ...lock, shipping: { mark, parts } }))
  const shipped = await astro.deploy(progress.deployment, request, mark)
  const arrived = (record: ConsumerRecord) => withArrived(record.shipped, parts, shipped)
  await lock.save(record => ({ ...record, shipped: arrived(record), ...without(record.lock, 'shipping') }))
  return { ...progress, unshown: unshownDeploy(progress, shipsOf(request.type), shipped.dags, context) }
}
