import { setTimeout as sleep } from 'node:timers/promises'
import type { Part } from '../astro/deploy-types.ts'
import { type Deployment, isHealthy } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import type { Step } from '../plan/step.ts'
import type { DeploymentContext } from './ports.ts'
import type { Progress } from './progress.ts'

/** Ships the project and records what arrived, so that the next run knows an unchanged tree. */
export async function ship(
  { request, parts }: Extract<Step, { kind: 'deploy' }>,
  progress: Progress,
  context: DeploymentContext
): Promise<Progress> {
  const deployment = await context.astro.deploy(progress.deployment, request)
  const arrived = Object.entries(parts).map(([part, what]) => {
    const version = deployment.shipped[part as Part]
    return [part, { ...what, ...(version === undefined ? {} : { version }) }]
  })
  await context.lock.save(record => ({ ...record, shipped: { ...record.shipped, ...Object.fromEntries(arrived) } }))
  return { ...progress, deployment }
}

/** The first looks come quickly, since a change of variables alone takes seconds; one failed look does not end the wait. */
const FIRST_LOOK_MS = 250
const SLOWEST_LOOK_MS = 10_000

/** Waits until the Deployment is healthy; ends red when that takes longer than `waitSeconds`. */
export async function awaitHealth(
  { deployment }: Progress,
  { astro, waitSeconds, signal, tell }: DeploymentContext
): Promise<Deployment> {
  const end = performance.now() + waitSeconds * 1000
  let last = deployment.status
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, SLOWEST_LOOK_MS)) {
    try {
      const seen = await astro.find({ id: deployment.id })
      if (seen.status !== last) tell({ kind: 'waiting', message: `Deployment ${seen.name} is ${seen.status}` })
      if (isHealthy(seen)) return seen
      last = seen.status
    } catch (error) {
      if (signal.aborted) throw error
      last = `unknown (${(error as Error).message})`
    }
    if (performance.now() + pause > end) {
      throw new UserError(`Deployment ${deployment.name} was not healthy after ${waitSeconds} s; its status is ${last}`, {
        hint: 'The changes so far remain in place. Check the Deployment in Astro; if it is only slow, raise wait-time.'
      })
    }
    await sleep(pause, undefined, { signal })
  }
}
