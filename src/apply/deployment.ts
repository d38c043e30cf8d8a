import { carryOut, type Outcome } from '../plan/event.ts'
import type { DeploymentStep } from '../plan/step.ts'
import { correctRecord, issue, retire, setBackend, setKwargs } from './credential.ts'
import { awaitHealth } from './health.ts'
import { hibernate, hibernateAfterFailure, wake } from './hibernation.ts'
import { narrow } from './policy.ts'
import type { DeploymentContext } from './ports.ts'
import type { Progress } from './progress.ts'
import { ship } from './ship.ts'
import { verify } from './verify.ts'

/** Carries out the steps on one Deployment, under its lock. What a step changed is recorded before the next step begins. */
export async function applyDeployment(
  steps: readonly DeploymentStep[],
  start: Progress,
  context: DeploymentContext
): Promise<Progress> {
  let progress = start
  try {
    for (const step of steps) {
      await context.lock.check()
      await carryOut(step, context.tell, async (): Promise<Outcome> => {
        const next = await applyStep(step, progress, context)
        if (typeof next === 'string') return next
        progress = next
        return 'done'
      })
    }
  } catch (error) {
    await hibernateAfterFailure(steps, context)
    throw error
  }
  return progress
}

async function applyStep(step: DeploymentStep, progress: Progress, context: DeploymentContext): Promise<Progress | Outcome> {
  switch (step.kind) {
    case 'record':
      await correctRecord(step, context)
      return 'done'
    case 'credential':
      return await issue(step, progress, context)
    case 'verify':
      return await verify(step, { ...context, ...(progress.issued === undefined ? {} : { issued: progress.issued }) })
    case 'kwargs':
      return await setKwargs(step, progress, context)
    case 'backend':
      return await setBackend(progress, context)
    case 'deploy':
      return await ship(step, progress, context)
    case 'wake':
      return await wake(step, progress, context)
    case 'hibernate':
      return await hibernate(step, context)
    case 'health':
      return await awaitHealth(progress, context)
    case 'retire':
      return await retire(step, context)
    case 'narrow':
      return await narrow(step, context)
  }
}
