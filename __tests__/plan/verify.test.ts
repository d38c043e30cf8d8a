import { describe, expect, it } from '@jest/globals'
import { planVerify } from '../../src/plan/verify.ts'
import { aManifest, aScope, wantedOf } from '../build/manifest.ts'
import { NOTHING, theStep } from '../build/plan.ts'

const many = (count: number) =>
  aManifest({ variables: Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, 'x'])) })
const planned = (manifest = aManifest(), written: string[] = []) =>
  theStep(planVerify({ scope: aScope(), wanted: wantedOf(manifest), written }), 'verify')

describe('the proof', () => {
  it('asks for every path of the manifest, and reads one of each kind', () => {
    expect(planned().paths).toEqual(['airflow/data/variables/greeting', 'airflow/data/connections/web'])
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
    expect(planned(manifest).paths).toContain('airflow/data/variables/token')
  })

  it('is not needed for a manifest without secrets', () => {
    expect(planVerify({ scope: aScope(), wanted: [], written: [] })).toEqual(NOTHING)
  })
})
