import { expect, it } from '@jest/globals'
import { retire } from '../../src/apply/credential.ts'
import type { DeploymentContext } from '../../src/apply/ports.ts'
import type { ConsumerRecord } from '../../src/records/consumer.ts'
import { aCredential, aRecord, THEN } from '../build/deployment.ts'
import { FakeVault } from '../fakes/vault.ts'

it('of two logins without a credential, the one that is over is forgotten, and the other keeps its paths', async () => {
  const old = { ...aCredential('', { variablesPath: 'old/variables' }), since: THEN }
  const newer = { ...aCredential('', { role: 'other_role' }), since: THEN }
  let record = aRecord({ retired: [old, newer] })
  const lock = {
    save: async (change: (record: ConsumerRecord) => ConsumerRecord) => {
      record = change(record)
    }
  }
  const { since: _, ...credential } = old
  const step = { kind: 'retire', noun: 'login', credential, reason: 'it is over' } as const
  await retire(step, { vault: new FakeVault(), lock } as unknown as DeploymentContext)
  expect(record.retired).toEqual([newer])
})
