import { carryOut, type Outcome } from '../plan/event.ts'
import type { DeploymentStep } from '../plan/step.ts'
import { nameOf } from '../records/consumer.ts'
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
        return step.kind === 'health' && next.isUnsure ? 'left-alone' : 'done'
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
      return progress.isUnsure ? leave(step, context) : await retire(step, context)
    case 'narrow':
      return progress.isUnsure ? leave(step, context) : await narrow(step, context)
  }
}

/** What cannot be undone waits until a Deployment is known to be healthy without it: one that a run leaves unchanged is as it looks. */
function leave(step: Extract<DeploymentStep, { kind: 'retire' | 'narrow' }>, { tell }: DeploymentContext): Outcome {
  const subject = step.kind === 'narrow' ? `policy ${step.name}` : `${step.noun} ${nameOf(step.credential)}`
  const message = 'stays as it is until a run knows that the Deployment is healthy, which this one does not'
  tell({ kind: 'found', finding: { severity: 'note', subject, message } })
  return 'left-alone'
}
