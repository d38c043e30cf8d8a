import { describe, expect, it } from '@jest/globals'
import type { Addresses } from '../../../src/astro/port.ts'
import { planBinding } from '../../../src/plan/deployment/binding.ts'
import { aCredential, aDeployment, aSecretId, observedDeployment } from '../../build/deployment.ts'
import { UNSEEN } from '../../build/vault.ts'

/** Which blocks each secret-id that the record names works from; `anywhere` for one that is not bound. */
type Known = Readonly<Record<string, readonly string[] | 'anywhere'>>

const [A, B, C] = ['192.0.2.1/32', '192.0.2.2/32', '192.0.2.3/32'] as const
const UNKNOWN: Addresses = { unknown: 'lists no external IP addresses (externalIPs)' }

const facts = (boundCidrs: Known[string]) => aSecretId(boundCidrs === 'anywhere' ? {} : { boundCidrs })[1]
const credentials = (known: Known) => new Map(Object.entries(known).map(([id, bound]) => [id, facts(bound)]))
const binding = (addresses: Addresses, known: Known, { holds = 'accessor-1', isBound = true } = {}) =>
  planBinding(
    isBound,
    observedDeployment({ deployment: aDeployment({ addresses }), credentials: credentials(known) }),
    holds === '' ? undefined : aCredential(holds)
  )

describe('a secret-id that is bound to the addresses of its Deployment', () => {
  it.each<[string, readonly string[], Known, string, boolean, readonly string[]]>([
    ['is kept while they are the same', [A], { 'accessor-1': [A] }, 'accessor-1', false, [A]],
    ['is kept, too, where Vault has them in another order', [A, B], { 'accessor-1': [B, A] }, 'accessor-1', false, [A, B]],
    ['is kept where the Deployment has fewer: the next one is narrower', [A], { 'accessor-1': [A, B] }, 'accessor-1', false, [A]],
    ['is replaced where it has another one, by one for old and new', [B], { 'accessor-1': [A] }, 'accessor-1', true, [A, B]],
    ['is replaced where it has one more', [A, B], { 'accessor-1': [A] }, 'accessor-1', true, [A, B]],
    ['admits what workers may still have, too', [C], { 'accessor-0': [A], 'accessor-1': [B] }, 'accessor-1', true, [A, B, C]],
    ['replaces one that works from anywhere', [A], { 'accessor-1': 'anywhere' }, 'accessor-1', true, [A]],
    ['has nothing to admit for the first time', [A], {}, '', false, [A]],
    [
      'admits all that were known where nobody knows which one the Deployment holds',
      [A],
      { 'accessor-1': [B], 'accessor-2': 'anywhere' },
      '',
      false,
      [A, B]
    ]
  ])('%s', (_, cidrs, known, holds, isReplaced, next) => {
    const { why, boundCidrs } = binding({ cidrs }, known, { holds })
    expect([why !== undefined, boundCidrs]).toEqual([isReplaced, next])
  })

  it('says from where it does not work', () => {
    expect(binding({ cidrs: [B, C] }, { 'accessor-1': [A] }).why).toBe(
      `it does not work from ${B}, ${C}, and the Deployment has other addresses than before`
    )
  })

  it('says what that is worth when it is issued', () => {
    const { onIssue, onKeep } = binding({ cidrs: [A] }, {}, { holds: '' })
    expect(onIssue.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'note',
        expect.stringMatching(/^gets a secret-id that works only from 192\.0\.2\.1\/32\. .* other customers have them too\./)
      ]
    ])
    expect(onKeep).toEqual([])
  })

  it('says which old address it still admits, while it is kept', () => {
    expect(binding({ cidrs: [A] }, { 'accessor-1': [A, B] }).onKeep.map(({ message }) => message)).toEqual([
      `holds a secret-id that still works from ${B}, which it no longer has, until that is replaced`
    ])
  })

  it('may be one that this token cannot look up: then the next one admits what is known', () => {
    const observed = observedDeployment({ credentials: new Map([['accessor-1', UNSEEN], ...credentials({ 'accessor-0': [B] })]) })
    expect(planBinding(true, observed, aCredential('accessor-1')).boundCidrs).toEqual([A, B])
  })
})

describe('where Astro does not show the addresses', () => {
  it.each<[string, Known]>([
    ['bound', { 'accessor-1': [A] }],
    ['not bound', { 'accessor-1': 'anywhere' }]
  ])('a secret-id that is %s is kept as it is, with a warning', (_, known) => {
    const { why, boundCidrs, onKeep } = binding(UNKNOWN, known)
    expect([why, boundCidrs, onKeep.map(({ severity }) => severity)]).toEqual([undefined, undefined, ['warning']])
  })

  it('none is issued', () => {
    expect(binding(UNKNOWN, {}).onIssue.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'error',
        'lists no external IP addresses (externalIPs), so no secret-id can be bound to its addresses (approle.secret-id-bound-cidrs)'
      ]
    ])
  })
})

describe('without the key in the manifest', () => {
  it.each<[string, Addresses, Known, string | undefined]>([
    ['a secret-id that works from anywhere is kept', { cidrs: [A] }, { 'accessor-1': 'anywhere' }, undefined],
    ['addresses do not matter', UNKNOWN, { 'accessor-1': 'anywhere' }, undefined],
    [
      'a bound one is replaced, before its Deployment gets other addresses',
      UNKNOWN,
      { 'accessor-1': [A] },
      'it works from some addresses alone, and approle.secret-id-bound-cidrs is not set'
    ]
  ])('%s', (_, addresses, known, why) => {
    expect(binding(addresses, known, { isBound: false })).toEqual({ onIssue: [], onKeep: [], ...(why && { why }) })
  })
})
