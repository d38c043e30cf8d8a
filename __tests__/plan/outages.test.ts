import { describe, expect, it } from '@jest/globals'
import { BACKEND, BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import type { DeploymentVariable } from '../../src/astro/port.ts'
import { saidOf } from '../../src/base/finding.ts'
import { planDeployment } from '../../src/plan/deployment/deployment.ts'
import type { Plan } from '../../src/plan/plan.ts'
import {
  aDeployment,
  aRecord,
  backendVariable,
  desiredDeployment,
  kwargsVariable,
  LATER,
  observedDeployment,
  otherVariable,
  readersIn
} from '../build/deployment.ts'
import { ABSENT, NO_CLAIMS, present } from '../build/vault.ts'
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
    expect(outages(difference)).toEqual([`Deployment prod ${what}, since the last run at most`])
  })

  it('and not where it never had any, or nobody knows', () => {
    expect(outages({})).toEqual([])
    expect(outages({ deployment: holding(kwargsVariable(LATER), backendVariable(), otherVariable()) })).toEqual([])
  })
})
