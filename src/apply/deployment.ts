import { accomplished } from '../plan/describe.ts'
import type { DeploymentStep, Step } from '../plan/step.ts'
import { correctRecord, issue, retire, setBackend, setKwargs } from './credential.ts'
import type { DeploymentContext, Progress } from './progress.ts'
import { awaitHealth, ship } from './ship.ts'
import { verify } from './verify.ts'

/** Carries out the steps on one Deployment, under its lock. What a step changed is recorded before the next one begins. */
export async function applyDeployment(
  steps: readonly DeploymentStep[],
  start: Progress,
  context: DeploymentContext,
  done: (step: Step) => void
): Promise<Progress> {
  let progress = start
  for (const step of steps) {
    context.lock.check()
    const next = await applyStep(step, progress, context)
    if (next === 'left alone') continue
    progress = next
    context.log.info(accomplished(step))
    done(step)
  }
  return progress
}

async function applyStep(step: DeploymentStep, progress: Progress, context: DeploymentContext): Promise<Progress | 'left alone'> {
  switch (step.kind) {
    case 'record':
      await correctRecord(step, context)
      return progress
    case 'secret-id':
      return await issue(step, progress, context)
    case 'verify':
      return (
        (await verify(step, { ...context, ...(progress.issued === undefined ? {} : { issued: progress.issued }) })) ?? progress
      )
    case 'kwargs':
      return await setKwargs(progress, context)
    case 'backend':
      return await setBackend(progress, context)
    case 'deploy':
      return await ship(step, progress, context)
    case 'health':
      return { ...progress, deployment: await awaitHealth(progress, context) }
    case 'retire':
      await retire(step, context)
      return progress
    case 'tighten':
      return (await tighten(step, context)) ?? progress
  }
}

/** Only what this run has seen is taken away: another one may have let in its own Deployment since. */
async function tighten(
  { name, text, seen }: Extract<Step, { kind: 'tighten' }>,
  { vault, log }: DeploymentContext
): Promise<'left alone' | undefined> {
  const there = await vault.policy(name)
  if (there.state === 'present' && there.value !== seen) {
    log.info(`Policy ${name} was changed by another run meanwhile, so it is not narrowed; the next run looks again.`)
    return 'left alone'
  }
  await vault.writePolicy(name, text)
  return undefined
}
