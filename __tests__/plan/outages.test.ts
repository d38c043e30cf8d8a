import { describe, expect, it } from '@jest/globals'
import { BACKEND, BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import type { DeploymentVariable } from '../../src/astro/port.ts'
import { saidOf } from '../../src/base/finding.ts'
import type { SeenSecret } from '../../src/observe/observed.ts'
import { planDeployment } from '../../src/plan/deployment/deployment.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { ConsumerRecord } from '../../src/records/consumer.ts'
import {
  aDeployment,
  aLock,
  aRecord,
  backendVariable,
  desiredDeployment,
  kwargsVariable,
  LATER,
  observedDeployment,
  otherVariable,
  readersIn
} from '../build/deployment.ts'
import { ABSENT, NO_CLAIMS, observedVault, present } from '../build/vault.ts'
import { plan } from '../build/vault-plan.ts'

const warnings = ({ findings }: Pick<Plan, 'findings'>) => findings.filter(({ severity }) => severity === 'warning').map(saidOf)
const readers = readersIn([aRecord()])
const gone = (hour: number) => ({ state: 'absent', version: 2, since: `2026-11-20T1${hour}:00:00.5Z` }) as const

describe('what somebody has deleted in Vault is told with what Airflow cannot read', () => {
  it('of a policy that a Deployment logs in with', () => {
    expect(warnings(plan({ policy: ABSENT, readers }))).toEqual([
      'policy astro_policy is gone: somebody deleted it since the last run, and Airflow can read none of 2 secrets until a run restores it'
    ])
  })

  it('of a policy, and not before which time, as secrets were written that are as the last run left them', () => {
    const written = (path: string, version: number, since: string) => {
      const there = observedVault().secrets.get(path)
      return [path, { ...there, version, since } as SeenSecret] as const
    }
    const ours = written('variables/greeting', 1, '2026-11-18T12:00:59.5Z')
    const theirs = written('connections/web', 2, '2026-11-19T12:00:00Z')
    const told = (...secrets: (typeof ours)[]) => warnings(plan({ policy: ABSENT, readers, secrets: new Map(secrets) }))[0]
    const GONE = 'policy astro_policy is gone: somebody deleted it since the last run'
    expect(told(ours, theirs)).toMatch(`${GONE} (2026-11-18 12:00 UTC or later), and Airflow can read none`)
    expect(told(ours, written('connections/web', 1, '2026-11-17T12:00:00Z'))).toMatch(`${GONE} (2026-11-18 12:00 UTC or later)`)
    expect(told(theirs)).toMatch(`${GONE}, and`)
  })

  it('but of a role by the Deployments that cannot log in', () => {
    expect(warnings(plan({ role: ABSENT, login: ABSENT, readers }))).toEqual([])
  })

  it('of one secret, since when', () => {
    expect(warnings(plan({ secrets: new Map([['variables/greeting', gone(2)]]) }))).toEqual([
      'variables/greeting cannot be read by Airflow since 2026-11-20 12:00 UTC, until a run restores it: somebody deleted it (it had version 1)'
    ])
  })

  it('of several secrets together, since the first', () => {
    const secrets = new Map([
      ['variables/greeting', gone(3)],
      ['connections/web', gone(1)]
    ])
    expect(warnings(plan({ secrets }))).toEqual([
      '2 secrets cannot be read by Airflow, the first since 2026-11-20 11:00 UTC, until a run restores it, because they were deleted: variables/greeting, connections/web'
    ])
  })

  it.each<[string, Parameters<typeof plan>[0]]>([
    ['that nobody has claimed or used', { policy: ABSENT, role: ABSENT, login: ABSENT, ledger: NO_CLAIMS }],
    ['that an earlier run may not have written', { policy: ABSENT }],
    ['that somebody has only changed', { policy: present('path "x" { capabilities = ["read"] }'), readers }]
  ])('but of nothing %s', (_, difference) => {
    expect(warnings(plan(difference))).toEqual([])
  })
})

describe('what a Deployment has lost is told once', () => {
  const outages = (difference: Parameters<typeof observedDeployment>[0]) =>
    warnings(planDeployment(desiredDeployment(), observedDeployment(difference)))
  const holding = (...variables: readonly (readonly [string, DeploymentVariable])[]) =>
    aDeployment({ variables: new Map(variables) })

  it.each<[string, Parameters<typeof observedDeployment>[0], string]>([
    [
      'its secret-id',
      { credentials: new Map([['accessor-1', ABSENT]]) },
      'cannot log in to Vault any more: its secret-id no longer exists in Vault'
    ],
    [
      'its KWARGS',
      { deployment: holding(backendVariable(), otherVariable()) },
      `cannot log in to Vault any more: the Deployment no longer has ${BACKEND_KWARGS}`
    ],
    [
      'its BACKEND',
      { deployment: holding(kwargsVariable(), otherVariable()) },
      `does not read from Vault any more: the Deployment no longer has ${BACKEND}`
    ]
  ])('where it has lost %s', (_, difference, what) => {
    expect(outages(difference)).toEqual([`Deployment prod ${what}, since the last run at most (2026-11-18 12:00 UTC or later)`])
  })

  it('by the latest change of its variables that a run has seen, whoever made it', () => {
    const credentials = new Map([['accessor-1', ABSENT]])
    const told = (difference: Partial<ConsumerRecord>) => outages({ credentials, record: aRecord(difference) })[0]
    const times = { [BACKEND_KWARGS]: '2026-11-18T12:00:00Z', A: '2026-11-19T01:30:59+02:00', B: '2026-11-18', C: '' }
    expect(told({ variables: times })).toMatch(/at most \(2026-11-18 23:30 UTC or later\)$/)
    expect(told({ variables: { [BACKEND_KWARGS]: 'ABC' } })).toMatch(/since the last run at most$/)
    const lock = { ...aLock(), unsettled: true } as const
    expect(told({ lock })).toMatch(/since the last run at most$/)
  })

  it('and not where it never had any, or nobody knows', () => {
    expect(outages({})).toEqual([])
    expect(outages({ deployment: holding(kwargsVariable(LATER), backendVariable(), otherVariable()) })).toEqual([])
  })
})
