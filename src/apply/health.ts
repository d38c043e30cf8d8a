import type { Part } from '../astro/deploy-types.ts'
import { type Deployment, isHealthy } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import type { DeploymentContext } from './ports.ts'
import type { Progress, Unshown } from './progress.ts'

/** How long the vendor's CLI waits after a deploy before it asks for the status. It does not wait after other changes, which restart as much as an image does. */
const DAGS_MS = 30_000
const RESTART_MS = 90_000

/** That it was restarted. `seen`: as it was afterwards. */
export const unshownRestart = ({ unshown = [] }: Progress, seen: Deployment, { clock }: DeploymentContext): readonly Unshown[] =>
  stillUnshown([...unshown, { since: clock.now(), staleMs: RESTART_MS }], seen)

/** That parts of a project were shipped to it, or something that has none. `dags`: the version that they have. */
export const unshownDeploy = (
  { unshown = [] }: Progress,
  parts: readonly Part[],
  dags: string | undefined,
  { clock }: DeploymentContext
): readonly Unshown[] => [
  ...unshown,
  parts.includes('image')
    ? { since: clock.now(), staleMs: RESTART_MS }
    : { since: clock.now(), staleMs: DAGS_MS, ...(dags === undefined ? {} : { dags }) }
]

/** A status of its own shows all that was changed before; that it runs other DAGs, only that. */
const stillUnshown = (unshown: readonly Unshown[], { status, runningDags }: Deployment): readonly Unshown[] =>
  status === 'HEALTHY' ? unshown.filter(({ dags }) => dags === undefined || dags !== runningDags) : []

/** A wait that is worth a line. */
const LONG_MS = 3_000

/**
 * Waits until the Deployment is healthy after what was changed, and ends red after `waitSeconds`. Where Astro shows nothing of the
 * change for as long as it may show the status from before it, a note says so. One that hibernates shows nothing, and is not asked to.
 */
export async function awaitHealth({ deployment, unshown = [] }: Progress, context: DeploymentContext): Promise<Deployment> {
  if (unshown.length === 0 && isHealthy(deployment)) return deployment
  const { clock, waitSeconds, tell } = context
  const begun = clock.now()
  let left = unshown
  let isTold = false
  const is = (seen: Deployment) => {
    left = stillUnshown(left, seen)
    if (!isHealthy(seen) || left.every(({ since, staleMs }) => clock.now() >= since + Math.min(staleMs, waitSeconds * 1000)))
      return isHealthy(seen)
    if (!isTold && clock.now() - begun > LONG_MS) {
      isTold = true
      tell({ kind: 'waiting', message: `Deployment ${seen.name} is still HEALTHY: waiting until Astro shows the change` })
    }
    return false
  }
  const hint = 'The changes so far remain in place. Check the Deployment in Astro; if it is only slow, raise `wait-time`.'
  const seen = await lookUntil(deployment, { is, otherwise: 'was not healthy after', hint }, context)
  const [first] = left
  if (first !== undefined) {
    const seconds = Math.round((clock.now() - first.since) / 1000)
    const message = `was HEALTHY each time that it was looked at in the ${seconds} s after the change, so it is not known whether that is the status from before it`
    tell({ kind: 'found', finding: { severity: 'note', subject: `Deployment ${seen.name}`, message } })
  }
  return seen
}

/** The first looks come quickly, since a change of variables alone takes seconds; one failed look does not end the wait. */
const FIRST_LOOK_MS = 100
const SLOWEST_LOOK_MS = 10_000
/** Looks at the Deployment until it `is` that; ends red after `waitSeconds`. */
export async function lookUntil(
  deployment: Deployment,
  { is, otherwise, hint }: { readonly is: (seen: Deployment) => boolean; readonly otherwise: string; readonly hint: string },
  { astro, clock, waitSeconds, signal, tell }: DeploymentContext
): Promise<Deployment> {
  const end = clock.now() + waitSeconds * 1000
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
    const left = end - clock.now()
    if (left <= 0)
      throw new UserError(`Deployment ${deployment.name} ${otherwise} ${waitSeconds} s; its status is ${last}`, { hint })
    await clock.pause(Math.min(pause, left), signal)
  }
}
