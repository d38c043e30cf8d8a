import { describe, expect, it } from '@jest/globals'
import { explained } from '../../../src/base/finding.ts'
import type { ObservedVault } from '../../../src/observe/observed.ts'
import { planLogins } from '../../../src/plan/vault/logins.ts'
import type { ConsumerRecord } from '../../../src/records/consumer.ts'
import { aHeld, aRecord, elsewhere, NOW, readersIn, UNLISTED } from '../../build/deployment.ts'
import { aScope } from '../../build/manifest.ts'
import { ABSENT, NO_CLAIMS, observedVault, present, UNSEEN } from '../../build/vault.ts'

const GIVEN = { role_id: 'role-id-1' }
const held = (difference: Partial<ConsumerRecord> = {}, holds = {}) =>
  aRecord({ ...elsewhere(), holds: aHeld('accessor-1', { login: GIVEN, ...holds }), ...difference })
const THERE: ObservedVault['held'] = new Map([['accessor-1', present({ created: NOW })]])
const GONE: ObservedVault['held'] = new Map([['accessor-1', ABSENT]])

const said = (records: readonly ConsumerRecord[], difference: Partial<ObservedVault>, targets: readonly string[] = []) =>
  planLogins(aScope(), observedVault({ readers: readersIn(records), held: THERE, ...difference }), targets).findings.map(
    explained
  )

const CURE = 'Run mode `deploy` for this Deployment to restore access.'

describe('a Deployment that is recorded', () => {
  it('and can log in is not mentioned', () => {
    expect(said([held()], {})).toEqual([])
  })

  it('cannot log in when its secret-id is gone, as with a role that was deleted', () => {
    const sentence = `Deployment dev cannot log in to Vault any more: its secret-id no longer exists\n${CURE}`
    expect(said([held()], { held: GONE })).toEqual([sentence])
    expect(said([held()], { held: GONE, role: ABSENT, login: ABSENT })).toEqual([sentence])
  })

  it('cannot be named when its role is gone and the records cannot be listed, which is told', () => {
    const unlisted = { readers: readersIn([], { unknown: UNLISTED }) }
    expect(said([], { ...unlisted, role: ABSENT, login: ABSENT })).toEqual([
      'role astro_role may have been deleted, and this token cannot list the Deployments that then cannot log in to Vault any more\nRun mode `deploy` for each Deployment of this role to restore access.'
    ])
    expect(said([], unlisted)).toEqual([])
    expect(said([], { ...unlisted, role: ABSENT, login: ABSENT, ledger: NO_CLAIMS })).toEqual([])
  })

  it('cannot log in when its role has another role-id', () => {
    expect(said([held()], { login: present({ role_id: 'role-id-2' }) })).toEqual([
      `Deployment dev cannot log in to Vault any more: the role-id of astro_role has changed since the Deployment got its secret-id\n${CURE}`
    ])
  })

  it('has not drifted where a run is changing it, or has left it unsettled', () => {
    const lock = { run: '7', attempt: 1, holder: 'h', expires: NOW.toISOString(), targets: [] }
    const { findings } = planLogins(aScope(), observedVault({ readers: readersIn([held({ lock })]), held: GONE }), [])
    expect(findings).toEqual([
      {
        ...{ severity: 'warning', topic: 'not-compared', subject: 'Deployment dev' },
        message: 'cannot log in to Vault (its secret-id no longer exists), and run 7 is changing it or has left it unsettled',
        hint: 'Run again when that run has ended. If it is not at work any more, run mode `deploy` for this Deployment.'
      }
    ])
    expect(said([held({ lock })], {})).toEqual([])
  })

  it('of another manifest with this role is brought back by that one', () => {
    expect(said([held({ manifest: 'billing' })], { held: GONE })[0]).toContain(
      'Run mode `deploy` of manifest billing for this Deployment to restore access.'
    )
  })

  it.each<[string, ConsumerRecord, Partial<ObservedVault>, string[]]>([
    ['gets something new in this run', held(), { held: GONE }, ['clx2']],
    ['logs in with another role', held({}, { role: 'other_role' }), { held: GONE }, []],
    ['has a secret-id that this token may not look up', held(), { held: new Map([['accessor-1', UNSEEN]]) }, []],
    ['was recorded before role-ids were', aRecord(elsewhere()), { login: present({ role_id: 'role-id-2' }) }, []],
    ['lost only what was replaced', held({ retired: [] }, {}), { held: new Map([...THERE, ['accessor-0', ABSENT]]) }, []]
  ])('is not mentioned when it %s', (_, record, difference, targets) => {
    expect(said([record], difference, targets)).toEqual([])
  })

  it('is judged by its record on the mount of the manifest, once it has moved there', () => {
    const old = held({}, { mount: 'airflow-old', id: 'accessor-0' })
    const lost = { held: new Map([...THERE, ['accessor-0', ABSENT]]) }
    expect(said([old], lost)).toHaveLength(1)
    expect(said([old, held()], lost)).toEqual([])
  })
})
