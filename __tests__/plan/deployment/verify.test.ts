import { describe, expect, it } from '@jest/globals'
import { planVerify, proofOf } from '../../../src/plan/deployment/verify.ts'
import type { VaultStep } from '../../../src/plan/step.ts'
import { aManifest, aScope, wantedOf } from '../../build/manifest.ts'
import { NOTHING, theStep } from '../../build/plan.ts'
import { ABSENT, NO_CLAIMS } from '../../build/vault.ts'
import { plan } from '../../build/vault-plan.ts'

const many = (count: number) =>
  aManifest({ variables: Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, 'x'])) })
const planned = (manifest = aManifest(), written: string[] = [], sampled = false) =>
  theStep(planVerify({ scope: aScope(), wanted: wantedOf(manifest), proof: { written, sampled } }), 'verify')

describe('the proof', () => {
  it('asks for every path of the manifest, and reads one of each kind', () => {
    expect(planned().paths).toEqual(['variables/greeting', 'connections/web'])
    expect(planned().reads).toEqual(['variables/greeting', 'connections/web'])
  })

  it('reads what this run has written', () => {
    expect(planned(many(5), ['variables/v3']).reads).toEqual(['variables/v0', 'connections/web', 'variables/v3'])
  })

  it('reads fifty written secrets and asks for the others by their capabilities', () => {
    const written = Array.from({ length: 60 }, (_, index) => `variables/v${index}`)
    const step = planned(many(60), written)
    expect(step.paths).toHaveLength(61)
    expect(step.reads).toHaveLength(51)
  })

  it('does not read a secret whose value was not given', () => {
    const manifest = aManifest({ variables: { token: { env: 'TOKEN' } } })
    expect(planned(manifest).reads).toEqual(['connections/web'])
    expect(planned(manifest).paths).toContain('variables/token')
  })

  it.each([2, 49, 50, 75, 101, 1_000])('of a run that trusts the ledger asks for fifty of %d paths', count => {
    const all = planned(many(count - 1)).paths
    const { paths } = planned(many(count - 1), [], true)
    // The connection that is read may be in the sample or not.
    expect(paths.length - Math.min(50, count)).toBeGreaterThanOrEqual(0)
    expect(paths.length - Math.min(50, count)).toBeLessThanOrEqual(1)
    expect(all).toEqual(expect.arrayContaining([...paths]))
  })

  it('of a run that trusts the ledger also asks for all that it reads', () => {
    const { paths } = planned(many(1_000), ['variables/v7'], true)
    expect(paths).toEqual(expect.arrayContaining(['variables/v7', 'connections/web']))
  })

  it.each<[string, object, boolean]>([
    ['nothing changed', {}, true],
    ['the policy is written', { policy: ABSENT }, false],
    ['the role is written', { role: ABSENT }, false],
    ['a path is new', { ledger: NO_CLAIMS }, false]
  ])('is a sample only where the ledger is trusted: %s', (_, difference, sampled) => {
    const { steps } = plan(difference)
    expect(proofOf(steps as VaultStep[], { check: 'ledger' }).sampled).toBe(sampled)
    expect(proofOf(steps as VaultStep[], { check: 'full' }).sampled).toBe(false)
  })

  it('is not needed for a manifest without secrets', () => {
    expect(planVerify({ scope: aScope(), wanted: [], proof: { written: [], sampled: false } })).toEqual(NOTHING)
  })
})
