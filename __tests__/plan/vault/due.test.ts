import { describe, expect, it } from '@jest/globals'
import { explained } from '../../../src/base/finding.ts'
import type { ObservedVault } from '../../../src/observe/observed.ts'
import { planDue } from '../../../src/plan/vault/due.ts'
import type { ConsumerRecord } from '../../../src/records/consumer.ts'
import { aHeld, aRecord, hoursAgo, NOW, readersIn } from '../../build/deployment.ts'
import { aManifest, aScope } from '../../build/manifest.ts'
import { ABSENT, observedVault, present, UNSEEN } from '../../build/vault.ts'

const days = (count: number) => hoursAgo(24 * count)
const seen = (facts: object): ObservedVault['held'] => new Map([['accessor-1', present({ created: days(1), ...facts })]])
const due = (held: ObservedVault['held'], record: ConsumerRecord = aRecord()) =>
  planDue({ manifest: aManifest(), scope: aScope(), inputs: { now: NOW } }, observedVault({ readers: readersIn([record]), held }))
    .findings
const HINT = 'Run mode `deploy` for this Deployment; with `deploy-type: none` it ships nothing.'

describe('a recorded Deployment', () => {
  it('whose secret-id is older than rotate-after is due since a day that stays the same', () => {
    const [found, ...others] = due(seen({ created: days(33) }))
    expect(found).toMatchObject({ severity: 'note', topic: 'due' })
    expect(found && explained(found)).toBe(
      `Deployment prod has a secret-id whose rotation is due since 2026-11-17 (rotate-after)\n${HINT}`
    )
    expect(others).toEqual([])
  })

  it('whose secret-id expires before tasks with it may end is warned of', () => {
    const [found] = due(seen({ created: days(33), expires: hoursAgo(-24) }))
    expect(found).toMatchObject({ severity: 'warning', topic: 'due' })
    expect(found && explained(found)).toBe(`Deployment prod has a secret-id that expires at 2026-11-21T12:00:00.000Z\n${HINT}`)
  })

  it.each<[string, ObservedVault['held'], ConsumerRecord]>([
    ['has a new one', seen({}), aRecord()],
    ['has one that expires later', seen({ expires: hoursAgo(-26) }), aRecord()],
    ['has one that this token may not look up', new Map([['accessor-1', UNSEEN]]), aRecord()],
    ['lost its own, which is told as that', new Map([['accessor-1', ABSENT]]), aRecord()],
    ['belongs to another manifest, which has other settings', seen({ created: days(33) }), aRecord({ manifest: 'billing' })],
    ['logs in with another role', seen({ created: days(33) }), aRecord({ holds: { ...aHeld('accessor-1'), role: 'other_role' } })]
  ])('is not mentioned if it %s', (_, held, record) => {
    expect(due(held, record)).toEqual([])
  })
})
