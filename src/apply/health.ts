import type { Part } from '../astro/deploy-types.ts'
import { type Deployment, isHealthy } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import type { DeploymentContext } from './ports.ts'
import type { Progress, Unshown } from './progress.ts'

/**
 * How long the vendor's CLI waits after a deploy before it asks for the status. It does not wait after other changes, which restart as
 * much as an image does.
 */
const DAGS_MS = 30_000
const RESTART_MS = 90_000

/** That it was restarted. `seen`: as it was afterwards. */
export function unshownRestart(progress: Progress, seen: Deployment, { clock }: DeploymentContext): readonly Unshown[] {
  const now = clock.now()
  return stillUnshown([...(progress.unshown ?? []), { ...changedNow(progress, now), staleMs: RESTART_MS }], seen, now)
}

/** That parts of a project were shipped to it, or something that has none. `dags`: the version of the DAGs, if they are among them. */
export function unshownDeploy(
  progress: Progress,
  parts: readonly Part[],
  dags: string | undefined,
  { clock }: DeploymentContext
): readonly Unshown[] {
  const change = changedNow(progress, clock.now())
  const isImage = parts.includes('image')
  const shown = isImage || !parts.includes('dags') || dags === undefined ? {} : { dags }
  return [...(progress.unshown ?? []), { ...change, staleMs: isImage ? RESTART_MS : DAGS_MS, ...shown }]
}

/** What was busy when it was changed may have been busy with something else. */
const changedNow = ({ deployment: { status } }: Progress, now: number) => ({
  since: now,
  wasBusy: isBusy(status) || status === 'UNKNOWN'
})

/** What a Deployment shows also where nobody has changed it. */
const AT_REST: readonly string[] = ['HEALTHY', 'UNHEALTHY', 'HIBERNATING', 'UNKNOWN']
const isBusy = (status: string): boolean => !AT_REST.includes(status)

/** That it runs the DAGs shows them, and nothing else does; that it becomes busy, or still is when the time is over, shows all else. */
const stillUnshown = (unshown: readonly Unshown[], { status, runningDags }: Deployment, now: number): readonly Unshown[] =>
  unshown.flatMap(one => {
    const isShown =
      one.dags === undefined ? isBusy(status) && (!one.wasBusy || now >= one.since + one.staleMs) : one.dags === runningDags
    if (isShown) return []
    return isBusy(status) || status === 'UNKNOWN' ? one : { ...one, wasBusy: false }
  })

/** A wait that is worth a line. */
const LONG_MS = 3_000

/**
 * Waits until the Deployment is healthy after what was changed, and ends red after `waitSeconds`. Where Astro shows nothing of the
 * change for as long as it may show the status from before it, that is unsure, and a note says so. One that hibernates shows
 * nothing, and is not asked to.
 */
export async function awaitHealth(progress: Progress, context: DeploymentContext): Promise<Progress> {
  const { deployment, unshown = [] } = progress
  if (unshown.length === 0 && isHealthy(deployment)) return progress
  const { clock, waitSeconds, tell } = context
  const begun = clock.now()
  let left = unshown
  let isTold = false
  const is = (seen: Deployment) => {
    const now = clock.now()
    left = stillUnshown(left, seen, now)
    if (!isHealthy(seen) || seen.status === 'HIBERNATING') return isHealthy(seen)
    if (left.every(({ since, staleMs }) => now >= since + Math.min(staleMs, waitSeconds * 1000))) return true
    if (!isTold && now - begun > LONG_MS) {
      isTold = true
      tell({ kind: 'waiting', message: `Deployment ${seen.name} is still HEALTHY: waiting until Astro shows the change` })
    }
    return false
  }
  const hint = 'The changes so far remain in place. Check the Deployment in Astro; if it is only slow, raise `wait-time`.'
  const seen = await lookUntil(deployment, { is, otherwise: 'was not healthy after', hint }, context)
  const [first] = left
  if (first === undefined) return { ...progress, deployment: seen, unshown: [] }
  const seconds = Math.round((clock.now() - first.since) / 1000)
  const message =
    seen.status === 'HIBERNATING'
      ? 'hibernates, so its health says nothing about the change'
      : `showed nothing of the change in the ${seconds} s after it, so it is not known whether HEALTHY is the status from before it`
  tell({ kind: 'found', finding: { severity: 'note', subject: `Deployment ${seen.name}`, message } })
  return { ...progress, deployment: seen, unshown: [], isUnsure: true }
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
