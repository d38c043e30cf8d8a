import { describe, expect, it } from '@jest/globals'
import { applyDeployment } from '../../src/apply/deployment.ts'
import type { DeploymentContext } from '../../src/apply/ports.ts'
import { StalePlan } from '../../src/apply/stale-plan.ts'
import type { DeploymentStep } from '../../src/plan/step.ts'
import { aDeployment } from '../build/deployment.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeVault } from '../fakes/vault.ts'

/** What lies there after the policy was narrowed from `seen` to `narrow`, and what was said. */
async function narrowed(there: string) {
  const vault = new FakeVault()
  const said = new FakeLog()
  vault.policies.set('p', there)
  const step: DeploymentStep = { kind: 'narrow', name: 'p', text: 'narrow', seen: 'seen', reason: '' }
  const context = { vault, tell: said.tell, lock: { check: () => {} } } as unknown as DeploymentContext
  const error = await applyDeployment([step], { deployment: aDeployment() }, context).catch(failure => failure)
  return { policy: vault.policies.get('p'), moved: error instanceof StalePlan, said: said.lines }
}

describe('a policy that is narrowed', () => {
  it('is the one that was seen', async () => {
    expect(await narrowed('seen')).toEqual({ policy: 'narrow', moved: false, said: ['✓ narrow policy p'] })
  })

  it('keeps what another run has let in meanwhile, and the plan has to be made again', async () => {
    expect(await narrowed('wider')).toEqual({ policy: 'wider', moved: true, said: [] })
  })
})
