import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { changeOf } from '../../src/plan/change.ts'
import { idOf } from '../../src/plan/describe.ts'
import type { Step } from '../../src/plan/step.ts'
import { aCredential } from '../build/deployment.ts'
import { aScope } from '../build/manifest.ts'
import { OUR_POLICY, roleFields } from '../build/vault.ts'

const reason = ''
const data = new Secret({ value: 'hunter2' })

describe('a step', () => {
  it.each<[Step, string, object | null, object | null]>([
    [{ kind: 'auth-method', path: 'approle', type: 'approle', reason }, 'auth-method:approle', null, { type: 'approle' }],
    [{ kind: 'mount', path: 'airflow', reason }, 'mount:airflow', null, { type: 'kv', version: '2' }],
    [
      { kind: 'secret', path: 'variables/a', data, expected: 3, overwrites: true, keys: ['host'], reason },
      'secret:variables/a',
      { state: 'other', version: 3 },
      { state: 'set', version: 4, keys: ['host'] }
    ],
    [
      { kind: 'delete', path: 'variables/a', version: 2, reason },
      'delete:variables/a',
      { state: 'set', version: 2 },
      { state: 'absent', version: 2 }
    ],
    [
      { kind: 'policy', name: 'p', text: OUR_POLICY, reason },
      'policy:p',
      null,
      { manifest: 'analytics', grants: { 'airflow/data/connections/*': ['read'], 'airflow/data/variables/*': ['read'] } }
    ],
    [
      { kind: 'role', access: aScope(), was: { token_ttl: 60 }, fields: roleFields(), reason },
      'role:approle/astro_role',
      { fields: { token_ttl: 60 }, login: {} },
      { fields: { token_ttl: 3600 }, login: {} }
    ],
    [
      { kind: 'retire', noun: 'secret-id', credential: aCredential('accessor-1'), reason },
      'retire:accessor-1',
      { state: 'set' },
      { state: 'absent' }
    ],
    [{ kind: 'health', reason }, 'health', null, null]
  ])('%j has an id, and says what there is before and after', (step, id, before, after) => {
    expect([idOf(step), changeOf(step)]).toEqual([id, { before, after }])
  })

  it('never tells a value', () => {
    const step: Step = { kind: 'secret', path: 'variables/a', data, expected: 0, overwrites: false, reason }
    expect(JSON.stringify(changeOf(step))).not.toContain('hunter2')
  })
})
