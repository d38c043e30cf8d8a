import { describe, expect, it } from '@jest/globals'
import { applyDeployment } from '../../src/apply/deployment.ts'
import type { DeploymentContext } from '../../src/apply/progress.ts'
import type { DeploymentStep } from '../../src/plan/step.ts'
import { aDeployment } from '../build/deployment.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeVault } from '../fakes/vault.ts'

/** What lies there after the policy was narrowed from `seen` to `narrow`, and what was said. */
async function narrowed(there: string) {
  const vault = new FakeVault()
  const said = new FakeLog()
  vault.policies.set('p', there)
  const step: DeploymentStep = { kind: 'tighten', name: 'p', text: 'narrow', seen: 'seen', reason: '' }
  const context = { vault, log: said.log, lock: { check: () => {} } } as unknown as DeploymentContext
  await applyDeployment([step], { deployment: aDeployment() }, context, () => {})
  return { policy: vault.policies.get('p'), said: said.lines[0] }
}

describe('a policy that is narrowed', () => {
  it('is the one that was seen', async () => {
    expect((await narrowed('seen')).policy).toBe('narrow')
  })

  it('keeps what another run has let in meanwhile', async () => {
    expect(await narrowed('wider')).toEqual({
      policy: 'wider',
      said: 'Policy p was changed by another run meanwhile, so it is not narrowed; the next run looks again.'
    })
  })
})
