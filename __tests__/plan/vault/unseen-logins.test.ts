import { describe, expect, it } from '@jest/globals'
import { explained } from '../../../src/base/finding.ts'
import type { ObservedVault } from '../../../src/observe/observed.ts'
import { planUnseenLogins } from '../../../src/plan/vault/unseen-logins.ts'
import { aHeld, aRecord, NOW, readersIn, UNLISTED } from '../../build/deployment.ts'
import { aScope } from '../../build/manifest.ts'
import { observedVault, present, UNSEEN } from '../../build/vault.ts'

const held = aRecord({ holds: aHeld('accessor-1', { login: { role_id: 'role-id-1' } }) })
const damaged = { mount: 'airflow', finding: { severity: 'warning', message: 'is damaged' } } as const
const SEEN: ObservedVault['held'] = new Map([['accessor-1', present({ created: NOW })]])

describe('a Deployment whose login this token cannot look at', () => {
  it.each<[string, Partial<ObservedVault>, string]>([
    [
      'because records cannot be listed',
      { readers: readersIn([], { unknown: UNLISTED }) },
      'the Deployments of role astro_role were not looked at (whether they can still log in): this token cannot list their records'
    ],
    [
      'because its record is damaged',
      { readers: readersIn([], { unknown: [damaged] }) },
      'the Deployments of role astro_role were not all looked at (whether they can still log in): a record cannot be read'
    ],
    [
      'because its secret-id cannot be looked up',
      { readers: readersIn([held]), held: new Map([['accessor-1', UNSEEN]]) },
      `Deployment prod was not looked at (whether its secret-id still works): ${UNSEEN.because}`
    ],
    [
      'because the role-id cannot be read',
      { readers: readersIn([held]), held: SEEN, login: UNSEEN },
      `Deployment prod was not looked at (whether its secret-id still works): ${UNSEEN.because}`
    ]
  ])('%s is told as not compared', (_, difference, sentence) => {
    const { findings } = planUnseenLogins(aScope(), observedVault(difference))
    expect(findings.map(explained)).toEqual([sentence])
    expect(findings).toEqual([expect.objectContaining({ severity: 'note', topic: 'not-compared' })])
  })

  it('is one that is not mentioned otherwise', () => {
    expect(planUnseenLogins(aScope(), observedVault({ readers: readersIn([held]), held: SEEN })).findings).toEqual([])
    const other = aRecord({ holds: { ...aHeld('accessor-1'), role: 'other_role' } })
    const unseen = { readers: readersIn([other]), held: new Map([['accessor-1', UNSEEN]]), login: UNSEEN }
    expect(planUnseenLogins(aScope(), observedVault(unseen)).findings).toEqual([])
  })
})
