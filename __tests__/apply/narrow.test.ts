import { describe, expect, it } from '@jest/globals'
import { applyDeployment } from '../../src/apply/deployment.ts'
import type { DeploymentContext } from '../../src/apply/ports.ts'
import { StalePlan } from '../../src/apply/stale-plan.ts'
import type { DeploymentStep } from '../../src/plan/step.ts'
import type { ConsumerRecord, Credential } from '../../src/records/consumer.ts'
import type { Readers } from '../../src/records/readers.ts'
import { grantsFor, policyText } from '../../src/vault/policy.ts'
import { aDeployment, aHeld, aLock, aRecord, elsewhere, readersIn } from '../build/deployment.ts'
import { aScope } from '../build/manifest.ts'
import { OUR_POLICY } from '../build/vault.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeVault } from '../fakes/vault.ts'

const SEEN = policyText('analytics', grantsFor([aScope(), aScope({ variablesPath: 'old' })]))

/** What lies there after the policy was narrowed from `SEEN`, and what was said; `records` are there by then. */
async function narrowed(there: string, records: readonly ConsumerRecord[] = [], unknown: Readers['unknown'] = []) {
  const vault = new FakeVault()
  const said = new FakeLog()
  vault.policies.set('astro_policy', there)
  const step: DeploymentStep = { kind: 'narrow', name: 'astro_policy', text: OUR_POLICY, seen: SEEN, reason: '' }
  const readers = async () => readersIn(records, { unknown })
  const lock = { check: () => {}, record: aRecord() }
  const context = { vault, tell: said.tell, lock, scope: aScope(), readers } as unknown as DeploymentContext
  const error = await applyDeployment([step], { deployment: aDeployment() }, context).catch(failure => failure)
  return { policy: vault.policies.get('astro_policy'), moved: error instanceof StalePlan, said: said.lines }
}

const DONE = { policy: OUR_POLICY, moved: false, said: ['✓ narrow policy astro_policy'] }
const MOVED = { policy: SEEN, moved: true, said: [] }
const reading = (difference: Partial<Credential>) => aHeld('a', { variablesPath: 'old', ...difference })

describe('a policy that is narrowed', () => {
  it('is the one that was seen', async () => {
    expect(await narrowed(SEEN)).toEqual(DONE)
  })

  it('keeps what another run has let in meanwhile, and the plan has to be made again', async () => {
    expect(await narrowed('wider')).toEqual({ ...MOVED, policy: 'wider' })
  })

  it.each<[string, Partial<ConsumerRecord>]>([
    ['holds', { holds: reading({}) }],
    ['holds, by a role that nobody can see,', { holds: reading({ role: 'other_role' }) }],
    ['is being given', { lock: aLock({ targets: [reading({})] }) }]
  ])('keeps what another Deployment %s since the plan was made', async (_, difference) => {
    expect(await narrowed(SEEN, [aRecord({ ...elsewhere(), ...difference })])).toEqual(MOVED)
  })

  it('keeps everything where a record has become unreadable since', async () => {
    expect(await narrowed(SEEN, [], [{ mount: 'airflow' }])).toEqual(MOVED)
  })

  it('is narrowed beside what it never granted, and what this Deployment itself has left', async () => {
    const others = aRecord({ ...elsewhere(), holds: aHeld('a', { variablesPath: 'theirs', role: 'other_role' }) })
    expect(await narrowed(SEEN, [others, aRecord({ holds: reading({}) })])).toEqual(DONE)
  })
})
